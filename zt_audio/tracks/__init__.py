"""Lay out what lies in a player's folder: joined tracks, lists, tags, names, limits."""

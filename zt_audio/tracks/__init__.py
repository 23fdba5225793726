"""Lay out a player's folder: joined tracks, lists, tags, file names, limits."""

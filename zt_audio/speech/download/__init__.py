"""Fetch voice models: resumed, verified, installed whole."""

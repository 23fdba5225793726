"""Fetch files from the internet: resumed, verified, placed whole."""

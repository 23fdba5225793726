"""Commands for recordings."""

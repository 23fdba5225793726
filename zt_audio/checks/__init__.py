"""Warn about what a careful reader of a project would question."""

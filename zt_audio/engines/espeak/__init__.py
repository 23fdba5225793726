"""Speak with espeak-ng: both languages, offline, right after installation."""

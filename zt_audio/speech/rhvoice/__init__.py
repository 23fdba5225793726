"""Speak Russian with RHVoice."""

"""Speak with Piper's neural voices, once their models are here."""

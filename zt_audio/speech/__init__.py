"""Utterances in, speech out: who says it, an engine or a recording."""

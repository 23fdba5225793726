"""Hear whether a take reads its text: compare it with espeak-ng's own take of the text and of altered ones."""

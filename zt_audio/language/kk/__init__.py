"""Kazakh: numbers, tokens and word forms."""

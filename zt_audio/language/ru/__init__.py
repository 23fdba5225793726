"""Russian: numbers, tokens and word forms."""

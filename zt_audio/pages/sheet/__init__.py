"""Draw the reading sheet."""

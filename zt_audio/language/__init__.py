"""From written text to what is said, and from a place's name to its forms."""

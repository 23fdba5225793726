"""Words of Russian on their own: numbers, forms, letters, what a dictionary has."""

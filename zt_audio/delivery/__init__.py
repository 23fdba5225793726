"""What a player can take, and what its files are called."""

"""The driver's card: one page for each round, to be printed and laid beside the player."""

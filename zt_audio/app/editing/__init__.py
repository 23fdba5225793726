"""Change the texts of staff: one save of all its files or of none, with what was there before."""

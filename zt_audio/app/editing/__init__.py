"""Change the files of staff: one save of all its files or of none; show a file as a form; follow a name through all files."""

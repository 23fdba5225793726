"""Show a file of staff as a form, and follow a name through all files."""

"""A page that shows what was built: what the manifest states and how it looks in, one HTML page out."""

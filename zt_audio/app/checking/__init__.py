"""Check a project, and remember the verdict while nothing has changed."""

"""Draw the report of what was built."""

"""Show places with their names and greetings, and take them from tables."""

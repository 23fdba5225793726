"""Hold one command a module. Each parses its arguments, calls one use case of app, and prints the result."""

"""The only room that knows the order: content to script to plan to files."""

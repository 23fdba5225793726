"""Make what leaves the computer, show it, and take it to a stick."""

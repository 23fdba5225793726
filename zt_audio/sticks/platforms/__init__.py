"""Ask the system about drives."""

"""Ask of a project what a careful reader would ask."""

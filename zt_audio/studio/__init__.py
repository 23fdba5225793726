"""Pages on this computer on which staff do everything: the studio."""

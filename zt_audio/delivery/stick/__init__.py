"""A built playlist on a stick, in a zip or in a FAT32 image: written in the player's order, read back, proved."""

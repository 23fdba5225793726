"""Write FAT32 images."""

"""Read and write the bytes of audio containers: no I/O, no numpy."""

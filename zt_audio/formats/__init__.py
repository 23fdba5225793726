"""Read and write audio containers. `sound_file` alone needs numpy; planning a build imports the others."""

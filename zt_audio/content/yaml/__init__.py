"""Read YAML with the position of each value, and splice changes into its bytes."""

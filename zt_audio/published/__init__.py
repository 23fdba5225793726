"""Read what lies in output/: whether it is whole, current, and may leave."""

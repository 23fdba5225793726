"""Read what lies in output/: whether it is whole, up to date, and may be exported."""

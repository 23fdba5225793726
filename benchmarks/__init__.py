"""Measure how fast the project is and how well it is heard: `python3 benchmarks/run.py`."""

"""Run engines in child processes that can be ended."""

"""Speak with services on the internet: one client, one rule for deadlines, outages and completeness."""

"""The player page: every round as one HTML file that plays its tracks on any phone or laptop."""

"""Manage what people read aloud: reading sheets, imports, and how each text stands."""

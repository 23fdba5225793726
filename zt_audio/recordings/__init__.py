"""Manage what people read aloud: sheet, import, status."""

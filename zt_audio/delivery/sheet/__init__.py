"""Texts that a person is to read out in, a page to print out."""

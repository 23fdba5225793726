"""Checks that catch mistakes before anyone hears them: texts in, warnings out."""

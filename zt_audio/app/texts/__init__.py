"""Show what a project holds while it is edited: appeals, words, how each text will be said."""

"""One command of `zt-audio takes` a module."""

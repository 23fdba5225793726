"""Turn written text into what is said, and put the names of places into their forms."""

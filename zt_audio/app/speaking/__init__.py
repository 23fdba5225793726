"""Let voices speak before any build: texts, stops, recordings, the voices themselves."""

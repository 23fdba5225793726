"""Speech in, segments out: carried through noise, levelled, encoded to MP3 frames and measured."""

"""Make segments of speech: process it for a horn loudspeaker, level it, encode it to MP3 frames, and measure them."""

"""Keep what files held before and who changed them. This room knows names and digests, no texts and no sound."""

"""Keep what outlives a run: cached records by key, the manifest, the redo journal, the lock."""

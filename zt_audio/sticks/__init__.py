"""Write playlists to sticks and zips, and verify them."""

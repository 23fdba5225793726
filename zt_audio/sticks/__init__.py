"""Write playlists to sticks, zips and images, and verify them."""

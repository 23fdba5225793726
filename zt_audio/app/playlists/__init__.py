"""Show the hours of playlists, and say something urgent in all of them."""

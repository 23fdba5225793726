"""Show places with their names and greetings, and the hours of playlists; take places from tables; say something urgent."""

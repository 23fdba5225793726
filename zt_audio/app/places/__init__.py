"""Show places, their greetings and the hours of playlists; take places from tables; say what is urgent."""

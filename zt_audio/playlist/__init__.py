"""From segments to tracks and playlists. No audio is decoded or encoded here."""

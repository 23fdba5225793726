"""Draw the page that plays a folder."""

"""Do what a user can ask for: one function a request, without a terminal."""

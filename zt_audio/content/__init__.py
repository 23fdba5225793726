"""The project folder in, a checked Project out: `project.load_project`, `files.content_files`."""

"""Load a project folder and check it: `project.load_project`, `files.content_files`."""

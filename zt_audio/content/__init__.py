"""Load a project folder and check it: `project.Snapshot`, `files.content_files`."""

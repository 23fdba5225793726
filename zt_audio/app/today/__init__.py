"""Tell what is to be done now: check, status, week, whether the computer is fit; start a project."""

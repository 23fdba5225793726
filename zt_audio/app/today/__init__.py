"""Tell what is to be done now: status, week, whether the computer is fit; start a project."""

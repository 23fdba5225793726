"""Run child processes that are ended in time, and open the files of strangers in one."""

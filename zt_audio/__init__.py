"""Make looping loudspeaker tracks of public appeals in Kazakh and Russian that are written in YAML."""

import logging

__version__ = "0.1.0"

logging.getLogger(__name__).addHandler(logging.NullHandler())  # silent unless a program that uses us wants to listen

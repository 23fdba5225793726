"""Make looping loudspeaker tracks of public appeals in Kazakh and Russian that are written in YAML."""

__version__ = "0.1.0"

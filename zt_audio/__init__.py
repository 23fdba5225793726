"""zt_audio: public appeals in Kazakh and Russian, from YAML to looping loudspeaker tracks."""

__version__ = "0.1.0"

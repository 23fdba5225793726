"""Make looping loudspeaker tracks of public appeals in Kazakh and Russian that are written in YAML."""

__version__ = "0.3.0"
RELEASED = "2026-11-27"  # the date of this version in CHANGELOG.md

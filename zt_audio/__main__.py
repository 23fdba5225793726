"""`python -m zt_audio`."""

from __future__ import annotations

from zt_audio.cli import main

main()

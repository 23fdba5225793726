"""Run zt-audio as `python -m zt_audio`."""

from __future__ import annotations

try:
    from zt_audio.cli import main
except KeyboardInterrupt:
    raise SystemExit(130) from None

main()

"""Give each module its logger. The loggers are silent unless a program that uses us listens to `zt_audio`.

This does not stand in the package itself: help and completion need no logging, which takes 5 ms to load.
"""

from __future__ import annotations

import logging

logging.getLogger("zt_audio").addHandler(logging.NullHandler())


def logger_of(module: str) -> logging.Logger:
    """Return the logger of the module with this `__name__`."""
    return logging.getLogger(module)

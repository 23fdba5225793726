"""Property tests look at new examples on every run, but at the same ones in CI: a change is not judged by luck."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

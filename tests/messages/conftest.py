"""The command line and a project, as the tests of commands have them."""

from __future__ import annotations

from tests.cli.conftest import plain_environment, project, zt

__all__ = ["plain_environment", "project", "zt"]

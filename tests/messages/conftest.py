"""Give tests of messages the command line and a project."""

from __future__ import annotations

from tests.cli.conftest import plain_environment, project, zt

__all__ = ["plain_environment", "project", "zt"]

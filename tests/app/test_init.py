"""A new project has the telephone that drivers call, whatever characters people type."""

from __future__ import annotations

from pathlib import Path

import pytest

from zt_audio.app.today.init import start_project
from zt_audio.content.project import Snapshot


@pytest.mark.parametrize("phone", ["102", "8 (7132) 54-12-12", 'дежурный "102": #1, \\'])
def test_the_phone_goes_into_the_settings(tmp_path: Path, phone: str) -> None:
    start_project(tmp_path, phone)
    assert Snapshot(tmp_path).project()[0].settings.duty_phone == phone


def test_without_a_phone_there_is_none(tmp_path: Path) -> None:
    start_project(tmp_path)
    assert Snapshot(tmp_path).project()[0].settings.duty_phone is None

"""The folders that are offered beside sticks, whatever language the computer is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from zt_audio.app.making.export import usual_folders


@pytest.mark.parametrize("home", ["", "OneDrive"])
@pytest.mark.parametrize(
    ("folder", "name"),
    [("Desktop", "Desktop"), ("Рабочий стол", "Desktop"), ("Жұмыс үстелі", "Desktop"), ("Документы", "Documents")],
)
def test_a_folder_is_offered_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str, folder: str, name: str
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert usual_folders() == ()
    (tmp_path / home / folder).mkdir(parents=True)
    assert usual_folders() == ((name, tmp_path / home / folder),)

"""The page of an appeal for residents: text and sound in both languages, for as long as it holds."""

from __future__ import annotations

import re
import subprocess
from base64 import b64decode
from datetime import date
from pathlib import Path

import pytest

from tests.support.chrome import chrome
from tests.support.judges import judge
from tests.support.tiny import Tiny
from zt_audio.app.making.build import BuildRequest, build_project
from zt_audio.app.making.output import make_residents_page
from zt_audio.errors import BuildError, ContentError
from zt_audio.published.manifest_reader import read_manifest

MONDAY = date(2026, 11, 23)
ADDRESS = "https://example.kz/undeu/a.html"


def built(tiny: Tiny, until: str = "") -> None:
    if until:
        tiny.edit("texts/a.yaml", "text:", f"valid_until: {until}\ntext:")
    build_project(tiny.root, BuildRequest(today=MONDAY))


def test_it_holds_text_and_sound_of_what_was_built(fresh: Tiny, tmp_path: Path) -> None:
    built(fresh, "2026-12-31")
    page = make_residents_page(fresh.root, "a", MONDAY, ADDRESS)
    number = read_manifest(fresh.output).playlists["city"].number
    for words in (
        "Тазалық",
        "Көшені таза ұстаңыз. Қоқысты жәшікке салыңыз.",
        "Чистота нужна всем.",
        "31.12.2026",
        number,
    ):
        assert words in page
    sounds = [b64decode(each) for each in re.findall(r'data-sound="([^"]+)"', page)]
    assert len(sounds) == 2
    for n, sound in enumerate(sounds):
        file = tmp_path / f"{n}.mp3"
        file.write_bytes(sound)
        asked = [judge("ffprobe"), "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(file)]
        done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=True)
        assert 3 < float(done.stdout) < 30
    assert not re.findall(r'(?:src|href)="(?!data:)[^"#]', page)
    assert "<svg" in page
    assert "<svg" not in make_residents_page(fresh.root, "a", MONDAY)


def test_it_is_refused_as_an_export_is(fresh: Tiny) -> None:
    built(fresh, "2026-11-30")
    for appeal, today, slug in (("a", date(2026, 12, 7), "appeal-expired"), ("gone", MONDAY, "appeal-unknown")):
        with pytest.raises(BuildError, match=slug):
            make_residents_page(fresh.root, appeal, today)
    with pytest.raises(ContentError, match="residents-address"):
        make_residents_page(fresh.root, "a", MONDAY, "javascript:alert(1)")
    fresh.write("people.yaml", "aigul: {name: {kk: Айгүл, ru: Айгуль}, roles: [approver]}\n")
    with pytest.raises(ContentError, match="person-not-allowed"):
        make_residents_page(fresh.root, "a", MONDAY)
    assert make_residents_page(fresh.root, "a", MONDAY, by="aigul")
    (fresh.root / "appeals/people.yaml").unlink()
    fresh.edit("texts/a.yaml", "Чистота нужна всем.", "Чистота нужна нам.")
    with pytest.raises(BuildError, match="texts-newer"):
        make_residents_page(fresh.root, "a", MONDAY)


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["laptop", "phone"])
def test_it_says_by_itself_when_it_is_over(fresh: Tiny, tmp_path: Path, size: tuple[int, int]) -> None:
    built(fresh, "2026-11-30")
    file = tmp_path / "a.html"
    file.write_text(make_residents_page(fresh.root, "a", MONDAY, ADDRESS), encoding="utf-8")
    clock = "Date = class extends Date {{ constructor(...a) {{ a.length ? super(...a) : super('{}T12:00:00'); }} }};"
    with chrome(*size) as page:
        page.theme("dark" if size[0] < size[1] else "light")
        for day, over in (("2026-11-30", False), ("2026-12-01", True)):
            page.say("Page.addScriptToEvaluateOnNewDocument", source=clock.format(day))
            page.visit(file.as_uri())
            page.until("document.readyState === 'complete'")
            assert page.run("[...document.querySelectorAll('.over')].every((each) => !each.hidden)") is over
            assert page.run("[...document.querySelectorAll('audio')].every((each) => each.hidden)") is over
            assert page.violations() == []
            assert page.run("document.documentElement.scrollWidth <= innerWidth")
        assert page.complaints() == []


def test_the_command_writes_it(fresh: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zt_audio.app.clock.today", lambda: MONDAY)
    built(fresh)
    target = tmp_path / "a.html"
    done = fresh.run("report", "--residents", "a", "--address", ADDRESS, "-o", str(target))
    assert done.returncode == 0, done.stderr
    assert "Чистота" in target.read_text("utf-8")
    assert fresh.run("report", "--residents", "a", "--proof").returncode == 2

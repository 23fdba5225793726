"""What a person gives to the studio may end what opens it, and never the studio."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.judges import judge
from tests.support.studio import RunningStudio
from tests.support.word_file import document_xml, packed, word_file
from tests.support.workbook import workbook

LIMIT_S = 120
FAR = workbook([["kk", "ru"]], {"XFD1048576": "x"})


def test_a_workbook_with_a_far_cell_is_refused_by_name(studio: RunningStudio) -> None:
    browser = studio.browser()
    answer = browser.post(f"{studio.base}/places/table", files={"table": ("Ауылдар.xlsx", FAR)}, timeout=LIMIT_S)
    assert (answer.status_code, "17,179,869,184 cells" in answer.text or "17179869184" in answer.text) == (422, True)
    assert browser.get(f"{studio.base}/places", timeout=LIMIT_S).status_code == 200


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (word_file("аa" * 10_000), "without a space"),
        (packed(document_xml("<w:p>" * 100_000)), "no .docx file"),
        (packed(b" " * 60_000_000), "too large"),
    ],
)
def test_a_word_file_that_takes_for_ever_is_refused(studio: RunningStudio, data: bytes, told: str) -> None:
    answer = studio.browser().put(f"{studio.base}/word", data=data, params={"name": "a.docx"}, timeout=LIMIT_S)
    assert (answer.status_code, told in answer.json()["told"]) == (422, True)


def test_a_pasted_word_without_an_end_is_refused(studio: RunningStudio) -> None:
    said = {"lang": "ru", "text": "аa" * 9_000}
    answer = studio.browser().post(f"{studio.base}/clean", json=said, timeout=LIMIT_S)
    assert (answer.status_code, "without a space" in answer.json()["told"]) == (422, True)


def test_a_recording_of_eight_channels_is_refused_and_the_studio_goes_on(studio: RunningStudio, tmp_path: Path) -> None:
    sound = tmp_path / "eight.m4a"
    source = ["-f", "lavfi", "-i", "sine=300:d=2,aformat=channel_layouts=7.1", "-c:a", "aac"]
    subprocess.run([judge("ffmpeg"), "-v", "error", *source, str(sound)], check=True)
    browser = studio.browser()
    for _ in range(2):
        query = {"ending": ".m4a", "clock": "2"}
        answer = browser.put(f"{studio.base}/takes/microphone", data=sound.read_bytes(), params=query, timeout=LIMIT_S)
        assert (answer.status_code, "8 channels" in answer.text) == (200, True)

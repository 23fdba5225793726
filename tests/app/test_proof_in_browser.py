"""The proof page in a real browser: judged on a laptop and on a phone, and what it saves is taken in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.chrome import chrome
from tests.support.tiny import Tiny
from tests.support.waiting import wait_until
from zt_audio.app.texts.workbench import Workbench
from zt_audio.app.vouching.proof import make_proof, plan_answers, read_answers
from zt_audio.i18n import speaking

LIMIT_S = 60


@pytest.mark.parametrize(("size", "language"), [((1366, 768), "ru"), ((390, 844), "kk")], ids=["laptop-ru", "phone-kk"])
def test_a_person_judges_and_saves(fresh: Tiny, tmp_path: Path, size: tuple[int, int], language: str) -> None:
    today = date(2026, 11, 23)
    with speaking(language):
        html = make_proof(fresh.root, today).html
    page_file = tmp_path / "proof.html"
    page_file.write_text(html, encoding="utf-8")
    with chrome(*size) as page:
        page.theme("dark" if size[0] < size[1] else "light")
        page.visit(page_file.as_uri())
        page.until("document.getElementById('count').textContent.includes(': 0 /')")
        assert page.violations() == []
        assert page.run("document.documentElement.scrollWidth <= innerWidth")
        row = "[...document.querySelectorAll('li')].find((each) => each.textContent.includes('Бросайте мусор'))"
        page.run(f"{row}.querySelector('.play').click()")
        page.until(f"{row}.querySelector('.play').getAttribute('aria-pressed') === 'true'")
        page.run(f"{row}.querySelector('[value=said]').click()")
        page.run(f"{row}.querySelector('select').value = 'урны'; {row}.querySelector('[type=text]').focus()")
        page.say("Input.insertText", text="у́рны")
        page.until("document.getElementById('count').textContent.includes(': 1 /')")
        assert page.violations() == []
        page.visit(page_file.as_uri())  # what was judged is there again
        page.until("document.getElementById('count').textContent.includes(': 1 /')")
        page.keep_downloads(tmp_path)
        page.run("document.getElementById('save').click()")
        wait_until((tmp_path / "answers.json").is_file, LIMIT_S, "nothing was saved")
        assert page.complaints() == []
        asked = [event["params"]["request"]["url"] for event in page.events if "requestWillBeSent" in str(event)[:60]]
        assert all(url.startswith(("file:", "data:", "blob:")) for url in asked)
    plan = plan_answers(Workbench(fresh.root), today, read_answers((tmp_path / "answers.json").read_bytes()))
    assert plan.lines == (("taught", "урны", "у́рны"),)

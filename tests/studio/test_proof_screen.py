"""The studio takes in what a proof page saved: it shows first what would change, and writes only then."""

from __future__ import annotations

import json
from datetime import date

from tests.support.studio import RunningStudio
from zt_audio.app.vouching.proof import proof_rows

LIMIT_S = 60


def test_answers_are_shown_and_then_taken_in(studio: RunningStudio) -> None:
    row = next(each for each in proof_rows(studio.studio.workbench, date(2026, 11, 23)) if "урны" in each.written)
    told = {"proof": 1, "answers": [{"row": row.id, "verdict": "said", "word": "урны", "said": "у́рны"}]}
    data = json.dumps(told, ensure_ascii=False)
    lexicon = studio.studio.root / "appeals/lexicon/ru.yaml"
    browser = studio.browser()
    shown = browser.post(f"{studio.base}/proof/answers", files={"answers": ("answers.json", data)}, timeout=LIMIT_S)
    assert "Taught: урны → у́рны" in shown.text
    assert not lexicon.exists()
    browser.post(f"{studio.base}/proof/take", data={"written": data}, timeout=LIMIT_S)
    assert "урны: у́рны" in lexicon.read_text("utf-8")
    for wrong in ("{}", "<script>", data.replace('"proof"', '"proof": 1, "proof"')):
        files = {"answers": ("../../x.json", wrong)}
        refused = browser.post(f"{studio.base}/proof/answers", files=files, timeout=LIMIT_S)
        assert refused.status_code == 422
        assert "no file that a proof page has saved" in refused.text

"""What one press mends in a text: letters, a final stop, a word twice, a sentence that is too long."""

from __future__ import annotations

import pytest

from zt_audio.app.texts.appeals import with_mend
from zt_audio.app.texts.draft_reading import Mark
from zt_audio.model import Lang, Problem

LONG = "Сначала позвоните соседям, потом закройте окна, а после ждите у дома, пока не приедут пожарные."


@pytest.mark.parametrize(
    ("slug", "lang", "text", "marked", "mended"),
    [
        ("mixed-alphabet", "ru", "Здесь пожap.", "ap", ["Здесь пожар."]),  # Latin a and p
        ("no-final-mark", "ru", "Берегите улицы", "ы", ["Берегите улицы."]),
        ("no-final-mark", "ru", "Берегите улицы:", ":", []),  # what should stand there is not told
        ("doubled-word", "ru", "Не не бросайте", "не", ["Не бросайте"]),
        ("emoji-in-text", "ru", "Зал 😊.", "😊", ["Зал."]),
        ("emoji-in-text", "ru", "Зал\n😊 открыт.", "😊", ["Зал\nоткрыт."]),
        ("doubled-word", "kk", "Таза таза, ұстаңыз", "таза", ["Таза, ұстаңыз"]),
        (
            "long-sentence",
            "ru",
            LONG,
            LONG,
            [  # nearest to the middle first
                LONG.replace(", а после", ". А после"),
                LONG.replace(", пока", ". Пока"),
            ],
        ),
    ],
)
def test_a_press_mends_what_is_wrong(slug: str, lang: Lang, text: str, marked: str, mended: list[str]) -> None:
    start = text.rindex(marked)
    mark = with_mend(Mark(start, start + len(marked), "advice", problem=Problem(slug)), text, lang)
    assert [text[: each.start] + each.typed + text[each.end :] for each in mark.offers] == mended
    assert mark.is_certain == (bool(mended) and slug in ("mixed-alphabet", "no-final-mark"))  # a picture may say «no»

"""Write the page of one appeal for residents: its text and its sound, for as long as it holds."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zt_audio.model import Lang
from zt_audio.pages.html import render_page
from zt_audio.pages.wording import LANGUAGE_NAMES


@dataclass(frozen=True, slots=True)
class ResidentsPage:
    """An appeal as residents get it, in each of its languages; `until` is an ISO date, "" without an end.

    `paragraphs` are as they are written, `sounds` are MP3 files. `address` is where the page will be found, "" where
    it is not known: the code for the vehicle leads there.
    """

    title: Mapping[Lang, str]
    paragraphs: Mapping[Lang, Sequence[str]]
    sounds: Mapping[Lang, bytes]
    build: str
    since: str
    until: str
    address: str = ""


RESIDENTS_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "from": {"kk": "Полицияның үндеуі", "ru": "Обращение полиции"},
    "until": {"kk": "{date} күніне дейін жарамды (осы күнді қоса)", "ru": "Действует до {date} включительно"},
    "over": {
        "kk": "Бұл үндеудің мерзімі өтті. Жаңасын полициядан біліңіз: 102.",
        "ru": "Срок этого обращения вышел. Новое спросите в полиции: 102.",
    },
    "early": {"kk": "Бұл үндеу {date} күнінен басталады.", "ru": "Это обращение начинается {date}."},
    "build": {"kk": "Жинақ нөмірі", "ru": "Номер сборки"},
    "listen": {"kk": "Тыңдау", "ru": "Послушать"},
    "code": {"kk": "Телефонмен ашу үшін", "ru": "Открыть на телефоне"},
}


def residents_page(page: ResidentsPage) -> str:
    """Return the page: one file, which loads nothing and says by its own date that it is over."""
    code = ""
    if page.address:
        import segno  # noqa: PLC0415 - 20 ms that a page without a code saves

        code = segno.make(page.address, micro=False, error="m").svg_inline(border=4, omitsize=True)
    return render_page(
        "residents",
        lang="kk" if "kk" in page.paragraphs else "ru",
        sound=True,
        page=page,
        carried={lang: b64encode(sound).decode() for lang, sound in page.sounds.items()},
        words=RESIDENTS_WORDS,
        names=LANGUAGE_NAMES,
        code=code,
        days={"since": _day(page.since), "until": _day(page.until)},
    )


def _day(iso: str) -> str:
    return ".".join(reversed(iso.split("-")))

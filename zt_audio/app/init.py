"""Start a project: write a small one that builds."""

from __future__ import annotations

from pathlib import Path
from string import Template

from zt_audio.app.starter_settings import LEXICON_KK, LEXICON_RU, SETTINGS
from zt_audio.content.presets import CHIMES, PRESETS
from zt_audio.content.profiles import built_in_profiles
from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.store.atomic import write_atomic
from zt_audio.store.workspace import APPEALS

FILES = {
    "texts/call-102.yaml": """\
title: {kk: Полицияға хабарлаңыз, ru: Сообщите в полицию}
text:
  kk: |
    Құқық бұзушылықты көрсеңіз, бейжай қалмаңыз. Полицияға 102 нөмірі арқылы хабарласыңыз.
  ru: |
    Если вы увидели правонарушение, не оставайтесь равнодушными. Позвоните в полицию по номеру 102.
""",
    "places.yaml": """\
altai-market:
  kind: market
  name: {kk: «Алтай» базары, ru: рынок «Алтай»}
""",
    "intros.yaml": """\
default:
  kk: "Құрметті {place:gen} келушілері!"
  ru: "Уважаемые посетители {place:gen}!"
""",
    "playlists/first-playlist.yaml": """\
title: {kk: Бірінші бағыт, ru: Первый маршрут}
days: [mon, tue, wed, thu, fri]
appeals: [call-102]
stops:
  - place: altai-market
    arrive: "10:00"
    stay_min: 5
""",
    "settings.yaml": Template(SETTINGS).substitute(
        presets=", ".join(PRESETS), chimes=", ".join(CHIMES), profiles=", ".join(built_in_profiles())
    ),
    "lexicon/kk.yaml": LEXICON_KK,
    "lexicon/ru.yaml": LEXICON_RU,
}


def start_project(root: Path) -> None:
    """Write the project. Raises BuildError `not-empty` where there are appeals already, OSError."""
    appeals = root / APPEALS
    if appeals.exists():
        raise BuildError(Problem("not-empty", None, {"path": str(appeals)}))
    for name, text in FILES.items():
        write_atomic(appeals / name, text.encode())

"""Name a small text file after the build, so that a list of names shows which build is on a stick.

Every profile gets it. It lies in the root, where PLAYER.HTML and ZT_STICK.JSN lie on every stick anyway, and no player
of profiles.yaml plays a .TXT or counts it as a track.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from zt_audio.sticks.manifest import StickFile

_NOTE = re.compile(r"[0-9A-F]{8}\.TXT")  # 8.3, the shortest names that every player takes
_LINES = (  # both languages at once: people read it on any computer, without this program
    ("kk", "{title}. Жинақ: {build}. Карточкада да осы нөмір тұруы керек. Басқа болса, флешканы қайта жаздырыңыз."),
    (
        "ru",
        "{title}. Сборка: {build}. Тот же номер должен стоять на карточке. Если он другой, запишите флешку заново.",
    ),
)


def build_note(build: str, title: Mapping[str, str]) -> tuple[StickFile, bytes]:
    """Return the row of the note in a stick's list, and its bytes, which old editors of Windows read too."""
    lines = [line.format(title=title.get(lang, ""), build=build) for lang, line in _LINES]
    data = "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
    return StickFile(f"{build.upper()}.TXT", hashlib.sha256(data).hexdigest(), len(data)), data


def is_build_note(name: str) -> bool:
    """Tell whether `name` may be that of a note, of this build or another."""
    return _NOTE.fullmatch(name.upper()) is not None

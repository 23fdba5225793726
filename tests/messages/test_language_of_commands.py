"""Test that commands speak the language that the environment asks for, and no English where it is another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.zt_cli import FILES, Zt, process, write_files
from zt_audio.i18n import choose

SAYS = {
    "en": "Everything can be read aloud.",
    "kk": "Бәрін дауыстап оқуға болады.",
    "ru": "Всё можно прочитать вслух.",
}


@pytest.mark.parametrize(
    ("environ", "system", "expected"),
    [
        ({}, None, "en"),
        ({"ZT_AUDIO_LANG": "kk"}, None, "kk"),
        ({"ZT_AUDIO_LANG": "RU"}, None, "ru"),
        ({"ZT_AUDIO_LANG": "kz"}, None, "kk"),
        ({"ZT_AUDIO_LANG": "kk_KZ"}, None, "kk"),
        ({"ZT_AUDIO_LANG": "ru_RU.UTF-8 "}, None, "ru"),  # `set ZT_AUDIO_LANG=ru && ...` leaves a blank
        ({"ZT_AUDIO_LANG": "en", "LANG": "ru_RU.UTF-8"}, "kk_KZ", "en"),
        ({"ZT_AUDIO_LANG": "", "LANG": "ru_RU.UTF-8"}, None, "ru"),
        ({"ZT_AUDIO_LANG": "de"}, None, "en"),
        ({"ZT_AUDIO_LANG": "de", "LANG": "kk_KZ"}, None, "kk"),
        ({"LANG": "kk_KZ.UTF-8"}, None, "kk"),
        ({"LANG": "kk"}, None, "kk"),
        ({"LANG": "kk-KZ"}, None, "kk"),
        ({"LANG": "C.UTF-8"}, None, "en"),
        ({"LC_MESSAGES": "kk_KZ.UTF-8", "LANG": "ru_RU.UTF-8"}, None, "kk"),
        ({"LC_ALL": "ru_RU.UTF-8", "LC_MESSAGES": "kk_KZ.UTF-8"}, None, "ru"),
        ({"LANG": "de_DE.UTF-8"}, "ru_RU", "ru"),
        ({}, "kk_KZ", "kk"),
        ({}, "fr_FR", "en"),
    ],
)
def test_choose(environ: dict[str, str], system: str | None, expected: str) -> None:
    assert choose(environ, system) == expected


@pytest.mark.parametrize("lang", SAYS)
def test_messages_come_in_the_language_asked_for(zt: Zt, project: Path, lang: str) -> None:
    assert zt("check", project=project, lang=lang).err == SAYS[lang] + "\n"


@pytest.mark.parametrize(
    ("changes", "lang"),
    [
        ({"ZT_AUDIO_LANG": "kk", "LANG": "ru_RU.UTF-8"}, "kk"),
        ({"ZT_AUDIO_LANG": "", "LANG": "ru_RU.UTF-8", "LANGUAGE": "de"}, "ru"),
        ({"ZT_AUDIO_LANG": "", "LANG": "C"}, "en"),
    ],
)
def test_a_process_takes_it_from_its_environment(project: Path, changes: dict[str, str], lang: str) -> None:
    assert process("check", cwd=project, stdin=b"", **changes).err == SAYS[lang] + "\n"


USAGE = {
    "kk": """\
Қолданылуы: zt-audio build [ПАРАМЕТРЛЕР] [БАҒЫТ]...
Анықтама: 'zt-audio build -h'.

Қате: Мұндай параметр жоқ: --drj-run Мүмкін, --dry-run керек пе еді?
""",
    "ru": """\
Использование: zt-audio build [ПАРАМЕТРЫ] [МАРШРУТ]...
Справка: 'zt-audio build -h'.

Ошибка: Нет такого параметра: --drj-run Может быть, --dry-run?
""",
}


@pytest.mark.parametrize("lang", USAGE)
def test_usage_errors_are_translated_too(zt: Zt, project: Path, lang: str) -> None:
    assert zt("build", "--drj-run", project=project, lang=lang).err == USAGE[lang]


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_a_build_speaks_one_language_throughout(zt: Zt, project: Path, lang: str) -> None:
    english = zt("build", "--dry-run", project=project).out
    told = zt("build", "--dry-run", project=project, lang=lang)
    assert told.code == 0
    assert not set(told.out.splitlines()) & set(english.splitlines())
    built = zt("build", project=project, lang=lang)
    assert built.code == 0
    assert not any(word in built.err for word in ("Written", "Ready", "voices"))


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_control_characters_of_a_file_do_not_reach_the_terminal(zt: Zt, project: Path, lang: str) -> None:
    escaped = FILES["playlists/city.yaml"].replace("place: yasny", 'place: "ya\\x1b[31msny"')
    write_files(project, {"playlists/city.yaml": escaped})
    told = zt("check", project=project, lang=lang)
    assert told.code == 3
    assert "\x1b" not in told.err

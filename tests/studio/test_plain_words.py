"""The pages speak to a clerk: no id of a file, no English, no jargon where words of the trade do."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.studio.test_written import text_of
from tests.support.studio import PAGES, RunningStudio
from tests.support.tiny import Tiny
from zt_audio.app.file_form import FileField, FileKind, NamedEntries, file_form
from zt_audio.app.texts.workbench import Workbench
from zt_audio.i18n import speaking
from zt_audio.studio.names import choice_name, namer, voice_names

LIMIT_S = 60
IDS = re.compile(r"\b(?:espeak|piper|rhvoice|tone|usb|dfplayer|headunit|continuous|unlimited|street|indoor)\b:")
PRODUCTS = re.compile(
    r"Piper|RHVoice|espeak|Azure|gTTS|Whisper|GPL|CC BY|FAT32|F8|YAML|LUFS|ascii|appeals/|\.yaml"
    r"|M3U|CUE|FLAC|M4A|NOT_READY|SHA-256|zt_audio|\b[A-Z]:\\"
)  # under Details alone
JARGON = {
    "ru": re.compile(
        r"\bфакт(?!ич)\w*|движ[ок]\w*|для эфира|трансляци\w*|Причина: новое|нейронн\w*|Люди и ключи|Верно до"
        r"|неофициальн\w*|номер сборки|разборчив\w*|переменн\w*|MODEL_CARD|\.onnx|libRHVoice",
        re.IGNORECASE,
    ),
    "kk": re.compile(
        r"эфирлік|мөрімен|Себебі: жаңа\b|нейронд\w*|болымсызд\w*|ресми емес|сеанс\w*|Адамдар мен кілттер"
        r"|пәрмен\w*|айналым\w*|жинақ нөмірі|айнымалы\w*|MODEL_CARD|\.onnx|libRHVoice",
        re.IGNORECASE,
    ),
}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_page_speaks_of_ids_or_in_jargon(built_studio: RunningStudio, language: str) -> None:
    browser, found = built_studio.browser(language), {}
    for path in (
        each
        for each in (*PAGES, "/recordings/voices/chains", "/sticks/drives")
        if not each.startswith(("/help", "/files"))
    ):
        page = browser.get(built_studio.base + path, timeout=LIMIT_S).text.partition('<section id="keys"')[0]
        if seen := PRODUCTS.findall(text_of(re.sub(r"<details>.*?</details>", " ", page, flags=re.DOTALL))):
            found[path] = {*seen}
        words = text_of(re.sub(r"</?details[^>]*>", " ", page)) + " ".join(re.findall(r'aria-label="([^"]*)"', page))
        if told := {*IDS.findall(words), *JARGON[language].findall(words)}:
            found[path] = told
    assert found == {}


def test_choices_bear_words_and_no_ids() -> None:
    for key, choices in {"profile": ["usb"], "preset": ["off"], "base": ["dfplayer", "street"]}.items():
        assert not any(choice_name(key, each).startswith(each) for each in choices)
    names = voice_names(["espeak:kk", "piper:ru_RU-irina-medium", "edge:kk-KZ-AigulNeural"])
    assert not any(name.startswith(voice) for voice, name in names.items())
    assert names["piper:ru_RU-irina-medium"].endswith(" · Irina · good quality")  # one of several
    assert names["edge:kk-KZ-AigulNeural"].endswith(" · Aigul")


@pytest.mark.parametrize(
    ("file", "kind"), [("settings", "settings"), ("profiles", "profiles"), ("playlists/city", "playlist")]
)
def test_every_choice_of_a_form_bears_words(fresh: Tiny, file: str, kind: FileKind) -> None:
    fresh.write("profiles.yaml", "own: {base: usb}\n")
    fresh.write("chimes/own.wav", "")
    parts = file_form(Workbench(fresh.root).view(date(2026, 11, 27)), f"appeals/{file}.yaml", kind)
    blank = [each for part in parts if isinstance(part, NamedEntries) for each in part.blank]
    fields = [*(part for part in parts if isinstance(part, FileField)), *blank]
    with speaking("ru"):
        bare = {
            (each.key, value)
            for each in fields
            if each.kind in ("choice", "set")
            for value in each.choices
            if choice_name(each.key, value) == value
        }
    own = {("*.format", "mp3"), ("*.format", "wav"), ("chime", "chimes/own.wav"), ("profile", "own")}
    assert bare - own == set()
    assert not any(each.kind == "choice" and len(each.choices) == 1 for each in fields)
    if kind == "settings":
        assert bare == {("chime", "chimes/own.wav"), ("profile", "own")}


def test_the_engines_of_which_the_pace_is_set_bear_their_names(built_studio: RunningStudio) -> None:
    named = namer(built_studio.studio.view())
    assert named("voice_prosody", "espeak") == "a draft voice, for trying"
    assert named("voice_prosody", "piper:ru_RU-irina-medium") == "piper:ru_RU-irina-medium"


def test_a_player_of_staff_is_no_preset_of_its_name() -> None:
    assert choice_name("profile", "street") == "street"
    assert choice_name("presets.*.base", "street") == "for a horn loudspeaker in the street"
    assert choice_name("profiles.*.base", "usb") == "the usual player with a USB socket"

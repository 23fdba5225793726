"""Each mistake that staff can make is reported at its place, with its facts and in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.content.test_slips import SLIPS
from tests.support.content_project import CITY, FILES, places_of, problems_of, write_project
from tests.support.systems import IS_WINDOWS, not_under_wine
from zt_audio.content.project import Snapshot
from zt_audio.messages.content import MESSAGES
from zt_audio.messages.render import with_languages
from zt_audio.model import Consent, VoiceOrigin

TEXT, PLACES, INTROS, CITY_FILE = "texts/littering.yaml", "places.yaml", "intros.yaml", "playlists/city.yaml"
SETTINGS, LEXICON = "settings.yaml", "lexicon/ru.yaml"
A_TITLE = "title: {kk: Қоқыс тастамаңыз, ru: Не мусорите}"

Mistake = tuple[str, str, str, str, int, int, Mapping[str, object]]

STAYS: list[Mistake] = [
    (CITY_FILE, "stay_min: 15", f"stay_min: {value}", slug, 8, 15, {"value": value, "low": 1, "high": 720})
    for slug, values in {
        "out-of-range": ["-5", "0", "10000", "721"],
        "not-a-number": ["abc", "1.5", "1_0", "٣", "9" * 40],
    }.items()
    for value in values
]
IDS: list[Mistake] = [
    (PLACES, "yasny:", f"{name}:", slug, 8, 1, {"id": name})
    for slug, names in {
        "bad-id": ["../yasny", "a/b", "a\\b", "Yasny", "a b", "ясный", "-a", "a--b", "a" * 41],
        "reserved-id": ["con", "nul", "com1", "lpt9"],
    }.items()
    for name in names
]
TIMES: list[Mistake] = [
    (CITY_FILE, "arrive: 11:30", f"arrive: {time}", "bad-time", 11, 13, {"value": time})
    for time in ("25:00", "11:60", "9.30", "24:00", "noon")
]

# what is written instead of a title, slug, line, column, facts
IN_A_TITLE: list[tuple[str, str, int, int, Mapping[str, object]]] = [
    ("title: {kk: Қоқыс", "yaml-bracket", 1, 8, {}),
    ("title: {kk: а, ru: Внимание: б}", "yaml-colon", 1, 28, {"right": '"Внимание: б"'}),
    ("title: {kk: а: б, ru: в, г}", "yaml-colon", 1, 14, {"right": '"а: б"'}),
    ("title: {kk: а, ru: б: в, г}", "yaml-colon", 1, 21, {"right": '"б: в, г"'}),
    ("title: {kk: а,\n  ru: б: в}", "yaml-colon", 2, 8, {"right": '"б: в"'}),
    ('title: {kk: а, ru: "б": в}', "yaml-colon", 1, 23, {"right": '"«б»: в"'}),
    ("title: {kk: а, ru: б:}", "yaml-colon", 1, 21, {"right": '"б:"'}),
    ("title: {kk: а ru: б}", "missing-comma", 1, 15, {"right": "а, ru:"}),
    ("title: {kk: а, ru Стойте граждане}", "yaml-no-colon", 1, 16, {"right": "ru: Стойте граждане"}),
    ("title: {kk: а, ru: Стойте, граждане}", "yaml-comma", 1, 28, {"right": '"Стойте, граждане"'}),
    ("title: [a, b", "yaml-bracket", 1, 8, {}),
    ("title: a: b", "yaml-two-keys", 1, 8, {"key": "a"}),
    ('title: {kk: "Қоқыс, ru: x}', "yaml-quote", 1, 13, {}),
    ("title: {kk: 'Қоқыс, ru: x}", "yaml-quote", 1, 13, {}),
    ('title: {kk: "Қо\\қыс", ru: x}', "yaml-escape", 1, 16, {}),
    ("title: ]", "yaml-syntax", 1, 8, {}),
    ("title: @x", "yaml-start", 1, 8, {}),
    ("title: %x", "yaml-start", 1, 8, {}),
    ("title", "yaml-no-colon", 1, 1, {"right": "title:"}),
    ("title:\u00a0{kk: а, ru: б}", "yaml-odd-space", 1, 7, {}),
    ("title:x\n", "yaml-colon-space", 1, 6, {"right": "title: x"}),
    ("%YAML 1.1\n---\n" + A_TITLE + "\n---", "yaml-documents", 4, 1, {}),
    ("title: &t {kk: а, ru: б}", "yaml-alias", 1, 8, {}),
    ("title: *t", "yaml-alias", 1, 8, {}),
    ("<<: {a: b}", "yaml-alias", 1, 1, {}),
    ("title: !!str а", "yaml-tag", 1, 8, {}),
    ("title: !x а", "yaml-tag", 1, 8, {}),
    ("? [a]\n: b", "key-not-text", 1, 3, {}),
    ("title: " + "[" * 50 + "]" * 50, "yaml-depth", 1, 28, {}),
    (A_TITLE + "\n" + A_TITLE, "repeated-key", 2, 1, {"key": "title", "first": 1}),
    ("title: {kk: Қоқыс}", "missing-language", 1, 1, {"key": "ru"}),
    ("title: Қоқыс", "not-both-languages", 1, 8, {"key": "title"}),
    ("title: [Қоқыс]", "not-both-languages", 1, 8, {"key": "title"}),
    ("title: {kk: Қоқыс, ru: {place}}", "not-text", 1, 24, {"key": "ru"}),
    ("title: {kk: '', ru: Не мусорите}", "empty-text", 1, 14, {"key": "kk"}),
    ("title:\n  kk:\n  ru: Не мусорите", "empty-text", 2, 6, {"key": "kk"}),
    ("title: {kk: '  ', ru: Не мусорите}", "empty-text", 1, 14, {"key": "kk"}),
    (f"title: {{kk: {'Қ' * 201}, ru: а}}", "text-too-long", 1, 13, {"n": 201, "limit": 200}),
    ('title: {kk: "Қоқыс\\nтастамаңыз", ru: Не мусорите}', "not-one-line", 1, 14, {"key": "kk"}),
    ('title: {kk: "Қо\\0", ru: а}', "nul-byte", 1, 16, {}),
]

# file, what stands there, what is written instead, slug, line, column, facts
MISTAKES: list[Mistake] = [
    # the form of YAML
    *((TEXT, A_TITLE, written, slug, line, column, facts) for written, slug, line, column, facts in IN_A_TITLE),
    (TEXT, "  kk: |\n", "\tkk: |\n", "yaml-tab", 3, 1, {}),
    (TEXT, "  kk: |\n", "  kk: | Құрметті тұрғындар!\n", "yaml-block-line", 3, 9, {}),
    (TEXT, "  ru: |", " ru: |", "yaml-spaces", 7, 2, {"n": 1, "spaces": 2}),
    (TEXT, "    Чистота – наше общее дело.", "Чистота", "yaml-text-indent", 10, 1, {"spaces": 4}),
    (TEXT, "    Чистота – наше общее дело.", " Чистота", "yaml-text-indent", 10, 1, {"spaces": 4}),
    (TEXT, "  kk: |\n", "\u00a0 kk: |\n", "yaml-odd-space", 3, 1, {}),
    (CITY_FILE, "    arrive: 11:30", '    arrive: "11:30', "yaml-quote", 11, 13, {}),
    (INTROS, 'kk: "Құрметті {place:gen} сатушылары!"', "kk: {place:gen} сатушылары!", "yaml-unquoted-slot", 4, 9, {}),
    # the shape of a file
    (TEXT, "text:", "tekst:", "unknown-key", 2, 1, {"key": "tekst", "nearest": "text"}),
    (TEXT, "  kk: |", "  kz: |", "unknown-key", 3, 3, {"key": "kz", "nearest": "kk", "known": ("kk", "ru")}),
    (CITY_FILE, "    arrive: 12:00", "    arive: 12:00", "unknown-key", 13, 5, {"key": "arive", "nearest": "arrive"}),
    (SETTINGS, "sentence_ms", "sentense_ms", "unknown-key", 5, 3, {"nearest": "sentence_ms"}),
    (
        LEXICON,
        "{spoken: двадцати двух, ",
        "{spoken: двадцати двух, form: {}, ",
        "unknown-key",
        3,
        35,
        {"nearest": "forms"},
    ),
    (PLACES, "  kind: village\n", "", "missing-key", 8, 1, {"key": "kind"}),
    (PLACES, "name: {kk: «Алтай» базары, ru", "name: {ru", "missing-language", 4, 3, {"key": "kk"}),
    (TEXT, "    Тазалық – бәрімізге ортақ.", "    " + "Қоқыс " * 4000, "text-too-long", 4, 5, {"limit": 20000}),
    (CITY_FILE, "[littering, smoking]", "littering", "not-a-list", 4, 10, {"key": "appeals", "right": "[littering]"}),
    (CITY_FILE, "languages: [kk, ru]", "languages: []", "empty-list", 3, 12, {"key": "languages"}),
    (CITY_FILE, CITY[CITY.index("stops:") :], "stops: []\n", "empty-list", 5, 8, {"key": "stops"}),
    (CITY_FILE, CITY[CITY.index("stops:") :], "", "missing-key", 1, 1, {"key": "stops"}),
    (PLACES, "prep: рынке", "prp: рынке", "unknown-case", 7, 30, {"case": "prp", "nearest": "prep", "lang": "ru"}),
    (LEXICON, "forms: {gen:", "forms: {loc:", "unknown-case", 3, 43, {"case": "loc", "lang": "ru"}),
    # numbers
    *STAYS,
    (SETTINGS, "3.5", "7.1", "out-of-range", 3, 24, {"low": 2, "high": 7}),
    (SETTINGS, "3.5", '"3,5"', "decimal-comma", 3, 25, {}),
    (SETTINGS, "3.5", "3,5", "decimal-comma", 3, 26, {}),
    (CITY_FILE, '"10:00"', "«10:00»", "printed-quotes", 7, 13, {"key": "arrive", "value": "10:00"}),
    (CITY_FILE, "  - place: yasny", "    place: yasny", "missing-dash", 10, 5, {"key": "place", "first": 6}),
    (PLACES, "kind: village", "kind: markt", "kind-without-greeting", 9, 9, {"nearest": "market"}),
    (PLACES, "kind: village", "kind: gymnasium", "kind-without-greeting", 9, 9, {"known": ("market", "village")}),
    (SETTINGS, "pitch: 40", "pitch: 101", "out-of-range", 3, 36, {"high": 100}),
    (SETTINGS, "300", "5001", "out-of-range", 5, 16, {"high": 5000}),
    # known words
    (SETTINGS, "two-tone", "two-tones", "unknown-value", 6, 8, {"nearest": "two-tone"}),
    (SETTINGS, "chime: two-tone", "preset: stret", "unknown-value", 6, 9, {"nearest": "street"}),
    (SETTINGS, "chime: two-tone", "chime: C:/a.wav", "chime-outside", 6, 8, {"value": "C:/a.wav"}),
    (SETTINGS, "chime: two-tone", "chime: ../a.wav", "chime-outside", 6, 8, {"value": "../a.wav"}),
    (SETTINGS, "chime: two-tone", "chime: /a.wav", "chime-outside", 6, 8, {"value": "/a.wav"}),
    (SETTINGS, "chime: two-tone", "chime: a\\b.wav", "chime-outside", 6, 8, {"value": "a\\b.wav"}),
    (SETTINGS, "chime: two-tone", "chime: a.mp3", "unknown-value", 6, 8, {"value": "a.mp3"}),
    (SETTINGS, "chime: two-tone", "presets: {far: {}}", "missing-key", 6, 11, {"key": "base"}),
    (SETTINGS, "chime: two-tone", "presets: {far: {base: fra}}", "unknown-value", 6, 23, {"key": "base"}),
    (SETTINGS, "chime: two-tone", "presets: {street: {base: off}}", "preset-taken", 6, 11, {"id": "street"}),
    (SETTINGS, "chime: two-tone", "presets: {Far: {base: off}}", "bad-id", 6, 11, {"id": "Far"}),
    *(
        (SETTINGS, "chime: two-tone", f"presets: {{far: {{base: street, {stage}}}}}", slug, 6, column, facts)
        for stage, slug, column, facts in (
            ("target_lufs: -9", "out-of-range", 44, {"low": -30, "high": -10}),
            ("target_lufs: loud", "not-a-number", 44, {"value": "loud"}),
            ("band: {low_hz: 2000}", "out-of-range", 46, {"high": 1000}),
            ("band: {high_hz: 2000}", "out-of-range", 47, {"low": 3000}),
            ("band: {low: 200}", "unknown-key", 38, {"nearest": "low_hz"}),
            ("compression: {ratio: 0.5}", "out-of-range", 52, {"low": 1}),
            ("loudness: -12", "unknown-key", 31, {"key": "loudness"}),
        )
    ),
    (
        SETTINGS,
        "chime: two-tone",
        "preset: fat\npresets: {far: {base: off}}",
        "unknown-value",
        6,
        9,
        {"nearest": "far"},
    ),
    (SETTINGS, "chime: two-tone", "profile: usbb", "unknown-value", 6, 10, {"nearest": "usb"}),
    (SETTINGS, "kk: [espeak]", "kk: [Espeak NG]", "bad-voice", 1, 15, {"value": "Espeak NG"}),
    (SETTINGS, "kk: [espeak]", "kk: []", "empty-list", 1, 14, {"key": "kk"}),
    (SETTINGS, "kk: [espeak]", "kk: [espeak, espeak]", "repeated-item", 1, 23, {"value": "espeak"}),
    (SETTINGS, "chime: two-tone", "online: maybe", "unknown-value", 6, 9, {"known": ("never", "ask", "yes")}),
    (SETTINGS, "chime: two-tone", "quality_floor: best", "unknown-value", 6, 16, {"known": ("draft", "broadcast")}),
    (SETTINGS, "chime: two-tone", "stale_takes: stopp", "unknown-value", 6, 14, {"nearest": "stop"}),
    (SETTINGS, "chime: two-tone", "voice_prosody: {espek: {}}", "voice-not-in-chain", 6, 17, {"nearest": "espeak"}),
    (SETTINGS, "chime: two-tone", "server: {voices: {ru: {model: m}}}", "missing-key", 6, 19, {}),
    (SETTINGS, "chime: two-tone", "server: {network: lan}", "unknown-value", 6, 19, {"known": ("internet", "own")}),
    (SETTINGS, "chime: two-tone", "voice_origins: {'piper:a': {until: soon}}", "bad-date", 6, 36, {}),
    (SETTINGS, "chime: two-tone", "voice_prosody: {espeak: {pich: 4}}", "unknown-key", 6, 26, {"nearest": "pitch"}),
    (SETTINGS, "chime: two-tone", "voice_prosody: {espeak: {pitch: 400}}", "out-of-range", 6, 33, {"high": 100}),
    (SETTINGS, "chime: two-tone", "voice_prosody: {espeak: {sentence_ms: x}}", "not-a-number", 6, 39, {}),
    (CITY_FILE, "[kk, ru]", "[kk, en]", "unknown-value", 3, 17, {"known": ("kk", "ru")}),
    (CITY_FILE, "[kk, ru]", "[kk, kk]", "repeated-item", 3, 17, {"value": "kk"}),
    (CITY_FILE, "[mon, tue]", "[mon, tuesda]", "unknown-value", 2, 13, {"nearest": "tue"}),
    (CITY_FILE, "[mon, tue]", "[mon, mon]", "repeated-item", 2, 13, {"value": "mon", "first": 2}),
    (CITY_FILE, "days: [mon, tue]", "dates: [2026-02-30]", "bad-date", 2, 9, {"value": "2026-02-30"}),
    (CITY_FILE, "days: [mon, tue]", "dates: [16.12.2026]", "bad-date", 2, 9, {}),
    (CITY_FILE, "days: [mon, tue]", "days: [mon]\ndates: [2026-12-16]", "days-and-dates", 3, 1, {}),
    # ids
    *IDS,
    (PLACES, "yasny:", '"":', "bad-id", 8, 2, {"id": ""}),
    (CITY_FILE, "  - place: yasny", "  - place: yasny\n    id: ../x", "bad-id", 11, 9, {"id": "../x"}),
    (PLACES, "kind: village", "kind: Village", "bad-id", 9, 9, {"id": "Village"}),
    # times
    *TIMES,
    (CITY_FILE, "11:30", "09:59", "time-backwards", 11, 13, {"value": "09:59", "before": "10:00"}),
    (CITY_FILE, "11:30", "10:00", "time-backwards", 11, 13, {}),
    (CITY_FILE, "11:30", "10:14", "stay-too-long", 11, 13, {"value": "10:14", "leave": "10:15"}),
    # names of other things
    (CITY_FILE, "place: yasny", "place: jasny", "unknown-place", 10, 12, {"id": "jasny", "nearest": "yasny"}),
    (CITY_FILE, "[littering, smoking]", "[littering, smokin]", "unknown-appeal", 4, 22, {"nearest": "smoking"}),
    (CITY_FILE, "appeals: [littering]", "appeals: [litering]", "unknown-appeal", 9, 15, {"nearest": "littering"}),
    (CITY_FILE, "appeals: [littering]", "appeals: []", "nothing-to-play", 6, 5, {}),
    (CITY_FILE, "appeals: [littering]", "moving: {km_h: 20, range_m: 150}", "short-missing", 6, 5, {"id": "littering"}),
    (CITY_FILE, "appeals: [littering]", "appeals: [littering, littering]", "repeated-appeal", 9, 26, {"first": 9}),
    (CITY_FILE, "[littering, smoking]", "[smoking, smoking]", "repeated-appeal", 4, 20, {"value": "smoking"}),
    (
        INTROS,
        "places: {}",
        "places: {yasni: {kk: Құттықтаймыз, ru: Привет}}",
        "unknown-place",
        7,
        10,
        {"nearest": "yasny"},
    ),
    (LEXICON, "  yasny:", "  yasni:", "unknown-place", 5, 3, {"nearest": "yasny"}),
    # slots
    (INTROS, "сатушылары", "{plase:gen}", "unknown-slot", 4, 31, {"slot": "plase", "nearest": "place"}),
    (INTROS, "продавцы {place:gen}", "продавцы {place:loc}", "unknown-case", 5, 36, {"case": "loc", "lang": "ru"}),
    (
        INTROS,
        "{place:gen} сатушылары",
        "{place:prep} сатушылары",
        "unknown-case",
        4,
        26,
        {"case": "prep", "lang": "kk"},
    ),
    (INTROS, "{place:gen} сатушылары", "{place:gn} сатушылары", "unknown-case", 4, 26, {"nearest": "gen"}),
    (INTROS, "{place:gen} сатушылары", "{place:gen сатушылары", "unbalanced-braces", 4, 19, {}),
    (INTROS, "{place:gen} сатушылары", "place:gen} сатушылары", "unbalanced-braces", 4, 28, {}),
    (TEXT, "жәшікке", "{place}", "slot-not-allowed", 4, 37, {"slot": "{place}"}),
    # letters and languages
    (TEXT, "Құрметті", "Құрметтi", "mixed-alphabet", 4, 12, {"letter": "i", "right": "і", "token": "Құрметтi"}),
    (TEXT, "Чистота – наше", "Чистота – нaше", "mixed-alphabet", 10, 16, {"letter": "a", "right": "а"}),
    (TEXT, "мусор ", "мусоz ", "latin-letter", 8, 36, {"letter": "z", "token": "мусоz"}),
    (PLACES, "посёлок Ясный", "посёлок Яcный", "mixed-alphabet", 12, 18, {"letter": "c", "right": "с"}),
    (LEXICON, "номер пять", "номeр пять", "mixed-alphabet", 6, 15, {"letter": "e"}),
    (TEXT, "ru: Не мусорите", "ru: Қоқыс тастамаңыз", "wrong-language", 1, 35, {"lang": "ru", "other": "kk"}),
    (TEXT, "kk: Қоқыс тастамаңыз", "kk: Не мусорите", "wrong-language", 1, 16, {"lang": "kk", "token": "мусорите"}),
    # characters
    (TEXT, "тек ", "тек\u00ad ", "odd-character", 4, 36, {"code": "U+00AD", "name": "soft hyphen"}),
    (TEXT, "тек ", "т\0ек ", "nul-byte", 4, 34, {}),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "slug", "line", "column", "facts"),
    MISTAKES,
    ids=[f"{m[3]}-{n}" for n, m in enumerate(MISTAKES)],
)
def test_mistake(
    tmp_path: Path, file: str, old: str, new: str, slug: str, line: int, column: int, facts: dict[str, object]
) -> None:
    assert old in FILES[file], "the table is out of date"
    root = write_project(tmp_path, {file: FILES[file].replace(old, new, 1)})
    assert (file, line, column, slug) in places_of(root)
    problem = next(p for p in problems_of(root) if p.slug == slug)
    assert {name: problem.facts.get(name) for name in facts} == facts
    for sentence in (MESSAGES[slug].what, MESSAGES[slug].do):
        assert sentence.format(**with_languages(problem.facts))


RUSSIAN = "title: Не мусорите\ntext: Уважаемые жители!\n"
LOST = FILES[TEXT].encode("cp1251", "replace").decode("cp1251")
BYTES: list[tuple[str, bytes | Callable[[], bytes], str, int, int, dict[str, object]]] = [
    (TEXT, RUSSIAN.encode("cp1251"), "not-utf8", 1, 8, {"encoding": "Windows-1251"}),
    (TEXT, FILES[TEXT].encode("utf-16"), "not-utf8", 1, 1, {"encoding": "UTF-16"}),
    (TEXT, FILES[TEXT].encode("utf-16-be"), "not-utf8", 1, 1, {"encoding": "UTF-16"}),
    (TEXT, FILES[TEXT].encode("utf-16-le"), "not-utf8", 1, 1, {"encoding": "UTF-16"}),
    (TEXT, FILES[TEXT].encode("utf-32"), "not-utf8", 1, 1, {"encoding": "UTF-32"}),
    (TEXT, FILES[TEXT].encode().replace("Чис".encode(), b"\xff"), "bad-utf8", 10, 5, {"byte": "FF"}),
    (TEXT, b"\xef\xbb\xbfa: \xd0\xb0\nb: \xff", "bad-utf8", 2, 4, {"byte": "FF"}),
    (TEXT, b"x: \x98", "bad-utf8", 1, 4, {"byte": "98"}),
    (TEXT, b"title: \x00", "nul-byte", 1, 8, {}),
    (PLACES, "a:\n  name: {kk: «А», ru: «А»}\n".encode("cp1251"), "not-utf8", 2, 14, {"encoding": "Windows-1251"}),
    (PLACES, "a: ул. Қазақ\n".encode("kz1048"), "not-utf8", 1, 4, {"encoding": "Windows-1251"}),
    (PLACES, "a: «СССР»\n".encode("cp1251"), "not-utf8", 1, 4, {"encoding": "Windows-1251"}),
    (PLACES, "a: я\n".encode("cp1251"), "not-utf8", 1, 4, {"encoding": "Windows-1251"}),
    (PLACES, "a: “10”\n".encode("cp1251"), "not-utf8", 1, 4, {"encoding": "Windows-1251"}),
    (PLACES, "a: ДОМ 5 – ДОМ\n".encode("cp1251"), "not-utf8", 1, 4, {"encoding": "Windows-1251"}),
    (PLACES, "a: Рынок\n".encode("cp866"), "not-utf8", 1, 4, {"encoding": "DOS (CP866)"}),
    (PLACES, "a: Рынок\n".encode("koi8-r"), "not-utf8", 1, 4, {"encoding": "KOI8-R"}),
    (PLACES, "a: Рынок".encode() + b"\xa8\n", "bad-utf8", 1, 9, {"byte": "A8"}),
    (TEXT, LOST.encode(), "kazakh-letters-lost", 1, 13, {"token": "?о?ыс"}),
    (TEXT, lambda: b"#" * 1_000_001, "file-too-large", 1, 1, {"limit_kb": 1000}),
    (TEXT, lambda: b"title: {kk: \xd2\x9a" + b"a" * 990_000 + b", ru: b}", "text-too-long", 1, 13, {"limit": 200}),
    (TEXT, b"- a\nb: c\n", "yaml-indent", 2, 1, {}),
    (TEXT, b"a: &a [x]\nb: &b [*a,*a]\n", "yaml-alias", 1, 4, {}),
    (TEXT, lambda: b"[" * 900_000, "yaml-depth", 1, 1001, {}),
    (TEXT, lambda: b"{a: " * 200_000, "yaml-depth", 1, 82, {}),
    (TEXT, lambda: b"- " * 400_000, "yaml-depth", 1, 43, {}),
    (PLACES, b"", "no-places", 1, 1, {}),
    (INTROS, b"", "missing-key", 1, 1, {"key": "default"}),
    (PLACES, b"- a\n", "not-a-mapping", 1, 1, {"key": "places"}),
    (PLACES, b"text\n", "not-a-mapping", 1, 1, {"key": "places"}),
    ("texts/Littering.yaml", FILES[TEXT].encode(), "bad-file-name", 1, 1, {"right": "appeals/texts/littering-2.yaml"}),
    ("texts/a b.yaml", FILES[TEXT].encode(), "bad-file-name", 1, 1, {"right": "appeals/texts/a-b.yaml"}),
    ("playlists/nul.yaml", CITY.encode(), "bad-file-name", 1, 1, {"right": "appeals/playlists/nul-1.yaml"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "data", "slug", "line", "column", "facts"), BYTES, ids=[f"{b[2]}-{n}" for n, b in enumerate(BYTES)]
)
def test_bytes(
    tmp_path: Path,
    file: str,
    data: bytes | Callable[[], bytes],
    slug: str,
    line: int,
    column: int,
    facts: dict[str, object],
) -> None:
    if IS_WINDOWS and file.lower() in ("texts/littering.yaml", "playlists/nul.yaml") and file != TEXT:
        pytest.skip("Windows cannot have such a file: a device, or the name of another one in large letters")
    root = write_project(tmp_path, {file: data() if callable(data) else data})
    assert (file, line, column, slug) in places_of(root)
    problem = next(p for p in problems_of(root) if p.slug == slug)
    assert {name: problem.facts.get(name) for name in facts} == facts
    assert MESSAGES[slug].what.format(**problem.facts)


def test_lost_letters_are_reported_once_and_nothing_else(tmp_path: Path) -> None:
    assert places_of(write_project(tmp_path, {TEXT: LOST})) == [(TEXT, 1, 13, "kazakh-letters-lost")]


@pytest.mark.parametrize("written", ["Кто?Что? Где?", "Слышали?если нет, звоните.", "Құжат? Иә.", "# ???"])
def test_a_question_mark_is_no_lost_letter(tmp_path: Path, written: str) -> None:
    found = places_of(write_project(tmp_path, {TEXT: f"{FILES[TEXT]}    {written}\n"}))
    assert "kazakh-letters-lost" not in [slug for *_, slug in found]


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        (["places.yaml"], ("places.yaml", "missing-file")),
        (["intros.yaml"], ("intros.yaml", "missing-file")),
        (["texts/littering.yaml", "texts/smoking.yaml"], ("texts", "no-appeals")),
        (["playlists/city.yaml"], ("playlists", "no-playlists")),
    ],
)
def test_missing_files(tmp_path: Path, missing: list[str], expected: tuple[str, str]) -> None:
    found = places_of(write_project(tmp_path, dict.fromkeys(missing)))
    assert [(file, slug) for file, _, _, slug in found] == [expected]
    assert expected[1] in MESSAGES


def test_no_project(tmp_path: Path) -> None:
    assert places_of(tmp_path) == [("appeals", 1, 1, "no-project")]


@not_under_wine("it shows a link as what the link leads to")
@pytest.mark.parametrize("name", ["texts/gone.yaml", "settings.yaml"])
def test_a_broken_link_cannot_be_read(tmp_path: Path, name: str) -> None:
    root = write_project(tmp_path, {"settings.yaml": None})
    (root / "appeals" / name).symlink_to("nowhere")
    assert places_of(root) == [(name, 1, 1, "unreadable-file")]


@not_under_wine("it shows a link as what the link leads to")
@pytest.mark.parametrize("name", ["texts/gone.yaml", "settings.yaml", "places.yaml"])
def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path, name: str) -> None:
    root = write_project(tmp_path / "project", {"settings.yaml": None})
    file = root / "appeals" / name
    file.unlink(missing_ok=True)
    (tmp_path / "mine.yaml").write_text("my-key: my letter\n", "utf-8")
    for target in (tmp_path / "mine.yaml", "../../../mine.yaml", tmp_path / "nowhere"):
        file.symlink_to(target)
        assert (name, 1, 1, "link-outside") in places_of(root)
        file.unlink()


@not_under_wine("it shows a link as what the link leads to")
def test_a_folder_of_texts_that_a_link_leads_to_is_not_followed(tmp_path: Path) -> None:
    root = write_project(tmp_path / "project")
    (root / "appeals/texts").rename(tmp_path / "texts")
    (root / "appeals/texts").symlink_to(tmp_path / "texts")
    assert {slug for file, _, _, slug in places_of(root) if file.startswith("texts/")} == {"link-outside"}


@not_under_wine("it shows a link as what the link leads to")
def test_a_link_within_the_project_is_followed(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    file = root / "appeals/settings.yaml"
    file.rename(root / "appeals/.settings")
    file.symlink_to(".settings")
    assert places_of(root) == []


def test_a_folder_in_a_files_place_cannot_be_read(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    (root / "appeals" / "texts" / "folder.yaml").mkdir()
    assert places_of(root) == [("texts/folder.yaml", 1, 1, "unreadable-file")]


def test_two_equal_explicit_ids(tmp_path: Path) -> None:
    city = CITY.replace("  - place: altai-market\n", "  - place: altai-market\n    id: market\n")
    root = write_project(tmp_path, {CITY_FILE: city})
    assert places_of(root) == [(CITY_FILE, 14, 9, "repeated-stop-id")]


def test_one_mistake_hides_no_other_in_the_same_file(tmp_path: Path) -> None:
    city = CITY.replace("stay_min: 15", "stay_min: abc").replace("11:30", "09:30").replace("place: yasny", "place: x")
    city = city.replace("title: {kk: Қала", "title: {kk: Қaла")
    assert places_of(write_project(tmp_path, {CITY_FILE: city})) == [
        (CITY_FILE, 1, 14, "mixed-alphabet"),
        (CITY_FILE, 8, 15, "not-a-number"),
        (CITY_FILE, 10, 12, "unknown-place"),
        (CITY_FILE, 11, 13, "time-backwards"),
    ]


_AGREED = VoiceOrigin(cloned=True, consent=Consent("Айгүл", "2027-12-31"))


@pytest.mark.parametrize(
    ("said", "origin", "lacks_consent"),
    [
        ("cloned: no", VoiceOrigin(cloned=False), False),
        ("cloned: no, agreed: Айгүл, until: 2027-12-31", VoiceOrigin(cloned=False), False),
        ("cloned: yes, agreed: Айгүл, until: 2027-12-31", _AGREED, False),
        ("agreed: Айгүл, until: 2027-12-31", _AGREED, False),
        ("cloned: yes, agreed: Айгүл", VoiceOrigin(cloned=True), True),
        ("until: 2027-12-31", VoiceOrigin(cloned=True), True),
        ("", VoiceOrigin(cloned=True), True),
    ],
)
def test_a_voice_made_from_a_person_s_says_who_agreed(
    tmp_path: Path, *, said: str, origin: VoiceOrigin, lacks_consent: bool
) -> None:
    entry = f"voice_origins: {{'piper:kk_KZ-own-medium': {{{said}}}}}"
    root = write_project(tmp_path, {"settings.yaml": FILES["settings.yaml"].replace("chime: two-tone", entry, 1)})
    project, warnings = Snapshot(root).project()
    about = [problem for problem in warnings if problem.where and problem.where.file == "appeals/settings.yaml"]
    voice = "piper:kk_KZ-own-medium"
    expected = [("voice-unagreed", "warning", {"voice": voice})] if lacks_consent else []
    assert [(each.slug, each.severity, each.facts) for each in about] == expected
    assert project.settings.voices.origins == {voice: origin}


def test_there_are_words_for_what_is_reported_and_for_nothing_else() -> None:
    reported = {mistake[3] for mistake in MISTAKES} | {row[2] for row in BYTES}
    elsewhere = {"no-project", "missing-file", "no-appeals", "no-playlists", "unreadable-file", "link-outside"}
    elsewhere |= {"repeated-stop-id"}
    slips = {row.slug for row in SLIPS}  # test_slips.py
    warnings = {"unread-file", "unread-document", "unknown-kind", "voice-unagreed"}
    days = {"appeal-expired", "appeal-expires-soon", "appeal-not-yet", "validity-backwards"}
    hours = {f"too-{side}-{days}" for side in ("early", "late") for days in ("weekday", "weekend")}
    times = {"hours-backwards", "outside-hours-allowed", "quiet-hours-unchecked"}  # these three: test_time_rules.py
    profiles = {"profile-taken", "repeated-place"}  # test_profiles.py, test_places_files.py
    people = {"bad-public-key", "key-backwards", "repeated-key-of-person"}  # test_people.py
    facts = {"fact-expired", "fact-expires-soon"}  # test_facts.py
    people |= {f"people-{what}" for what in ("not-sealed", "seal-gone", "changed", "other-keeper", "older")}  # app
    people |= {"people-sealed-ahead", "people-seal-early", "people-first-seen", "people-key-replaced"}  # app
    tables = {slug for slug in MESSAGES if slug.startswith("table-")}  # test_tables.py
    dose = {slug for slug in MESSAGES if slug.startswith("dose-")}  # test_dose.py
    edits = {"edit-conflict", "edit-file-conflict", "edit-target-gone", "edit-impossible"}  # test_edit.py
    assert (
        set(MESSAGES)
        == reported
        | elsewhere
        | warnings
        | days
        | hours
        | times
        | profiles
        | people
        | facts
        | slips
        | edits
        | tables
        | dose
    )

"""Write the pages that people read away from the studio: the reading sheet, the proof, an appeal for residents."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zt_audio.i18n import N_
from zt_audio.language.lexicon import STRESS
from zt_audio.model import Lang
from zt_audio.pages.html import OWN_NAMES, Wording, render_page

SHEET_WORDS: Mapping[str, str] = {  # English; the catalogue has the others
    "title": N_("Texts to be read out"),
    "count": N_("Texts: {n}"),
    "step_room": N_(
        "Sit in a quiet room, with soft things in it, and no fan. Hold the phone 20 cm from your mouth, a little aside."
    ),
    "step_file": N_("Record each number as a file of its own. Wait for a second, read, wait for a second, and stop."),
    "step_name": N_(
        "Give the file the name that stands beside the text, for example {file}. Any usual sound file of a phone or a "
        "computer will do."
    ),
    "step_read": N_(
        "Read calmly and clearly, and rest where a sentence ends. If you stumble, record the whole text again."
    ),
    "step_stress": N_("The mark ´ over a vowel shows the stress."),
    "step_import": N_("Copy all files into one folder and run: zt-audio recordings import FOLDER"),
    "intro": N_("Greeting"),
    "appeal": N_("Appeal"),
    "outro": N_("Closing words"),
    "paragraph": N_("paragraph {row} of {rows}"),
    "alike": N_("{n} texts that differ in a few words alone: read each from its beginning to its end."),
    "stale": N_("The text was changed: read it again."),
    "unproved": N_("There is a recording, but it is not known which text it reads."),
}
_STEPS = ("step_room", "step_file", "step_name", "step_read", "step_stress", "step_import")
SMALLEST_GROUP = 3  # texts that are worth a frame
TOLD_STATES = ("stale", "unproved")
FILE_ENDING = ".wav"  # of the name to give; others are read as well


@dataclass(frozen=True, slots=True)
class SheetText:
    """One text to read: `names` are the appeal or the places that say it; `state` is why it is on the sheet."""

    number: int
    lang: Lang
    kind: str
    names: tuple[str, ...]
    sentences: tuple[str, ...]
    state: str
    row: int = 0
    rows: int = 0

    @property
    def file(self) -> str:
        """The name that its recording is to have."""
        return f"{self.number:03d}{FILE_ENDING}"


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """Texts that differ in a few words alone: `before`, then the words of each text, then `after`."""

    texts: tuple[SheetText, ...]
    before: str
    after: str
    words: tuple[str, ...]


def grouped(texts: Sequence[SheetText]) -> tuple[SheetGroup, ...]:
    """Put greetings together that differ in a few words alone, such as the name of the place; keep the order."""
    groups: list[list[SheetText]] = []
    for text in texts:
        if (alike := next((group for group in groups if _are_alike(group[0], text)), None)) is None:
            groups.append([text])
        else:
            alike.append(text)
    return tuple(part for group in groups for part in _parted(group))


def _are_alike(one: SheetText, other: SheetText) -> bool:
    if one.kind != other.kind or one.kind == "appeal":
        return False
    begin, end = _shared([_words(one), _words(other)])
    return 2 * (begin + end) >= min(len(_words(one)), len(_words(other)))


def _words(text: SheetText) -> list[str]:
    return " ".join(text.sentences).split()


def _shared(texts: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return how many words all of `texts` begin with, and how many they end with; each keeps a word of its own."""
    most = min(map(len, texts)) - 1
    begin = next((at for at in range(most) if len({words[at] for words in texts}) > 1), most)
    rest = most - begin
    end = next((at for at in range(rest) if len({words[-1 - at] for words in texts}) > 1), rest)
    return begin, end


def _parted(texts: Sequence[SheetText]) -> Iterator[SheetGroup]:
    if len(texts) < SMALLEST_GROUP:
        yield from (SheetGroup((text,), "", "", ()) for text in texts)
        return
    split = [_words(text) for text in texts]
    begin, end = _shared(split)
    words = tuple(" ".join(each[begin : len(each) - end]) for each in split)
    yield SheetGroup(tuple(texts), " ".join(split[0][:begin]), " ".join(split[0][len(split[0]) - end :]), words)


def sheet_page(texts: Sequence[SheetText], wording: Wording) -> str:
    """Return the page of `texts` in the language of `wording`; `wording` has the keys of SHEET_WORDS."""
    marked = any(STRESS in sentence for text in texts for sentence in text.sentences)
    langs = dict.fromkeys(text.lang for text in texts)
    return render_page(
        "sheet",
        lang=wording.lang,
        steps=[step for step in _STEPS if marked or step != "step_stress"],  # what the mark is, where there is one
        file_name=texts[0].file,
        sections={lang: grouped([text for text in texts if text.lang == lang]) for lang in langs},
        counts={lang: sum(text.lang == lang for text in texts) for lang in langs},
        names=OWN_NAMES,
        told_states=TOLD_STATES,
        say=wording.say,
    )


ANSWERS_FILE = "answers.json"
PROOF_WORDS: Mapping[str, str] = {  # English; the catalogue has the others
    "title": N_("Is it said right?"),
    "how": N_(
        "Play each sentence and say what is right. Nothing is sent anywhere: at the end press “Save” and give the "
        "file back."
    ),
    "said": N_("Said"),
    "play": N_("Play"),
    "right": N_("right"),
    "wrong": N_("wrong here"),
    "should": N_("should be said …"),
    "word": N_("Which word"),
    "whole": N_("the whole sentence"),
    "answer": N_("How it should be, in words"),
    "save": N_("Save"),
    "judged": N_("Judged"),
    "guess": N_("A guess"),
    "more": N_("{n} more sentences are not on this page."),
    "message": N_("a message of the program, not spoken"),
}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A sentence on the page; `sound` is its MP3, empty where it is not spoken."""

    id: str
    lang: Lang
    written: str
    said: str
    guesses: tuple[tuple[str, str], ...]
    sound: bytes

    @property
    def carried(self) -> str:
        return b64encode(self.sound).decode()

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the words of which one may be said otherwise."""
        words = (word.strip(".,!?:;…«»„“”()") for word in self.written.split())
        return tuple(dict.fromkeys(word for word in words if word))


def proof_page(rows: Sequence[ShownRow], left_out: int, wording: Wording) -> str:
    """Return the page of `rows` in the language of `wording`, which has the keys of PROOF_WORDS."""
    return render_page(
        "proof",
        lang=wording.lang,
        sound=True,
        sections={lang: [row for row in rows if row.lang == lang] for lang in OWN_NAMES},
        names=OWN_NAMES,
        left_out=left_out,
        file=ANSWERS_FILE,
        say=wording.say,
    )


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
        names=OWN_NAMES,
        code=code,
        days={"since": _day(page.since), "until": _day(page.until)},
    )


def _day(iso: str) -> str:
    return ".".join(reversed(iso.split("-")))

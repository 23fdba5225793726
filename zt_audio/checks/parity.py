"""Compare a text in all languages: report what one says and another does not.

Figures count by their values: 22:00 and «22-ден» are both 22, 86 500 and 86,5 мың are one sum. A number may also be
written in words, in any case: «екі» is 2 if the other language has the figure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import permutations

from zt_audio.checks.texts import TextKind, WrittenText
from zt_audio.content.fields import find_slot
from zt_audio.language.reader import Reader
from zt_audio.language.registry import language_of
from zt_audio.language.roman_numerals import roman_value
from zt_audio.language.sentences import paragraphs
from zt_audio.model import LANGS, Fact, Lang, PartId, Place, Problem, Project, Where

_SPACE = r"[ \u00a0\u202f\u2009]"
_MAGNITUDES = {"мың": 3, "тыс": 3, "млн": 6, "миллион": 6, "млрд": 9, "миллиард": 9}
_FIGURES = re.compile(
    rf"""
    (?P<phone> (?:\+7|\b8) (?:[\s()\u2010-\u2013-]*\d){{10}} (?!\d) )
  | (?P<local> (?<![\d-]) \d{{2,3}}-\d\d-\d\d (?![\d-]) )
  | (?P<date> (?<![\d.]) (?P<day>\d\d?) \. (?P<month>\d\d?) \. (?P<year>\d{{4}}) (?!\d) )
  | (?P<time> (?<![\d.,]) (?P<hour>[01]?\d|2[0-4]) (?: [:.] | -(?=00) ) (?P<minute>[0-5]\d) (?!\d|[.-]\d) )
  | (?P<number> (?:\d{{1,3}} (?:{_SPACE}\d{{3}})+ (?!\d) | \d+) (?:[.,]\d+)? )
    (?: {_SPACE}? (?P<magnitude> мың | тыс | млн | млрд | миллион | миллиард ) )?
  | (?P<roman> (?<!\w) (?: [IVXLC]{{2,}} | [IVX] ) (?!\w) )
    """,
    re.VERBOSE,
)
_MAYBE_FIGURES = re.compile(r"[\dIVXLC]")
_LIMIT = 1000  # larger numbers are written in figures
_DAY = re.compile(r"\b\d\d?\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that a text names. `key` is the same in every language; `token` is the written form at `offset`."""

    key: str
    offset: int
    token: str


def figures_in(text: str, lang: Lang) -> Iterator[Mention]:
    """Yield every value in figures, and the months of dates as «month 12»."""
    if not _MAYBE_FIGURES.search(text):  # most names
        return
    for match in _FIGURES.finditer(text):
        yield from (Mention(value, match.start(), match.group().strip()) for value in _read(match))
    if _DAY.search(text):
        yield from _named_months(text, lang)


def _read(match: re.Match[str]) -> Iterator[str]:
    if match["phone"]:
        yield "phone 7" + _digits(match.group())[-10:]
    elif match["local"]:
        yield "phone " + _digits(match.group())
    elif match["date"]:
        yield from (str(int(match["day"])), f"month {int(match['month'])}", match["year"])
    elif match["time"]:
        yield str(int(match["hour"]))
        if int(match["minute"]):
            yield str(int(match["minute"]))
    elif match["number"]:
        yield _number(match)
    elif match["roman"] and (value := roman_value(match["roman"])):
        yield str(value)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())


def _number(match: re.Match[str]) -> str:
    number = Decimal(re.sub(r"\s", "", match["number"]).replace(",", "."))
    scaled = number.scaleb(_MAGNITUDES.get(match["magnitude"] or "", 0))
    return f"{scaled.normalize():f}"


def _named_months(text: str, lang: Lang) -> Iterator[Mention]:
    """Yield the months that stand beside a day. Alone, «наурыз» is a feast and «қазан» is a kettle."""
    for number, name in enumerate(language_of(lang).check_facts().months, start=1):
        for match in re.finditer(rf"\b\d\d?[\s-]+{name}\w*|\b{name}\w*\s+\d\d?\b", text, re.IGNORECASE):
            yield Mention(f"month {number}", match.start(), match.group())


@lru_cache(maxsize=4096)
def number_pattern(number: int, lang: Lang) -> re.Pattern[str] | None:
    """Return a pattern of `number` in words; None if a number so large is written in figures."""
    if not 0 <= number < _LIMIT:
        return None
    stems = language_of(lang).check_facts().number_stems(number)
    return re.compile(r"\W+".join(rf"\b(?:{stem})\w*" for stem in stems), re.IGNORECASE)


_WORD = re.compile(r"(\d+)(?:-[^\W\d_]{1,2}(?!\w))?|[^\W\d_]+")  # the ending of «8-го» has no meaning
_SENTENCE_BEGINS = re.compile(r"(?:\A|[.!?…][»”\")]*\s)[\s–—]*\Z")
_STEM_CHARS = 3  # at least
_ENDING_CHARS = 2  # the endings of two forms of a word differ in this many letters: рынок, рынке


@dataclass(frozen=True, slots=True)
class _Word:
    text: str  # figures, or small letters
    proper: bool  # with a capital, or in figures
    start: int
    end: int


class PlaceNames:
    """Finds the names of `places` that have a proper part: «теміржол вокзалы» alone is a common noun."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._names = {place.id: place.name for place in places}
        self._by_beginning: dict[tuple[Lang, str], list[str]] = defaultdict(list)  # ids: texts ask for few of the names
        for place, name in self._names.items():
            for lang in LANGS:
                if first := _WORD.search(name[lang].value):
                    self._by_beginning[lang, (first[1] or first.group()).lower()[:_STEM_CHARS]].append(place)
        self._asked: dict[tuple[Lang, str], tuple[_Word, ...]] = {}

    def named(self, text: str, lang: Lang) -> Iterator[Mention]:
        """Yield each place whose whole name is in `text`.

        Where a sentence begins, a capital does not show a name of one word: «Жақсы демалыс!» is not about Жақты.
        """
        words = list(_words(text))
        for number, word in enumerate(words):
            for place in self._by_beginning.get((lang, word.text[:_STEM_CHARS]), ()):
                name = self._name(place, lang)
                run = words[number : number + len(name)]
                if not name or len(run) != len(name) or not all(map(_alike, run, name)):
                    continue
                if len(run) > 1 or not _SENTENCE_BEGINS.search(text[: word.start]):
                    yield Mention(place, word.start, text[word.start : run[-1].end])

    def _name(self, place: str, lang: Lang) -> tuple[_Word, ...]:
        """Return the words of the name of `place`; none where it has no proper one."""
        if (lang, place) not in self._asked:
            words = tuple(_words(self._names[place][lang].value))
            self._asked[lang, place] = words if any(word.proper for word in words) else ()
        return self._asked[lang, place]

    def hinted(self, place: str, text: str, lang: Lang) -> bool:
        """Tell whether `text` has any proper word of the name of `place`; true if the name has no proper word."""
        proper = [word for word in self._name(place, lang) if word.proper]
        return not proper or any(_alike(word, known) for word in _words(text) for known in proper)


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        word = match[1] or match.group()
        yield _Word(word.lower(), word[0].isdecimal() or word[0].isupper(), match.start(), match.end())


def _alike(word: _Word, known: _Word) -> bool:
    """Tell whether both may be forms of one word; a proper word keeps its capital."""
    if word.text == known.text or word.text.isdecimal() or known.text.isdecimal():
        return word.text == known.text
    stem = max(_STEM_CHARS, min(len(word.text), len(known.text)) - _ENDING_CHARS)
    return word.text[:stem] == known.text[:stem] and word.proper >= known.proper


@cache
def _town_pattern(lang: Lang) -> re.Pattern[str]:
    """Return a pattern with a group for each town. A town begins with a capital: the word «темір» is iron."""
    beginnings = language_of(lang).check_facts().towns.values()
    return re.compile(r"(?<!\w)(?:" + "|".join(f"({beginning})" for beginning in beginnings) + r")\w*")


def towns_in(text: str, lang: Lang) -> Iterator[Mention]:
    """Yield every town that `text` surely names: where a sentence begins, a common noun has a capital, too."""
    facts = language_of(lang).check_facts()
    keys = tuple(facts.towns)
    for match in _town_pattern(lang).finditer(text):
        may_be_common = facts.common_word and facts.common_word.match(text, match.start())
        if match.lastindex and not (may_be_common and _SENTENCE_BEGINS.search(text[: match.start()])):
            yield Mention(keys[match.lastindex - 1], match.start(), match.group())


def town_hinted(town: str, text: str, lang: Lang) -> bool:
    """Tell whether `text` may name `town`."""
    return re.search(rf"(?<!\w)(?:{language_of(lang).check_facts().towns[town]})", text) is not None


_MIN_DIFFERENCE = 2  # sentences
_MOST_DIGITS = 9  # of a number that may stand in words
_MAX_DIFFERENCE = 0.4  # of the longer text

_Find = Callable[[str, Lang], Iterable[Mention]]


def parity_warnings(project: Project, written: Iterable[WrittenText], reader: Reader) -> Iterator[Problem]:
    """Yield a warning at each thing that one language says and another does not; the warning names both places."""
    places = PlaceNames(project.places.values())
    for text in written:
        if all(lang in text.texts for lang in LANGS):
            yield from _one_sided(text, places)
            if text.kind is TextKind.APPEAL:
                # Compare the numbers of sentences roughly, because translators join and split them, and of paragraphs
                # exactly.
                passages = {lang: reader.passages(text.texts[lang], lang) for lang in LANGS}
                sentences = {lang: sum(len(passage.utterances) for passage in passages[lang]) for lang in LANGS}
                first, *others = LANGS
                for other in others:
                    n, other_n = sentences[first], sentences[other]
                    if differs_widely(n, other_n):
                        yield _counted("sentence-counts", text, (first, n), (other, other_n))
                    n, other_n = len(passages[first]), len(passages[other])
                    if n != other_n:
                        yield _counted("paragraph-counts", text, (first, n), (other, other_n))


def place_mentions(project: Project, written: Iterable[WrittenText]) -> tuple[object, ...]:
    """Return where `written` texts name places of `project`, and what the other language has of each name."""
    places = PlaceNames(project.places.values())
    found: list[object] = []
    for text in written:
        if text.kind is not TextKind.LABEL:
            for lang, other in permutations(text.texts, 2):
                mentions = tuple(places.named(text.words(lang), lang))
                hints = tuple(places.hinted(mention.key, text.words(other), other) for mention in mentions)
                found.append((mentions, hints))
    return tuple(found)


def _one_sided(written: WrittenText, places: PlaceNames) -> Iterator[Problem]:
    for lang, other in permutations(LANGS, 2):
        text, other_text = written.texts[lang], written.texts[other]
        words, other_words = written.words(lang), written.words(other)
        found = list(one_sided_values(words, lang, other_words, other))
        if written.kind is not TextKind.LABEL:  # a name may have a town in one language only
            found += one_sided_names(words, lang, other_words, other, towns_in, town_hinted)
            found += one_sided_names(words, lang, other_words, other, places.named, places.hinted)
        yield from (_naming_both(problem, text.at(problem.offset), other_text.where) for problem in found)
        if written.kind is TextKind.TEMPLATE and (slot := find_slot(text.value)) and not find_slot(other_text.value):
            facts: dict[str, Fact] = {"token": slot.group(), "lang": lang, "other": other}
            problem = Problem("one-sided-name", None, facts, "warning")
            yield _naming_both(problem, text.at(slot.start()), other_text.where)


def one_sided_values(text: str, lang: Lang, other_text: str, other: Lang) -> Iterator[Problem]:
    """Yield `one-sided-value` at each number, time, phone or month of `text` that `other_text` lacks."""
    yield from one_sided_names(text, lang, other_text, other, figures_in, _is_spelt_out, "one-sided-value")


def one_sided_by_paragraph(texts: Mapping[Lang, str]) -> Mapping[Lang, tuple[tuple[str, ...], ...]]:
    """Return for each paragraph in each language what it says in figures and the same paragraph of the other does not.

    Where the numbers of paragraphs differ, each is held against the whole other text.
    """
    parts = {lang: [paragraph for _start, paragraph in paragraphs(text)] for lang, text in texts.items()}
    found: dict[Lang, tuple[tuple[str, ...], ...]] = {}
    for lang, other in permutations(LANGS, 2):
        pairs = len(parts[lang]) == len(parts[other])
        against = parts[other] if pairs else [texts[other]] * len(parts[lang])
        found[lang] = tuple(
            tuple(dict.fromkeys(_as_typed(own, problem) for problem in one_sided_values(own, lang, theirs, other)))
            for own, theirs in zip(parts[lang], against, strict=True)
        )
    return found


def _as_typed(text: str, problem: Problem) -> str:
    """Return the whole of what a person typed where `problem` stands: «14-00ч» for its 14, «15/2» for its 2."""
    start, token = problem.offset or 0, str(problem.facts["token"])
    before, after = text[:start], text[start + len(token) :]
    begun, ended = re.split(r"\s", before)[-1], re.split(r"\s", after, maxsplit=1)[0]
    return (begun + token + ended).strip('.,;:!?…()[]«»„“”"')


def _is_spelt_out(key: str, text: str, lang: Lang) -> bool:
    pattern = number_pattern(int(key), lang) if key.isdecimal() and len(key) <= _MOST_DIGITS else None
    return bool(pattern and pattern.search(text))


def one_sided_names(
    text: str,
    lang: Lang,
    other_text: str,
    other: Lang,
    find: _Find,
    hinted: Callable[[str, str, Lang], bool] | None = None,
    slug: str = "one-sided-name",
) -> Iterator[Problem]:
    """Yield `slug` at each name, or figure, that `find` sees in `text` and not in `other_text`.

    A name is not reported if `hinted` finds a part of it in `other_text`, given its key.
    """
    here: dict[str, Mention] = {}
    for mention in find(text, lang):
        here.setdefault(mention.key, mention)
    there = {mention.key for mention in find(other_text, other)} if here else set()
    for key, mention in here.items():
        if key not in there and not (hinted and hinted(key, other_text, other)):
            yield Problem.warning(slug, mention.offset, token=mention.token, lang=lang, other=other)


def _counted(slug: str, written: WrittenText, one: tuple[Lang, int], two: tuple[Lang, int]) -> Problem:
    (lang, n), (other, other_n) = one, two
    problem = Problem(slug, None, {"lang": lang, "n": n, "other": other, "other_n": other_n}, "warning")
    return _naming_both(problem, written.texts[lang].where, written.texts[other].where)


def differs_widely(count: int, other_count: int) -> bool:
    """Tell whether two numbers of sentences differ too much for a translation."""
    difference = abs(count - other_count)
    return difference >= _MIN_DIFFERENCE and difference > _MAX_DIFFERENCE * max(count, other_count)


def _naming_both(problem: Problem, where: Where, other: Where) -> Problem:
    facts = {name: fact for name, fact in problem.facts.items() if name != "offset"}
    return replace(problem, where=where, facts={**facts, "there": f"{other.file}:{other.line}:{other.column}"})


def unpaired_paragraphs(project: Project, passages: Iterable[PartId]) -> Iterator[Problem]:
    """Yield a warning for each appeal that a playlist cannot say by paragraph, at the first such playlist.

    `passages` are what playlists say.
    """
    counts = Counter(part.block for part in passages)
    told: set[str] = set()
    for playlist in project.playlists.values():
        for appeal in playlist.appeals if playlist.order == "by_paragraph" else ():
            each = [counts[PartId("appeal", appeal, lang)] for lang in playlist.languages]
            if len(set(each)) > 1 and appeal not in told:
                told.add(appeal)  # the text is to be mended, once
                facts: dict[str, Fact] = {"appeal": appeal, "counts": " : ".join(map(str, each))}
                yield Problem("paragraphs-unpaired", playlist.where, facts, "warning")

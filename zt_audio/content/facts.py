"""Define what appeals/facts.yaml may say, and find its facts in texts: by what is said, so spelling does not matter.

A *stated fact* is an article, a telephone, a sum, a date or hours that appeals may say, with the source where staff
read it and the day until which it holds.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Annotated, NamedTuple, get_args

from pydantic import Field

from zt_audio.content.fields import FieldCheck, IsoDate, LineText, Name, Strict, choice, refusal
from zt_audio.content.yaml.tree import Map, Node, items, located, mapping, repeated, texts
from zt_audio.i18n import N_
from zt_audio.language.lexicon import STRESS, Lexicon
from zt_audio.language.reader import ReadingMemory, Readings
from zt_audio.language.reading import read
from zt_audio.language.sentences import paragraphs
from zt_audio.model import (
    LANGS,
    FactKind,
    Lang,
    LexiconEntry,
    PartId,
    Person,
    PersonKey,
    Piece,
    Problem,
    Role,
    StatedFact,
    Text,
)
from zt_audio.store.records import key_of
from zt_audio.store.state_file import from_tree

# Define what appeals/people.yaml may say: who edits, who approves, who keeps people and keys, and the public keys.

_KEY_BYTES = 42  # two of the algorithm, eight of the key's number, 32 of the key
_KEY_PATTERN = "[A-Za-z0-9+/]{56}"
_ALGORITHM = b"Ed"


def _public_key(value: object) -> str:
    written = value.value if isinstance(value, Text) else ""
    try:
        key = b64decode(written, validate=True)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES or not key.startswith(_ALGORITHM):
        raise refusal("bad-public-key")
    return written


_PublicKey = Annotated[str, FieldCheck(_public_key, {"type": "string", "pattern": f"^{_KEY_PATTERN}$"})]
_Role = Annotated[Role, choice(*get_args(Role))]


class PersonNames(Strict):
    """The name of a person in every language."""

    __annotations__ = dict.fromkeys(LANGS, LineText)


class PersonKeyEntry(Strict):
    """A key counts from the day `since` to the day `until`, both included."""

    key: _PublicKey
    since: IsoDate
    until: IsoDate | None = None


class PersonEntry(Strict):
    name: PersonNames
    roles: Annotated[tuple[_Role, ...], Field(min_length=1)]
    keys: tuple[PersonKeyEntry, ...] = ()


def people_problems(tree: Node) -> Iterator[Problem]:
    """Yield what no shape can express: a role or a key that stands twice, a key that ends before it begins."""
    keys: list[Text] = []
    for person in mapping(tree).values():
        yield from repeated(texts(mapping(person).get("roles")), "repeated-item")
        for entry in items(mapping(person).get("keys")):
            facts = mapping(entry)
            if isinstance(key := facts.get("key"), Text):
                keys.append(key)
            since, until = facts.get("since"), facts.get("until")
            if isinstance(since, Text) and isinstance(until, Text) and until.value and until.value < since.value:
                yield Problem("key-backwards", until.where, {"from": since.value, "until": until.value})
    yield from repeated(keys, "repeated-key-of-person")


def assemble_people(shape: Mapping[str, PersonEntry], tree: Node) -> dict[str, Person]:
    """Return the people of a file by their ids, in its order."""
    where = tree.key_where if isinstance(tree, Map) else {}
    return {
        name: Person(
            name,
            {lang: getattr(entry.name, lang) for lang in LANGS},
            entry.roles,
            tuple(PersonKey(key.key, key.since, key.until) for key in entry.keys),
            where[name],
        )
        for name, entry in shape.items()
    }


SOON_DAYS = 30  # a month to ask what holds next, to record it and to hand out new sticks
_SILENT = frozenset({"space", "mark"})
_LAWS = frozenset({"law", "article", "part-of-a-law"})
_SERVICE = re.compile(r"10[1-49]|11[12]|150")  # as in language/*/emergency_numbers.py
# A unit, a house or a school that has such a number is no service: «101 стрелковой бригады», «школа № 112».
_NO_SERVICE = frozenset({"house", "troops", "ending"})  # rules
_UNIT_BEHIND = re.compile(
    r"[ \u00a0](?:[а-яё]+(?:ая|ой|ую|ый|ого|ому|ым|ом) )?"
    r"(?:бригад|дивизи|полк|батальон|школ(?!ьн)|квартал|квартир|дом(?!\w)|атқыштар|мектеп|үй|пәтер)",
    re.IGNORECASE,
)
_UNIT_BEFORE = re.compile(r"(?<!\w)(?:школ|сад|бригад|полк|мектеп|балабақша)\w*\s+№\s*$", re.IGNORECASE)
_SIGHT = 30  # characters
_ARTICLE = re.compile(r"\d+(-\d+)?[-\s]*ба[пб]\w*", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"стать\w*\W+$", re.IGNORECASE)
_ARTICLE_BEHIND = re.compile(r"[-\s]*ба[пб]\w*", re.IGNORECASE)
_MAGNITUDE = re.compile(r"\W*(?:мың|тыс|млн|миллион|млрд|миллиард)", re.IGNORECASE)  # 102 thousand is not 102
_MONEY = re.compile(r"\W*(?:мың|тыс\w*|млн|миллион\w*)?\W*(?:теңге|тенге|тг\b|АЕК|МРП)", re.IGNORECASE)


class FactVerdict(StrEnum):
    """What is to be said of a fact: the slug that says it."""

    OVER = "fact-expired"
    SOON = "fact-expires-soon"


class SaysEntry(Strict):
    """How a fact may stand in a text, in each language."""

    __annotations__ = dict.fromkeys(LANGS, Annotated[tuple[LineText, ...], Field(default=())])


class CheckedEntry(Strict):
    by: Name = Field(title=N_("Who checked it"))
    on: IsoDate = Field(title=N_("When it was checked"))


class FactEntry(Strict):
    kind: Annotated[
        FactKind,
        choice(
            article=N_("article of a law"),
            phone=N_("telephone"),
            sum=N_("sum"),
            date=N_("date"),
            hours=N_("hours"),
            address=N_("address"),
            other=N_("other"),
        ),
    ] = Field(title=N_("Kind"))
    says: SaysEntry = Field(title=N_("As it may stand in a text, with commas"))
    source: LineText = Field(title=N_("Where it was read"))
    valid_until: IsoDate | None = Field(default=None, title=N_("Last day on which it holds"))
    checked: CheckedEntry | None = Field(default=None, title=N_("Who checked it, and when"))


def assemble_facts(shape: Mapping[str, FactEntry], tree: Node) -> dict[str, StatedFact]:
    """Return the facts of a file by their ids, in its order."""
    where = tree.key_where if isinstance(tree, Map) else {}
    nodes = mapping(tree)
    return {
        name: StatedFact(
            name,
            entry.kind,
            {lang: tuple(text.value for text in getattr(entry.says, lang)) for lang in LANGS},
            entry.source.value,
            located(entry.valid_until, mapping(nodes[name]).get("valid_until")) if entry.valid_until else None,
            (entry.checked.by, entry.checked.on) if entry.checked else None,
            where[name],
        )
        for name, entry in shape.items()
    }


def fact_verdict(valid_until: str | None, today: date) -> FactVerdict | None:
    """Tell whether a fact is over, or over within a month."""
    if valid_until is None:
        return None
    if (last := date.fromisoformat(valid_until)) < today:
        return FactVerdict.OVER
    return FactVerdict.SOON if last <= today + timedelta(SOON_DAYS) else None


def next_fact_change(facts: Iterable[StatedFact], today: date) -> date | None:
    """Return the first day after today on which the verdict about a fact may be another."""
    lasts = [date.fromisoformat(fact.valid_until.value) for fact in facts if fact.valid_until]
    days = [day for last in lasts for day in (last - timedelta(SOON_DAYS), last + timedelta(1))]
    return min((day for day in days if day > today), default=None)


class FactMention(NamedTuple):
    """Where a text says a fact, `start` to `end`; `fact` is its id, None of a number that no fact knows."""

    start: int
    end: int
    fact: str | None
    kind: FactKind


def same_fact(token: str) -> str:
    """Return what tells that two wordings in one text are one fact: «15 МРП» and «15 АЕК» have the same figures."""
    return " ".join(re.findall(r"\d+", token)) or token.casefold()


def fact_finders(
    facts: Iterable[StatedFact], lexicon: Mapping[Lang, Sequence[LexiconEntry]], readings: Readings | None = None
) -> Mapping[Lang, FactFinder]:
    """Return what finds `facts` in each language; `readings` remember what was found where."""
    stated, known = tuple(facts), ReadingMemory() if readings is None else readings
    return {lang: FactFinder(stated, lang, lexicon.get(lang, ()), known) for lang in LANGS}


def where_to_call(said: Iterable[tuple[PartId, str]], finders: Mapping[Lang, FactFinder]) -> frozenset[PartId]:
    """Return the paragraphs that say where to call, and the blocks that have one; `said` is written, greetings too."""
    found = {
        name
        for name, written in said
        if name.lang and name.kind != "intro" and finders[name.lang].says_where_to_call(written)
    }
    return frozenset(found | {name.block for name in found})


class FactFinder:
    """Finds what `facts` say in texts of one language that are read with the `entries` for all places."""

    def __init__(
        self, facts: Sequence[StatedFact], lang: Lang, entries: Iterable[LexiconEntry], readings: Readings
    ) -> None:
        general = [entry for entry in entries if entry.place is None]
        self._facts, self.lang, self._lexicon, self._readings = facts, lang, Lexicon(general), readings
        taught = [[entry.written, entry.spoken, dict(entry.forms)] for entry in general]
        self._calls: dict[str, bool] = {}  # closing words are the same at thousands of stops
        self._key = key_of("facts", lang, taught, [[fact.id, fact.kind, fact.says[lang]] for fact in facts])

    @cached_property
    def _patterns(self) -> Sequence[tuple[StatedFact, re.Pattern[str], re.Pattern[str]]]:
        """Return for each form of each fact what finds it as it is said, and as it is written."""
        return [
            (fact, self._pattern(_said(read(form, self.lang, self._lexicon).pieces)[0]), self._pattern(form))
            for fact in self._facts
            for form in fact.says[self.lang]
        ]

    def _pattern(self, words: str) -> re.Pattern[str]:
        """Return what finds `words`; a Kazakh suffix may follow, with its hyphen after figures."""
        body = r"\W+".join(map(re.escape, re.findall(r"\w+", words))) or r"(?!)"
        end = r"(?:-?[^\W\d_]+)?(?![\w])" if self.lang == "kk" else r"(?![\w])"
        return re.compile(rf"(?<![\w]){body}{end}", re.IGNORECASE)

    def mentions(self, text: str) -> tuple[FactMention, ...]:
        """Return the facts that `text` says, and the articles, telephones and sums that no fact knows, in order."""
        return tuple(
            FactMention(start + each.start, start + each.end, each.fact, each.kind)
            for start, paragraph in paragraphs(text)
            for each in self._in_paragraph(paragraph)
        )

    def says_where_to_call(self, text: str) -> bool:
        if text not in self._calls:
            self._calls[text] = any(mention.kind == "phone" for mention in self.mentions(text))
        return self._calls[text]

    def _in_paragraph(self, paragraph: str) -> tuple[FactMention, ...]:
        key = key_of(self._key, paragraph)
        known = self._readings.recall(key)
        with suppress(ValueError):
            return self._remembered(known, paragraph)
        pieces = read(paragraph, self.lang, self._lexicon).pieces
        stated = list(self._stated(paragraph, pieces))
        numbers = (
            number
            for number in _numbers(paragraph, pieces)
            if not any(each.start < number.end and number.start < each.end for each in stated)
        )
        found = sorted((*stated, *numbers), key=lambda each: (each.start, each.end, each.fact or ""))
        self._readings.keep(key, [list(each) for each in found])
        return tuple(found)

    def _remembered(self, known: object, paragraph: str) -> tuple[FactMention, ...]:
        """Return what was found before. Raises ValueError where that is nothing, or cannot be of `paragraph`."""
        found = from_tree(known, tuple[FactMention, ...])
        ids = {None, *(fact.id for fact in self._facts)}
        if not all(0 <= each.start < each.end <= len(paragraph) and each.fact in ids for each in found):
            raise ValueError(paragraph)
        return found

    def _stated(self, paragraph: str, pieces: Sequence[Piece]) -> Iterator[FactMention]:
        said, begins = _said(pieces)
        # without the marks at their ends: «15 МРП.» may end a sentence
        numbers = [
            (piece.start, piece.start + len(paragraph[piece.start : piece.end].rstrip(" .,-")))
            for piece in pieces
            if piece.rule not in (*_SILENT, "word")
        ]
        for fact, spoken, written in self._patterns:
            spans = {_span(match, begins, pieces) for match in spoken.finditer(said)}
            spans |= {match.span() for match in written.finditer(paragraph) if _is_whole(match.span(), numbers)}
            whole = (span for span in spans if span and not _MAGNITUDE.match(paragraph[span[1] :]))
            for start, end in whole:
                if fact.kind != "phone" or not _numbers_a_unit(paragraph, start, end):
                    yield FactMention(start, end, fact.id, fact.kind)


def _said(pieces: Sequence[Piece]) -> tuple[str, list[int]]:
    """Return what `pieces` say without stress marks, and where each begins in it."""
    said, begins = "", []
    for piece in pieces:
        begins.append(len(said))
        said += piece.spoken.replace(STRESS, "")
    return said, begins


def _span(match: re.Match[str], begins: Sequence[int], pieces: Sequence[Piece]) -> tuple[int, int] | None:
    """Return the written stretch that `match` of what is said stands for; None where it cuts a number in two.

    What is said may begin with spaces, and a number may be a piece of its own with the word behind it.
    """
    ends = [*begins[1:], begins[-1] + len(pieces[-1].spoken)]
    inside = [n for n, begin in enumerate(begins) if begin < match.end() and ends[n] > match.start()]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    lead = len(pieces[first].spoken) - len(pieces[first].spoken.lstrip())
    tail = pieces[last].spoken.replace(STRESS, "").rstrip(" .,")
    if match.start() > begins[first] + lead or match.end() < begins[last] + len(tail):
        return None
    return pieces[first].start, pieces[last].end


def _is_whole(span: tuple[int, int], numbers: Iterable[tuple[int, int]]) -> bool:
    """Tell whether `span` cuts no number in two: 102 is not said by 102 000."""
    return all(end <= span[0] or begin >= span[1] or (begin >= span[0] and end <= span[1]) for begin, end in numbers)


def _numbers(text: str, pieces: Iterable[Piece]) -> Iterator[FactMention]:
    """Yield each article, telephone and sum of `text`, known or not."""
    for piece in pieces:
        if piece.rule not in (*_SILENT, "word") and (kind := _kind(text, piece)):
            behind = {"sum": _MONEY, "article": _ARTICLE_BEHIND}.get(kind, _MAGNITUDE).match(text[piece.end :])
            written = text[piece.start : piece.end + (behind.end() if behind else 0)].rstrip(" .,-")
            yield FactMention(piece.start, piece.start + len(written), None, kind)


def _kind(text: str, piece: Piece) -> FactKind | None:
    written = text[piece.start : piece.end]
    if not any(char.isdigit() for char in written):
        return None
    if piece.rule in ("phone", "emergency-numbers") or _is_service(text, piece):
        return "phone"
    if piece.rule in _LAWS or _ARTICLE.match(written):
        return "article"
    if _ARTICLE_BEFORE.search(text[: piece.start]) or _ARTICLE_BEHIND.match(text[piece.end :]):
        return "article"
    return "sum" if _MONEY.match(text[piece.end :]) or _MONEY.search(written) else None


def _is_service(text: str, piece: Piece) -> bool:
    """Tell whether `piece` is the number of an emergency service."""
    if piece.rule in _NO_SERVICE or not _SERVICE.fullmatch(text[piece.start : piece.end].split("-", maxsplit=1)[0]):
        return False
    return not (_MAGNITUDE.match(text[piece.end :]) or _numbers_a_unit(text, piece.start, piece.end))


def _numbers_a_unit(text: str, start: int, end: int) -> bool:
    return bool(_UNIT_BEHIND.match(text[end:]) or _UNIT_BEFORE.search(text[max(0, start - _SIGHT) : start]))

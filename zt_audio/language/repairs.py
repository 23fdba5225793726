"""Make sloppy text clean: propose other ways to type what the rules refuse or doubt, and keep what they then read.

A repair is *lossless* where only marks, spaces or the alphabet of look-alike letters change and every letter and digit
stays. If all lossless repairs of a span are said alike, the text is read so. Any other repair is only an offer: what to
type instead, with what will be said. docs/architecture.md tells what a table of repairs may hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import combinations, groupby, pairwise

from zt_audio.language import late_re as re
from zt_audio.language.tables import TELEPHONE_CODE
from zt_audio.messages.message import message_of
from zt_audio.model import Offer, Piece, Problem, Reading

MAX_OFFERS = 3  # a person reads no more
_MAX_REPAIRS, _MAX_PAIRED = 12, 8  # of one span, so that its pairs stay few
_MAX_SPANS = 12  # of one stretch; what is sloppier than that is no text
_MAX_TRIES, _TRIES_OF_PAIRS = 200, 100  # readings of one stretch
_LONGEST_LESSON_H = 2
# What is left of a telephone number is no sum that could be written out.
_CUT_NUMBER = re.compile(rf"(?:\+7|8)[ ‑–-]?{TELEPHONE_CODE}[\d ‑–-]*")
_LETTERS = re.compile(r"[^\W_]")
_WORDS = re.compile(r"\w+")
_EDGES = ' \t,;:!?«»"()'
_STOPS = f"{_EDGES}.…"
TWINS = str.maketrans("AaBCcEeHKMOoPpTXxyIi", "АаВСсЕеНКМОоРрТХхуІі")


@dataclass(frozen=True, slots=True)
class Repair:
    """A proposal that `start` to `end` of a text may stand for `typed`."""

    start: int
    end: int
    typed: str
    only_offered: bool = False  # the words change though the letters stay
    guessed: bool = False  # what it says is a guess
    likely: bool = False  # what is refused may be read so, as a guess
    sure: bool = False  # what is read so is no guess
    others: tuple[str, ...] = ()  # words that a guess may stand for as well


@dataclass(frozen=True, slots=True)
class RepairRule:
    """Propose the `typed` templates (of `re.Match.expand`) for a match of `pattern`, the likeliest first.

    Rules stand in a table in the order of likelihood, too. `propose` computes what no template can; with a number it
    tells how many characters before the match change as well. What is `likely` may be read in a hasty text, as a guess;
    a `sure` row is no guess where it proposes one thing alone.
    """

    pattern: re.Pattern[str]
    typed: tuple[str, ...] = ()
    propose: Callable[[re.Match[str]], Iterable[str | tuple[int, str]]] | None = None
    only_offered: bool = False
    likely: bool = True
    sure: bool = False

    def repairs(self, text: str, spans: Sequence[tuple[int, int]], *, hasty: bool) -> Iterator[Repair]:
        """Yield the repairs of every match in `text` that meets one of `spans`."""
        likely = hasty and self.likely
        for match in self.pattern.finditer(text):
            if not any(match.start() <= end and start <= match.end() for start, end in spans):
                continue
            proposals = (*map(match.expand, self.typed), *(self.propose(match) if self.propose else ()))
            sure = self.sure and len(proposals) == 1
            for proposed in proposals:
                back, typed = (0, proposed) if isinstance(proposed, str) else proposed
                if typed != match.group():
                    yield Repair(match.start() - back, match.end(), typed, self.only_offered, likely=likely, sure=sure)


def repair_row(pattern: str, *typed: str, sure: bool = False) -> RepairRule:
    """Return the rule that offers the templates `typed` for a match of `pattern`, without loss where marks change."""
    return RepairRule(re.compile(pattern), typed, sure=sure)


def are_two_times(hour: str, minute: str, last: str, late: str) -> bool:
    """Tell whether «9-00-18-00» is from a time to a time: «20-10-15-20» may be a telephone, «5-10-12-15» houses."""
    halves = [each in {"00", "30"} for each in (minute, late)]
    hours = int(last) - int(hour)
    return all(halves) if hours < 0 else any(halves) or hours <= _LONGEST_LESSON_H


@dataclass(frozen=True, slots=True)
class StretchReading:
    """What was read of a stretch: pieces that cover it, problems with `offset` and `token`, repairs that were made."""

    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...]
    repairs: tuple[Offer, ...] = ()

    @property
    def is_sure(self) -> bool:
        return not self.problems and all(piece.confidence == "sure" for piece in self.pieces)


ReadStretch = Callable[[str], StretchReading]


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """A text with repairs made, where each of its characters stood (then its end), and each repair's new end."""

    text: str
    places: tuple[int, ...]
    repairs: tuple[tuple[int, Repair], ...]


def written_out(text: str, repairs: Iterable[Repair]) -> WrittenOut:
    """Return `text` with `repairs` made, which stand in order and touch nothing of one another."""
    parts: list[str] = []
    places: list[int] = []
    ends: list[tuple[int, Repair]] = []
    done = 0
    for each in repairs:
        parts += (text[done : each.start], each.typed)
        marks = len(each.typed) - len(each.typed.lstrip(" ,"))
        lead = min(marks + 1, len(each.typed))  # its first word stands for the whole
        places += (*range(done, each.start), *([each.start] * lead), *([each.end] * (len(each.typed) - lead)))
        ends.append((len(places), each))
        done = each.end
    return WrittenOut("".join((*parts, text[done:])), (*places, *range(done, len(text) + 1)), tuple(ends))


def with_repairs(reading: Reading, whole: WrittenOut) -> Reading:
    """Return `reading` of `whole` with its repairs; an offer that would change a part of one changes the whole."""
    spans = [(end - len(each.typed), end) for end, each in whole.repairs]
    doubted = [span for span, (_, each) in zip(spans, whole.repairs, strict=True) if each.guessed]

    def kept(offers: Iterable[Offer]) -> tuple[Offer, ...]:
        return tuple(_with_whole_repairs(each, whole.text, spans) for each in offers)

    guesses = [piece for piece in reading.pieces if piece.confidence == "guess"]
    made = kept(each for each in reading.repairs if not any(_touch((each.start, each.end), span) for span in doubted))
    for (start, end), (_, each) in zip(spans, whole.repairs, strict=True):
        inside_guess = any(
            piece.rule == "spelt-out" and _touch((piece.start, piece.end), (start, end)) for piece in guesses
        )
        told = each.guessed or inside_guess or any(_touch((start, end), (other.start, other.end)) for other in made)
        if not told:  # a guess is no repair that may be written
            said = (piece.spoken for piece in reading.pieces if _touch((piece.start, piece.end), (start, end)))
            made += (Offer(start, end, each.typed, " ".join("".join(said).split()).strip(_EDGES)),)
    pieces = (
        replace(
            piece,
            offers=kept(piece.offers),
            rule="spelt-out"
            if piece.rule == "word" and any(_touch((piece.start, piece.end), span) for span in spans)
            else piece.rule,
        )
        for piece in reading.pieces
    )
    problems = tuple(_widened(problem, kept(problem.offers), whole.text, spans) for problem in reading.problems)
    others = [
        Offer(*span, typed, typed.strip(_EDGES))
        for span, (_, each) in zip(spans, whole.repairs, strict=True)
        for typed in each.others
    ]
    guessed = tuple(
        replace(piece, offers=_beside(piece, _touching(others, (piece.start, piece.end)), whole.text))
        if piece.confidence == "guess"
        else piece
        for piece in _guessed_whole(pieces, doubted)
    )
    return Reading(reading.spoken, guessed, problems, tuple(sorted(made, key=lambda offer: offer.start)))


def _beside(piece: Piece, others: tuple[Offer, ...], text: str) -> tuple[Offer, ...]:
    """Return the offers of a guess: first what was typed for it, then its own, else `others`."""
    typed = [replace(each, spoken=piece.spoken.strip()) for each in others if each.typed == text[each.start : each.end]]
    rest = (each for each in others if each.typed != text[each.start : each.end])
    return (*typed, *(piece.offers or rest))[:MAX_OFFERS]


def _with_whole_repairs(offer: Offer, text: str, spans: Iterable[tuple[int, int]]) -> Offer:
    # also one that a space parts from it: what is typed for a number would change the word that it counts
    for start, end in spans:
        if start < offer.start < end:
            offer = replace(offer, start=start, typed=text[start : offer.start] + offer.typed)
        counts = text[offer.end - 1 : offer.end].isdigit() and text[offer.end : offer.end + 1] == " "
        if start - counts <= offer.end < end:
            rest = text[offer.end : end]
            offer = replace(offer, end=end, typed=offer.typed + rest, spoken=offer.spoken + (rest if counts else ""))
    return offer


def _guessed_whole(pieces: Iterable[Piece], spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    """Yield `pieces` with those that touch one of `spans` as one guess: «1 эт» is signed off with all that it says."""
    for span, own in groupby(pieces, lambda piece: next((s for s in spans if _is_of(piece, s)), None)):
        first, *rest = own
        if span is None or any(piece.rule == "unreadable" for piece in (first, *rest)):
            yield from (first, *rest)
        else:
            said = "".join(piece.spoken for piece in (first, *rest))
            offers = tuple(offer for piece in (first, *rest) for offer in piece.offers)
            end = [first, *rest][-1].end
            yield replace(first, end=end, spoken=said, rule="spelt-out", confidence="guess", offers=offers)


def _is_of(piece: Piece, span: tuple[int, int]) -> bool:
    """Tell whether `piece` touches `span`, or says in it what is not typed."""
    return _touch((piece.start, piece.end), span) or span[0] <= piece.start == piece.end <= span[1]


def _widened(problem: Problem, offers: tuple[Offer, ...], text: str, spans: Iterable[tuple[int, int]]) -> Problem:
    """Return `problem` with `offers`, naming the whole of every repair that it touches."""
    start, end = _span(problem)
    for span in spans:
        if _touch(span, (start, end)):
            start, end = min(start, span[0]), max(end, span[1])
    token = text[start:end] if (start, end) != _span(problem) else problem.facts["token"]
    return replace(problem, facts={**problem.facts, "offset": start, "token": token}, offers=offers)


def mended(
    text: str, reading: StretchReading, rules: Sequence[RepairRule], read: ReadStretch, *, hasty: bool = False
) -> StretchReading:
    """Return `reading` of `text` with what repairs make of its refused and doubtful spans; `read` reads clean text.

    What is refused in a `hasty` text is read as the first of its likely repairs, as a guess.
    """
    spans = _doubtful_spans(text, reading)[:_MAX_SPANS]
    repairs = tuple(repair for rule in rules for repair in rule.repairs(text, spans, hasty=hasty))
    return _Mender(text, reading, spans, repairs, read).mended()


@dataclass(frozen=True, slots=True)
class _Way:
    """A stretch with `repairs` made, and what is read then, with the places of the text as it was written."""

    repairs: tuple[Repair, ...]
    typed: StretchReading  # with the places of the repaired text
    reading: StretchReading


class _Mender:
    """One stretch while it is repaired: the way that was taken so far, and how often it was read."""

    def __init__(
        self,
        text: str,
        reading: StretchReading,
        spans: Sequence[tuple[int, int]],
        repairs: Sequence[Repair],
        read: ReadStretch,
    ) -> None:
        self._text, self._spans, self._repairs, self._read = text, spans, repairs, read
        self._taken = _Way((), reading, reading)
        self._tries = 0
        self._guessed: list[Repair] = []

    def mended(self) -> StretchReading:
        offers: list[Offer] = []
        for span in self._spans:
            if _is_doubted(self._taken.reading, span) and not _CUT_NUMBER.fullmatch(self._text, *span):
                offers += self._settle(span)
        sure = (repair for repair in self._taken.repairs if repair not in self._guessed)
        spans = [_word_around(self._text, repair.start, repair.end, _EDGES) for repair in sure]
        made = tuple(self._offer(self._taken, span) for span in _joined(spans))
        guessed = [(repair.start, max(repair.end, repair.start + 1)) for repair in self._guessed]
        pieces = tuple(_guessed_whole(self._taken.reading.pieces, guessed))
        now = replace(self._taken.reading, pieces=pieces)
        problems = tuple(_whole_problems(self._text, now, offers))
        return StretchReading(tuple(_with_problems(now.pieces, problems, offers)), problems, made)

    def _settle(self, span: tuple[int, int]) -> list[Offer]:
        """Take the lossless repair of `span` where nothing is likelier, or return its offers."""
        before = self._taken
        near = [each for each in self._repairs if each.start <= span[1] and span[0] <= each.end][:_MAX_REPAIRS]
        ways, guessed = self._ways(span, near)
        lossless = [way for way in ways if _is_lossless(self._text, way.repairs)]
        said = {_said(way.reading) for way in (*lossless, *guessed) if _is_lossless(self._text, way.repairs)}
        if not _is_refused(before.reading, span):  # a guess is one of the readings
            said.add(_said(before.reading))
        if lossless and len(said) == 1 and _said(ways[0].reading) in said:
            self._taken = lossless[0]
            return []
        first = tuple(each for each in ways[0].repairs if each not in before.repairs) if ways else ()
        if first and _is_refused(before.reading, span) and all(each.likely for each in first):
            self._taken = ways[0]
            self._guessed += (each for each in first if not each.sure)
            ways = ways[1:]
        found: dict[str, Offer] = {}
        for way in (*ways, *guessed):
            if _said(way.reading) in (_said(before.reading), _said(self._taken.reading)):
                continue  # what is guessed already
            own = tuple(each for each in way.repairs if each not in before.repairs)
            offer = self._offer(way, _around(span, own))
            found.setdefault(offer.spoken, offer)
        return list(found.values())[:MAX_OFFERS]

    def _ways(self, span: tuple[int, int], near: Sequence[Repair]) -> tuple[list[_Way], list[_Way]]:
        """Return the ways to make `span` sure, else a guess, and other guesses; two repairs where one is too few."""
        taken = self._taken
        guessed: list[_Way] = []
        # of pairs, the first ways to type each span come first: «пом.восп»
        turns = sorted(
            near,
            key=lambda each: sum((each.start, each.end) == (one.start, one.end) for one in near[: near.index(each)]),
        )
        for size in (1, 2):
            found: list[_Way] = []
            for repairs in combinations(turns[:_MAX_PAIRED] if size > 1 else near, size):
                most = _MAX_TRIES if size == 1 else _TRIES_OF_PAIRS
                if _overlap((*taken.repairs, *repairs)) or self._tries >= most:
                    continue
                self._tries += 1
                way = self._way((*taken.repairs, *repairs))
                if _refuses_more(way.reading, taken.reading, _around(span, repairs)):
                    continue
                (guessed if _is_doubted(way.reading, _around(span, repairs)) else found).append(way)
            if found:
                return found, guessed
        return (guessed if _is_refused(taken.reading, span) else []), []

    def _way(self, repairs: tuple[Repair, ...]) -> _Way:
        text, places = _typed(self._text, repairs)
        typed = self._read(text)
        pieces = []
        for each in typed.pieces:
            start, end = places[each.start], places[each.end]
            is_changed = self._text[start:end] != text[each.start : each.end]
            rule = "spelt-out" if each.rule == "word" and is_changed else each.rule
            pieces.append(replace(each, start=start, end=end, rule=rule))
        problems = tuple(_placed(each, places, self._text) for each in typed.problems)
        return _Way(repairs, typed, StretchReading(tuple(pieces), problems))

    def _offer(self, way: _Way, span: tuple[int, int]) -> Offer:
        """Return what to type from `span` on, and what is said for the words that are touched."""
        start, end = span
        before = [each for each in way.repairs if each.end <= start and each.start < start]
        inside = [each for each in way.repairs if start <= each.start and each.end <= end and each not in before]
        typed, _ = _typed(
            self._text[start:end], [Repair(each.start - start, each.end - start, each.typed) for each in inside]
        )
        first = start + sum(len(each.typed) - (each.end - each.start) for each in before)
        said = (
            piece.spoken for piece in way.typed.pieces if _touch((piece.start, piece.end), (first, first + len(typed)))
        )
        return Offer(start, end, typed.replace("  ", " "), " ".join("".join(said).split()).strip(_EDGES))


def _doubtful_spans(text: str, reading: StretchReading) -> list[tuple[int, int]]:
    """Return the tokens, from space to space, that hold a problem or a guess, in order."""
    doubted = [_span(problem) for problem in reading.problems if message_of(problem).may_be_retyped]
    doubted += [(piece.start, piece.end) for piece in reading.pieces if piece.confidence == "guess"]
    return sorted({_word_around(text, *span) for span in doubted})


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return `spans` in order; those that touch are one: «17 30 да»."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _span(problem: Problem) -> tuple[int, int]:
    offset = problem.offset
    return offset, offset + len(str(problem.facts["token"]))


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the tokens begin and end that `start` to `end` touches."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _around(span: tuple[int, int], repairs: Iterable[Repair]) -> tuple[int, int]:
    starts, ends = zip(span, *((each.start, each.end) for each in repairs), strict=True)
    return min(starts), max(ends)


def _is_refused(reading: StretchReading, span: tuple[int, int]) -> bool:
    return any(_touch(_span(problem), span) for problem in reading.problems)


def _is_doubted(reading: StretchReading, span: tuple[int, int]) -> bool:
    guesses = ((each.start, each.end) for each in reading.pieces if each.confidence == "guess")
    return _is_refused(reading, span) or any(_touch(guess, span) for guess in guesses)


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _refuses_more(reading: StretchReading, before: StretchReading, span: tuple[int, int]) -> bool:
    """Tell whether `span` is refused, or anything elsewhere that was not before, or a mistake is hidden."""
    if _is_refused(reading, span) or not all(_is_refused(before, _span(each)) for each in reading.problems):
        return True
    mistakes = (_span(problem) for problem in before.problems if not message_of(problem).may_be_retyped)
    return not all(_is_refused(reading, mistake) for mistake in mistakes)


def _is_lossless(text: str, repairs: Iterable[Repair]) -> bool:
    return all(not each.only_offered and _bare(text[each.start : each.end]) == _bare(each.typed) for each in repairs)


def _bare(text: str) -> str:
    """Return the letters and digits of `text`; Latin letters count as the Cyrillic ones of their look."""
    return "".join(_LETTERS.findall(text)).translate(TWINS).casefold()


def _said(reading: StretchReading) -> tuple[str, ...]:
    return tuple(_WORDS.findall("".join(piece.spoken for piece in reading.pieces).casefold()))


def _overlap(repairs: Sequence[Repair]) -> bool:
    ordered = sorted(repairs, key=lambda each: (each.start, each.end))
    return any(one.end > other.start or one == other for one, other in pairwise(ordered))


def _typed(text: str, repairs: Iterable[Repair]) -> tuple[str, list[int]]:
    """Return `text` with `repairs` made, and where each of its characters stood; then its end."""
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for each in sorted(repairs, key=lambda repair: (repair.start, repair.end)):
        parts += (text[done : each.start], each.typed)
        places += range(done, each.start)
        _, *inside = _aligned(text[each.start : each.end], each.typed) if each.typed else (0,)
        places += (each.start, *(each.start + place for place in inside)) if each.typed else ()
        done = each.end
    return "".join((*parts, text[done:])), [*places, *range(done, len(text) + 1)]


def _aligned(written: str, typed: str) -> Iterator[int]:
    """Yield where in `written` each character of `typed` stands, or would be put in."""
    kept = [at for at, char in enumerate(written) if char.isalnum()]
    if [written[at] for at in kept] == [char for char in typed if char.isalnum()]:  # only marks and spaces change
        yield from _by_letters(written, typed, kept)
        return
    for _, first, last, start, end in SequenceMatcher(None, written, typed, autojunk=False).get_opcodes():
        yield from (min(first + index, last) for index in range(end - start))


def _by_letters(written: str, typed: str, kept: Sequence[int]) -> Iterator[int]:
    place, letters = 0, iter(kept)
    for char in typed:
        place = next(letters) if char.isalnum() else place
        yield place
        place += char.isalnum() or written[place : place + 1] == char


def _placed(problem: Problem, places: Sequence[int], text: str) -> Problem:
    start, end = (places[place] for place in _span(problem))
    return replace(problem, facts={**problem.facts, "offset": start, "token": text[start:end]})


def _with_problems(pieces: Iterable[Piece], problems: Sequence[Problem], offers: Sequence[Offer]) -> Iterator[Piece]:
    """Yield `pieces` with offers at each guess; what a problem names is one piece."""
    refused = [_span(problem) for problem in problems]
    yielded = -1
    for piece in pieces:
        span = next((each for each in refused if _touch(each, (piece.start, piece.end))), None)
        if span is None:
            guessed = piece.confidence == "guess"
            yield replace(piece, offers=_touching(offers, (piece.start, piece.end))) if guessed else piece
        elif span[0] > yielded:
            yielded = span[0]
            yield Piece(*span, "", "unreadable")


def _touching(offers: Iterable[Offer], span: tuple[int, int]) -> tuple[Offer, ...]:
    touching = {each.spoken: each for each in offers if _touch((each.start, each.end), span)}
    return tuple(touching.values())[:MAX_OFFERS]


def _whole_problems(text: str, reading: StretchReading, offers: Sequence[Offer]) -> Iterator[Problem]:
    """Yield each problem with its offers and the whole of its token; several in one token, or offer, are one."""
    named = -1
    for problem in reading.problems:
        span = _span(problem)
        if message_of(problem).names_token:
            span = _word_around(text, *span)
            touched = [piece for piece in reading.pieces if _touch((piece.start, piece.end), span)]
            span = min(span[0], touched[0].start), max(span[1], touched[-1].end)
        own = tuple(each for each in _touching(offers, span) if each.start >= named)
        if span[0] >= named:
            span = min([span[0], *(each.start for each in own)]), max([span[1], *(each.end for each in own)])
            touched = [piece for piece in reading.pieces if _touch((piece.start, piece.end), span)]
            span = min(span[0], touched[0].start), max(span[1], touched[-1].end)  # a piece is named whole
            named = span[1]
            facts = {**problem.facts, "offset": span[0], "token": text[slice(*span)]}
            yield replace(problem, facts=facts, offers=own)


def _word_around(text: str, start: int, end: int, behind: str = _STOPS) -> tuple[int, int]:
    """Return where the token around `start` to `end` begins and ends, without the marks at its edges.

    `behind` are the marks that no token ends with.
    """
    first, last = _whole(text, start, end)
    while first < start and text[first] in _EDGES:
        first += 1
    while last > end and text[last - 1] in behind:
        last -= 1
    return first, last

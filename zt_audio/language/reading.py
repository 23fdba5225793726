"""Read written text: the lexicon first, then the rules of the language, then plain words; else a problem.

Every character of the text lies in exactly one piece, so nothing is dropped silently. A token that neither an
entry nor a rule reads is a problem, and stops the build.

The classes of tokens, and what becomes of each, are listed in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from zt_audio.errors import ContentError
from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Grammar, Guess, Rule, Unread
from zt_audio.language.lexicon import STRESS, Lexicon
from zt_audio.language.plain_words import end_of_short, may_be_short
from zt_audio.language.registry import language_of
from zt_audio.language.repairs import Repair, StretchReading, mended, with_repairs, written_out
from zt_audio.language.stretches import MAX_NUMBERS, MAX_TEXT_CHARS, has_too_many_numbers, stretches, too_long
from zt_audio.language.typography import placed, uniform
from zt_audio.logs import logger_of
from zt_audio.model import Confidence, Fact, Lang, LexiconEntry, Offer, Piece, Problem, Reading

_log = logger_of(__name__)

_CANNOT_SAY = (ValueError, ArithmeticError, LookupError, ContentError)  # what a rule raises beyond what it foresees
_PLAIN = frozenset({"space", "word", "mark"})  # they cannot say anything else
_WORDS = re.compile(r"[^\W_]")
_WORD_BEGINS = re.compile(r"(?<!\w)\w|(?<=\d)[^\W\d]")
_BEFORE_MARK = re.compile(r" (?=[.,!?;:])")
_WEAKER_MARK = re.compile(r"[,;:]+(?=[.!?])|(?<=[.!?;:,]),+|(?<!\.\.)(?<=\.)\.(?!\.)")
_AFTER_MARK = re.compile(r"(?<=[.,!?;:])(?=[^\s.,!?;:])")
_AT_THE_EDGES = re.compile(r"^[,;:.\s]+|,$")
_MARK_WITHIN = re.compile(r"^[,;:.]|[.,!?;:].|[,;:]$")
_SPACE = re.compile(r"\s+")
_TYPED_DASH = re.compile(r"(?<=\s)-(?=\s)")  # keyboards have no dash
_TOKEN = re.compile(r"\S+?(?=[\s,;:!?()«»\"]|\.(?:\s|$)|$)|\S")
# What a mark becomes in speech: itself (None), a pause (comma), or nothing (quotes are silent).
# 3:2, 10...15, 8(7132); a dash after a mark is a minus: –5…–10
_JOINED_DIGITS = re.compile(r"(?<=\d)(?:[.,!?;:…()\[\]'‘’“”\"«»„]+|[–—])(?=\d)")
# «Алтай»базары, по ссылке"вам: the space is missing, and the words are two
_BETWEEN_WORDS = re.compile(r"[»”](?=\w)|(?<=\w)[“\"](?=[^\W\d_])")
_PAUSE = re.compile(r"…(?=\s*[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]|\s*[–−-]?\d)")  # within a sentence
_SHORT_STOP = re.compile(r"(?<=[^\W\d_])\.(?=\d)")  # сур.1
_PRIME = re.compile(r"(?<=\d)['’]|(?<=\d)\"")  # feet, inches, minutes
_SHOWN_CHARS = 40  # of a token that is too long
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+")
_MARKS = {
    **dict.fromkeys(".,!?;:", None),
    "…": ".",
    **dict.fromkeys("«„", " "),  # a word that touches them is a word of its own
    **dict.fromkeys("»“”\"'‘’", ""),
    **dict.fromkeys("()[]", ","),
    **dict.fromkeys("–—", ","),
}


@cache
def _word_pattern(lang: Lang) -> re.Pattern[str]:
    language = language_of(lang)
    letters = "".join(sorted(language.letters))
    vowels = "".join(sorted(language.vowels))
    both = vowels + vowels.upper()
    letter = rf"(?:[{both}]{STRESS}|[{letters}]|\+[{both}])"
    return re.compile(rf"{letter}+(?:-{letter}+)*(?!\w)")


def is_sayable(spoken: str, lang: Lang) -> bool:
    """Tell whether `spoken` is made of letters of `lang`, spaces and plain marks."""
    return _said_pattern(lang).fullmatch(spoken) is not None


@cache
def _said_pattern(lang: Lang) -> re.Pattern[str]:
    letters = "".join(sorted(language_of(lang).letters))
    return re.compile(rf"[{letters}{STRESS} .,!?;:-]*")


@cache
def _grammar(lang: Lang) -> Grammar:
    return language_of(lang).grammar()


@lru_cache(maxsize=4096)  # any text may have any characters
def _rules_at(lang: Lang, head: str) -> tuple[Rule, ...]:
    """Return the rules whose match may begin with `head`, two characters."""
    return tuple(rule for rule in _grammar(lang).rules if rule.first is None or {head[0], head} & rule.first)


def read(text: str, lang: Lang, lexicon: Lexicon) -> Reading:
    """Return what is said for `text` (NFC, one paragraph) in `lang`."""
    if len(text) > MAX_TEXT_CHARS:
        return _refused(text, 0, len(text), "text-too-long", lang)
    if has_too_many_numbers(text):
        return _refused(text, 0, len(text), "numbers-too-many", lang, MAX_NUMBERS)
    plain, places = uniform(text)
    reading = _read_repaired(plain, plain, lang, lexicon, *_grammar(lang).spelt_out)
    other = None if reading.problems else _grammar(lang).other_way(plain)
    if other is not None:
        meant = _read(other, other, lang, lexicon)
        if meant.problems or _letters(reading.spoken) != _letters(meant.spoken):
            return _refused_as_typed(reading, text, places, lang, Offer(0, len(text), other, meant.spoken))
    return reading if plain == text else placed(reading, text, places, plain)


def _read_repaired(
    text: str, typed: str, lang: Lang, lexicon: Lexicon, *proposals: Callable[[str], Iterable[Repair]]
) -> Reading:
    """Return what is said for `text`, of `typed`, with the repairs of each of `proposals` made, while there are any."""
    repairs = _untaught(text, proposals[0], lexicon) if proposals else []
    if not repairs:
        return _read(text, typed, lang, lexicon)
    whole = written_out(text, repairs)
    reading = _read_repaired(whole.text, typed, lang, lexicon, *proposals[1:])
    return placed(with_repairs(reading, whole), text, whole.places)


def _untaught(text: str, propose: Callable[[str], Iterable[Repair]], lexicon: Lexicon) -> list[Repair]:
    """Return the repairs that `propose` has for `text`, except in words whose saying staff have taught."""
    try:
        return [
            each
            for each in propose(text)
            if not any(lexicon.find(text, word.start()) for word in _WORD_BEGINS.finditer(text, each.start, each.end))
        ]
    except _CANNOT_SAY as error:
        _log.warning("%r cannot be written out: %r", text, error)
        return []


def _letters(spoken: str) -> list[str]:
    return re.findall(r"\w+", spoken.lower())


def _refused_as_typed(reading: Reading, text: str, places: Sequence[int], lang: Lang, offer: Offer) -> Reading:
    """Refuse `text` at the first piece that is read otherwise as `offer` types it, and offer the whole of that."""
    words = (
        piece
        for piece in reading.pieces
        if piece.rule not in _PLAIN or text[piece.start : piece.end] not in offer.typed
    )
    piece = next(words, reading.pieces[0])
    start, end = places[piece.start], places[piece.end]
    facts: dict[str, Fact] = {"offset": start, "token": text[start:end], "lang": lang}
    offers = (offer,) if offer.spoken else ()
    problem = Problem("unreadable-token", None, facts, offers=offers)
    return Reading("", (Piece(0, len(text), "", "unreadable"),), (problem,))


def _read(text: str, typed: str, lang: Lang, lexicon: Lexicon) -> Reading:
    if span := too_long(text):
        return _refused(text, *span, "token-too-long", lang)
    pieces: list[Piece] = []
    problems: list[Problem] = []
    repairs: list[Offer] = []
    for start, end, readable in stretches(text):
        if not readable:
            return _refused(text, start, end, "sentence-too-long", lang)
        stretch = text[start:end]
        reading = _read_stretch(stretch, lang, lexicon)
        if not reading.is_sure:
            reading = _mended(stretch, reading, typed, lang, lexicon)
        moved = (
            replace(
                piece,
                start=start + piece.start,
                end=start + piece.end,
                offers=tuple(moved_offer(offer, start) for offer in piece.offers),
            )
            for piece in reading.pieces
        )
        pieces += moved if start else reading.pieces
        problems += (
            replace(
                problem,
                facts={**problem.facts, "offset": start + problem.offset},
                offers=tuple(moved_offer(offer, start) for offer in problem.offers),
            )
            for problem in reading.problems
        )
        repairs += (moved_offer(repair, start) for repair in reading.repairs)
    return Reading(_tidy(_joined(text, pieces)), tuple(pieces), tuple(problems), tuple(repairs))


def _mended(text: str, reading: StretchReading, typed: str, lang: Lang, lexicon: Lexicon) -> StretchReading:
    """Return `reading` with its offers; without them where a proposal cannot be made.

    Haste shows in the text as it was `typed`, before its certain repairs.
    """
    try:
        grammar = _grammar(lang)
        hasty = grammar.is_hasty(text) or grammar.is_hasty(typed)
        return mended(text, reading, grammar.repairs, lambda other: _read_stretch(other, lang, lexicon), hasty=hasty)
    except _CANNOT_SAY as error:
        _log.warning("nothing can be offered for %r: %r", text, error)
        return reading


def moved_offer(offer: Offer, by: int) -> Offer:
    """Return `offer` in a text that has `by` characters more in front."""
    return replace(offer, start=offer.start + by, end=offer.end + by)


def _joined(text: str, pieces: Sequence[Piece]) -> str:
    """Return what the pieces say together; a stop of an abbreviation and § part words: 2014 г.№ 235, 12§3."""
    said = ""
    for piece in pieces:
        apart = text[piece.start - 1 : piece.start] == "." or text[piece.start : piece.start + 1] == "§"
        parted = apart and said[-1:].isalpha() and piece.spoken[:1].isalpha()
        said += f" {piece.spoken}" if parted else piece.spoken
    return said


def _read_stretch(text: str, lang: Lang, lexicon: Lexicon) -> StretchReading:
    """Return what is said for `text` as it is typed, and what is wrong with it."""
    pieces: list[Piece] = []
    problems: list[Problem] = []
    pos = 0
    while pos < len(text):
        piece = _sayable(_piece_at(text, pos, lang, lexicon, pieces), text, lang)
        if isinstance(piece, Problem):
            problems.append(piece)
            piece = Piece(pos, pos + len(str(piece.facts["token"])), "", "unreadable")
        if piece.rule not in _PLAIN:
            _fit_word_before(pieces, piece, lang)
        pieces.append(piece)
        pos = piece.end
    for index in _grammar(lang).doubted(text, pieces):
        pieces[index] = replace(pieces[index], confidence="guess")
    return StretchReading(tuple(pieces), tuple(problems))


def _fit_word_before(pieces: list[Piece], piece: Piece, lang: Lang) -> None:
    """Change the word that ends `pieces` so that it is said well before `piece`."""
    if len(pieces) > 1 and pieces[-1].rule == "space" and pieces[-2].rule == "word":
        word = pieces[-2]
        said = _grammar(lang).word_before(word.spoken, piece.spoken)
        if said != word.spoken:
            pieces[-2] = replace(word, spoken=said, rule="fitted")


def _refused(text: str, start: int, end: int, slug: str, lang: Lang, limit: int = MAX_TEXT_CHARS) -> Reading:
    """Refuse the whole of `text` because of what stands between `start` and `end`."""
    token = text[start : min(end, start + _SHOWN_CHARS)] + "…"
    facts: dict[str, Fact] = {"offset": start, "token": token, "n": end - start, "lang": lang}
    facts |= {"key": token, "limit": limit}
    return Reading("", (Piece(0, len(text), "", "unreadable"),), (Problem(slug, None, facts),))


def _sayable(piece: Piece | Problem, text: str, lang: Lang) -> Piece | Problem:
    """Return `piece`, or a problem where it says anything but letters, spaces and plain marks, or leaves words out."""
    if isinstance(piece, Problem) or piece.rule in _PLAIN:
        return piece
    if is_sayable(piece.spoken, lang) and (
        _WORDS.search(piece.spoken) or not _WORDS.search(text, piece.start, piece.end)
    ):
        return piece
    return _unreadable(text, piece.start, lang, "unsayable-reading", text[piece.start : piece.end])


def _piece_at(text: str, pos: int, lang: Lang, lexicon: Lexicon, left: Sequence[Piece]) -> Piece | Problem:
    if match := _SPACE.match(text, pos):
        return Piece(pos, match.end(), " ", "space")
    if entry := lexicon.find(text, pos):
        return _entry_piece(entry, Context(text, pos, pos + len(entry.written), left, lexicon), lang)
    return _ruled_piece(text, pos, lang, lexicon, left) or _plain_piece(text, pos, lang, left)


def _ruled_piece(text: str, pos: int, lang: Lang, lexicon: Lexicon, left: Sequence[Piece]) -> Piece | Problem | None:
    guessing = _grammar(lang).guessing
    for rule in _rules_at(lang, text[pos : pos + 2]):
        match = rule.pattern.match(text, pos)
        if match and match.end() > pos:
            spoken = _said(rule, match, Context(text, pos, match.end(), left, lexicon))
            if isinstance(spoken, Unread):
                return _unreadable(text, pos, lang, spoken.slug, match.group())
            if isinstance(spoken, Guess):
                return Piece(pos, match.end(), spoken.spoken, rule.name, "guess")
            if spoken is not None:
                confidence: Confidence = "guess" if rule.name in guessing else "sure"
                return Piece(pos, match.end(), spoken, rule.name, confidence)
    return None


def _said(rule: Rule, match: re.Match[str], context: Context) -> str | Guess | Unread | None:
    """Return what `rule` says for `match`; a number or a name that it cannot handle is refused."""
    try:
        return rule.say if isinstance(rule.say, Unread) else rule.say(match, context)
    except _CANNOT_SAY as error:
        _log.warning("the rule %s cannot say %r: %r", rule.name, match.group(), error)
        return Unread("unreadable-token")


def _plain_piece(text: str, pos: int, lang: Lang, left: Sequence[Piece]) -> Piece | Problem:
    if match := _word_pattern(lang).match(text, pos):
        if may_be_short(match.group(), text, match.end(), lang):
            return _unreadable(text, pos, lang, "abbreviation-unknown", match.group())
        doubted: Confidence = "guess" if _grammar(lang).doubts_word(match.group()) else "sure"
        return Piece(pos, match.end(), _stressed(match.group()), "word", doubted)
    if match := _TYPED_DASH.match(text, pos):
        return Piece(pos, match.end(), ",", "mark")
    if text[pos] in _MARKS:
        return _mark_piece(text, pos, lang, left)
    if match := _EMOJI.match(text, pos):
        return _unreadable(text, pos, lang, "emoji-in-text", match.group())
    token = _TOKEN.match(text, pos)
    return _unreadable(text, pos, lang, "unreadable-token", token.group() if token else text[pos])


def _mark_piece(text: str, pos: int, lang: Lang, left: Sequence[Piece]) -> Piece | Problem:
    """Read a mark as a pause or as nothing, where it cannot be a part of a number."""
    short = _SHORT_STOP.match(text, pos)
    if short and left and left[-1].rule not in _PLAIN:  # тел.102: a rule has read the abbreviation
        return Piece(pos, pos + 1, " ", "mark")
    if match := short or _JOINED_DIGITS.match(text, pos) or _unopened_prime(text, pos):
        return _unreadable(text, pos, lang, "unreadable-token", match.group())
    if _BETWEEN_WORDS.match(text, pos):
        return Piece(pos, pos + 1, " ", "mark")
    mark = "," if _PAUSE.match(text, pos) else _MARKS[text[pos]]
    return Piece(pos, pos + 1, text[pos] if mark is None else mark, "mark")


def _unopened_prime(text: str, pos: int) -> re.Match[str] | None:
    """Return the prime that stands at `pos` after a digit; a straight quote that was opened before is none."""
    prime = _PRIME.match(text, pos)
    return prime if prime and text.count(prime.group(), 0, pos) % 2 == 0 else None


def _entry_piece(entry: LexiconEntry, context: Context, lang: Lang) -> Piece | Problem:
    try:
        spoken, end = _grammar(lang).entry_form(entry, context)
    except _CANNOT_SAY as error:
        _log.warning("the entry %r has no form here: %r", entry.written, error)
        return _unreadable(context.text, context.start, lang, "unreadable-token", entry.written)
    return Piece(context.start, end, _stressed(spoken), f"lexicon:{entry.written}")


def _unreadable(text: str, pos: int, lang: Lang, slug: str, token: str) -> Problem:
    end = pos + len(token)
    if slug == "abbreviation-unknown":
        end = end_of_short(token, text, end)
    return Problem(slug, None, {"offset": pos, "token": text[pos:end], "lang": lang})


def _stressed(word: str) -> str:
    """Put a stress that is typed as `+` before a vowel after it, as U+0301."""
    return re.sub(r"\+(\w)", rf"\1{STRESS}", word) if "+" in word else word


def _tidy(spoken: str) -> str:
    """One space between words, none before a mark, one mark where several meet (the strongest stays)."""
    spoken = _BEFORE_MARK.sub("", " ".join(spoken.split()))
    if not _MARK_WITHIN.search(spoken):
        return spoken
    spoken = _AFTER_MARK.sub(" ", _WEAKER_MARK.sub("", spoken))
    return _AT_THE_EDGES.sub("", spoken)

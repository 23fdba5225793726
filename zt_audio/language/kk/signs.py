"""Read signs that are words (№, §, &), letters that stand for themselves, and what follows closing quotes."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule
from zt_audio.language.kk.forms import letter_name
from zt_audio.language.kk.number_tokens import CAPITAL, LETTER, SMALL, WORD_START
from zt_audio.language.kk.numbers import kazakh_cardinal, kazakh_ordinal
from zt_audio.language.kk.suffixes import attach, parse_suffix
from zt_audio.language.tables import DIGITS, heads

_BEARER_BEFORE = re.compile(
    r"(?<![\w-])(?:зал|кабинет|каб\.?|мектеп|балабақша|емхана|корпус|терезе|маршрут|автобус|касса|цех|блок|учаске|участок|палата|бекет|аудитория|пост|подъезд)\s?$"
)
_NUMBER_ALONE = re.compile(r"\s?\d{1,4}\s?(?:$|[,.;)])")
# «Жеңіс алаңы», «Жеңіс күні» and «ойын алаңы» are no games.
_OF_A_GAME = re.compile(
    r"(?i:шайқас|есеп|есеб|матч|футбол|футзал|волей|хоккей|баскетбол|пенальти|(?<!\w)гол(?!\w)|ойын(?!\sалаң)|жең(?!іс\s(?:алаң|саяба|күн|көше|даңғ))|ұтты|ұтыл)"
)
# A time of day all the same: «матч сағат 19:30 басталады», «19:00-де»
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")
_BEFORE_TIMES = re.compile(r"(?i:сағат|таңғы|таңертең\w*|кешкі|түнгі|түскі|күндізгі)\s+$")
_BEHIND_TIMES = re.compile(r"\s?[-–—]|\s+(?:дейін|бастап|кейін|аралығ)")


def _say_score(match: re.Match[str], context: Context) -> str | Guess | None:
    """Say both numbers of a score: «Шайқас: 3:2». Without a game beside it, it may be a scale."""
    around = context.text[max(0, context.start - 40) : context.end + 40]
    if not _OF_A_GAME.search(around) or _is_clock(match, context):
        return None
    first, second = match["first"] or match["home"], match["second"] or match["guests"]
    said = f"{kazakh_cardinal(int(first))}: {kazakh_cardinal(int(second))}"
    return said if ":" in match.group() else Guess(said)


def _is_clock(match: re.Match[str], context: Context) -> bool:
    """Tell whether minutes are written as such (19:00), or a word of time stands beside them."""
    if not _CLOCK.fullmatch(match.group()):
        return False
    timed = context.before(_BEFORE_TIMES)
    full = len(match.group()) == len("20:30") and match["second"][-1] in "05"
    return bool(full or match["second"].startswith("0") or timed or context.after(_BEHIND_TIMES))


def _say_closing_suffix(match: re.Match[str], context: Context) -> str | None:
    """Put the suffix on the word within the quotes: «Алтай»-ға, «Алтай»дың."""
    suffix = parse_suffix(match["suffix"])
    words = [piece.spoken for piece in context.left if piece.rule not in ("mark", "space", "closing-quote")]
    if suffix is None or not words or not words[-1][-1:].isalpha():
        return None
    form = attach(words[-1], suffix)  # a stem that changes («саябақ») is said already: then the suffix as written
    return form.removeprefix(words[-1]) if form.startswith(words[-1]) else match["suffix"]


_CLASS_BEFORE = re.compile(r"(?<!\d)1?\d(?:-ш[ыі])?\s?$")


SCORE_RULES = (
    Rule(
        "score",
        re.compile(
            r"(?P<first>\d{1,2}):(?P<second>\d{1,2})(?![\w:-])"
            r"|(?<![\d.,-])(?P<home>\d{1,2})[-–](?P<guests>(?!00)\d{1,2})(?=\s(?:есеб|есепп|жең|ұт)|[,.!?]|$)"
        ),
        _say_score,
        DIGITS,
    ),
)  # before the times of day
RULES = (
    Rule(
        "number-sign",
        re.compile("№№?"),
        # «зал №4» is зал нөмірі төрт
        lambda _match, context: (
            " нөмірі " if context.before(_BEARER_BEFORE) and context.after(_NUMBER_ALONE) else " нөмір "
        ),
        frozenset("№"),
    ),
    Rule(
        "paragraph-sign",
        re.compile(r"§\s?(?P<number>\d{1,6})(?!\d)"),
        lambda match, _: f"{kazakh_ordinal(int(match['number']))} параграф",
        frozenset("§"),
    ),
    Rule("about", re.compile(r"(?<![\w.,%°])[~≈]\s?(?=\d)"), lambda _match, _context: "шамамен ", frozenset("~≈")),
    Rule("plus-minus", re.compile(r"(?<![\d.,%°])±\s?(?=\d)"), lambda _match, _context: " плюс минус ", frozenset("±")),
    Rule("and-sign", re.compile("&"), lambda _match, _context: " және ", frozenset("&")),
    # «Тоқта… әйтпесе»: a pause within the sentence
    Rule(
        "ellipsis", re.compile(rf"(?:…|\.{{2,3}})(?=\s{{0,3}}{SMALL})"), lambda _match, _context: ",", frozenset("….")
    ),
    Rule("dash", re.compile(r"(?<!\S)[-−‑](?=\s|$)"), lambda _match, _context: ",", frozenset("-−‑")),
    # A letter by its name: of a class (7 «Б») as schools do, elsewhere as a guess.
    Rule(
        "quoted-letter",
        re.compile(rf"[«“\"](?P<letter>{CAPITAL})[»”\"](?!-?{SMALL})"),
        lambda match, context: (
            f" {letter_name(match['letter'])} "
            if context.before(_CLASS_BEFORE)
            else Guess(f" {letter_name(match['letter'])} ")
        ),
        frozenset('«“"'),
    ),
    Rule(
        "listed-letter",
        re.compile(rf"(?P<letter>{SMALL})(?=\))"),
        lambda match, context: None if context.is_in_brackets() else f" {letter_name(match['letter'])} ",
        heads(WORD_START, ")"),
    ),
    # Put the space back that is missing in «Алтай»базары; a suffix goes on without one.
    Rule(
        "closing-quote",
        re.compile(rf"(?:[»”]|(?<=\w)\")(?=(?P<word>{LETTER}+)|\d)"),
        lambda match, _: "" if match["word"] and parse_suffix(match["word"]) else " ",
        frozenset('»”"'),
    ),
    Rule(
        "closing-suffix",
        re.compile(rf"(?<=[»”\"])-?(?P<suffix>{LETTER}+)(?!\w)"),
        _say_closing_suffix,
        WORD_START | {"-"},
    ),
)

"""Read references to laws as ordinals: 434-2-бап, 2) тармақша, 441 және 442-баптар, 434-б. 2-т."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.kk.endings import possessive
from zt_audio.language.kk.number_tokens import LETTER, WIDE_DASH, closing_stop, ordinals
from zt_audio.language.kk.numbered_nouns import JOINT, MOST, bears_number
from zt_audio.language.kk.numbers import kazakh_ordinal
from zt_audio.language.kk.suffixes import parse_suffix
from zt_audio.language.kk.units import counts
from zt_audio.language.tables import DIGITS

_PART = rf"(?:ба[пб]|тарма[қғ]|бөлі[кг]|тарау|абзац|параграф|тармақша){LETTER}*"
_SHORT = {"б": "бап", "т": "тармақ", "бөл": "бөлік", "тар": "тарау", "тт": "тармақша", "абз": "абзац"}
_MORE = r"(?:(?:\s*,\s*|\s+(?:және|мен|пен|бен|не|немесе)\s+)\d{1,6}){0,12}"
_LAW_RIGHT_BEFORE = re.compile(r"\d[-\s]?(?:ба[пб]|бөлі[кг]|тарма[қғ]|тарау)\w*,?\s+$", re.IGNORECASE)
_MOST_COUNTED = 20
# The name or a part of a law, or an initialism that may be one: ӘҚБтК 434-б.
_LAW_BEFORE = re.compile(
    r"(?i:ба[пб]|тарма[қғ]|бөлі[кг]|тарау|параграф|абзац|кодекс|конституция|заң|ереже|қаулы|бұйры)|\b\w{1,4}К\b|\d-?(?:б|т|бөл|тар|тт)\."
)
_NEAR = 80  # characters
_OWNERS = ("ның", "нің", "дың", "дің", "тың", "тің", "бабы", "бөлігі", "тармағы", "тарауы")
_ARTICLE_BEFORE = re.compile(r"(?:\d-б\.|ба[пб]\w*),?\s*$")
# A possessive in the singular (бабы, бөлігі) names one of several: its number is an ordinal without a hyphen too. So is
# one before a genitive that the next part of the law belongs to: 434 баптың 2 тармағы. Source: facts of the project, 4.
_OWNED_PART = r"(?:бабы|бөлігі|тармағы|тармақшасы|тарауы|абзацы|параграфы)(?:н[ыі]ң|н[ае]н?|н|нд[ае](?:ғы|гі)?|мен)?"
_PART_OF = r"(?:бап|бапта|баптағы|баптың|бөліктің|тармақтың|тармақшаның|тараудың|абзацтың)\s+\d+[\s)-]"
_GOVERNED = (
    r"(?:бап\s+бойынша|(?:бапқа|тармаққа|тармақшаға|бөлікке|тарауға)\s+сәйкес|баппен"
    r"|(?:бап|тармақ|тармақша|бөлік|тарау)[лдт][ае]р(?:ы|і)?(?:н|н?[ае]|нд[ае]|[дн][ыі]ң|[ғг][ае]|[дт][ае]|мен)?)"
)
# Numbers that share one noun: 441 және 442-баптар, 1, 2-сыныптар.
_AND = r"\s{0,3}(?:,|және|мен|пен|бен|не|немесе)\s{0,3}"
_CLASSES = re.compile(r"сыны[пб]|топ|курс|бағыт|маршрут|қабат|кіреберіс")  # no other number comes before these
_TO_CALL = frozenset({"101", "102", "103", "104", "109", "112"})
_STREET_BEFORE = re.compile(r"(?:көшесі|даңғылы|көш\.|даңғ?\.|к-сі|үй|ш/а|мкр\.?|ауданы)(?:,\s*|\s+)$", re.IGNORECASE)
_LISTED = re.compile(r"\d,\s{0,3}$")
_CONJUNCTIONS = ("және", "мен", "пен", "бен", "не")
_SHARABLE = re.compile(rf"^{_PART}|[лдт][ае]р")  # a part of a law, or a plural: only commas join no other nouns

_HOUSES = re.compile(r"[ыі]?н?ш[ыі]\s\w+[лдт][ае]р")  # «Абай көшесі 7, 9-шы үйлер»


def _say_short(match: re.Match[str], context: Context) -> str | Unread:
    """«б.» is an article; behind an article it is a part of it: 592-б. 3-б., 73-бабы 1-б.

    Away from a law a letter may mean a page or a room, and «5-бөл.» a department: refused.
    """
    part = _SHORT[match["part"]]
    sure = match["part"] not in {"б", "т", "бөл"} or (part == "бап" and int(match["number"]) > _MOST_COUNTED)
    if not (sure or context.before(_LAW_BEFORE, _NEAR)):
        return Unread("abbreviation-unknown")
    if part == "бап" and context.before(_ARTICLE_BEFORE, 20):
        part = "бөлік"
    # a genitive or an owned part of a law before it: кодекстің 5-б., 592-б. 3-б. of a code
    said = next((piece.spoken for piece in reversed(context.left) if piece.rule != "space"), "")
    if said.rstrip(" .").endswith(_OWNERS):
        part = possessive(part)
    return f"{kazakh_ordinal(int(match['number']))} {part}{closing_stop(match, context)}"


_CALLED_BEFORE = re.compile(
    r"(?:№\s?|(?:каб|кабинет|пәт|пәтер|тел|телефон|бөлме|офис)\.?:?\s?|\d-\w+\s–\s)$", re.IGNORECASE
)


def _say_shared(match: re.Match[str], context: Context) -> str | Guess | None:
    tail, joints = match["tail"], match["joints"]
    if context.before(_CALLED_BEFORE, 20):
        return None  # «№41, 2-жол», «1-орын – 2, 2-орын – 5»: each has its own noun
    listed = any(map(str.isdigit, joints)) or context.before(_LISTED, 5)
    called = match["number"] in _TO_CALL and "," in joints
    sharable = _SHARABLE.search(tail) or _HOUSES.match(context.text, match.start("tail"))
    if (called or context.before(_STREET_BEFORE, 20)) and not sharable:
        return None  # Абай көшесі, 8, 2-қабат: a house, and a floor of it
    if not (sharable or _CLASSES.match(tail) or listed or any(word in joints for word in _CONJUNCTIONS)):
        # «102, 5-үй» is a number to call, and a house; «12, 14-автобус» are two buses, or a count and a bus
        return Guess(ordinals(match["number"], match["high"])) if bears_number(tail) else None
    suffix = parse_suffix(tail)
    if (suffix is None and not counts(tail)) or (suffix is not None and suffix.ordinal):
        return ordinals(match["number"], match["high"])
    return None


RULES = (
    # A hyphen between two numbers of an article is said «тире»; only the last number is an ordinal.
    Rule(
        "article",
        re.compile(rf"(?P<low>\d{{1,6}})[-–](?P<high>\d{{1,6}})(?:-|\s)(?={_PART})", re.IGNORECASE),
        lambda match, _: f"{ordinals(match['low'], match['high'])} ",
        DIGITS,
    ),
    Rule(
        "subparagraph",
        re.compile(
            rf"(?P<number>\d{{1,6}})(?:[-–](?P<high>\d{{1,3}}))?\)[-\s]?"
            rf"(?=(?:(?:\s?(?:,|және|мен|пен|бен)\s)?\d{{1,6}}(?:[-–]\d{{1,3}})?\)[-\s]?){{0,12}}{_PART})",
            re.IGNORECASE,
        ),
        lambda match, _: f"{ordinals(match['number'], match['high'])} ",
        DIGITS,
    ),
    Rule(
        "part-of-a-law",
        re.compile(
            rf"(?P<low>\d{{1,6}})(?:{WIDE_DASH}(?P<high>\d{{1,6}}))?"
            rf"(?=(?:{JOINT}\d{{1,6}}(?:{WIDE_DASH}\d{{1,6}})?){{0,{MOST}}}\s+(?:(?:{_OWNED_PART}|{_GOVERNED})(?!{LETTER})|{_PART_OF}))",
            re.IGNORECASE,
        ),
        lambda match, _: ordinals(match["low"], match["high"]),
        DIGITS,
    ),
    Rule(
        "bare-article",
        re.compile(rf"(?P<number>\d{{1,6}})(?={_MORE}\s+бап(?:қа|та|тан|тың|ты|пен)?(?!{LETTER}))", re.IGNORECASE),
        lambda match, _: (
            kazakh_ordinal(number) if (number := int(match["number"])) > _MOST_COUNTED else Unread("unreadable-token")
        ),
        DIGITS,
    ),
    # 188-бап 2 бөлік 1 тармақ: the parts of an article that is named before them.
    Rule(
        "bare-article",
        re.compile(rf"(?P<number>\d{{1,3}})(?=\s+(?:бөлік|тармақша|тармақ|абзац|тарау)(?!{LETTER}))", re.IGNORECASE),
        lambda match, context: (
            kazakh_ordinal(int(match["number"])) if context.before(_LAW_RIGHT_BEFORE, _NEAR) else None
        ),
        DIGITS,
    ),
    Rule(
        "article-short",
        re.compile(rf"(?P<number>\d{{1,6}})-(?P<part>{'|'.join(sorted(_SHORT, key=len, reverse=True))})\."),
        _say_short,
        DIGITS,
    ),
    Rule(
        "ordinals-sharing-a-noun",
        re.compile(
            rf"(?!\d{{4,}},?\s\d{{1,2}}-)(?P<number>\d{{1,6}})(?:[-–](?P<high>\d{{1,6}}))?"
            rf"(?=(?P<joints>(?:{_AND}\d{{1,6}}(?:[-–]\d{{1,6}})?){{0,{MOST}}}{_AND})\d{{1,6}}(?:[-–]\d{{1,6}})?-(?P<tail>{LETTER}+))",
            re.IGNORECASE,
        ),
        _say_shared,
        DIGITS,
    ),
    Rule(
        "enumeration",
        re.compile(r"(?<![^\s(«“])(?P<number>\d{1,2})\)(?=\s)"),
        lambda match, context: None if context.is_in_brackets() else f"{kazakh_ordinal(int(match['number']))},",
        DIGITS,
    ),
)

"""Read addresses: Абай көш. 12 үй, Батыс-2 ш/а, Ақтөбе қ., 7-пәт., and roads: М-32, 705-км-де."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.kk.dates import owned_follows
from zt_audio.language.kk.endings import KazakhCase, possessive
from zt_audio.language.kk.forms import owned
from zt_audio.language.kk.number_tokens import (
    CAPITAL,
    HYPHEN,
    LETTER,
    SMALL,
    as_written,
    closing_stop,
    next_word,
    number_words,
)
from zt_audio.language.kk.numbers import kazakh_ordinal
from zt_audio.language.kk.stems import NO_NAMES, TITLES
from zt_audio.language.kk.suffixes import SUFFIX, Suffix, attach, parse_suffix, suffix_of
from zt_audio.language.tables import DIGITS, any_of, heads

# Heads of place names; after a name they are possessive, after an ordinal (8-ші ш/а) bare.
PLACES = {
    "көш.": ("көшесі", "көше"),
    "даңғ.": ("даңғылы", "даңғыл"),
    "даң.": ("даңғылы", "даңғыл"),
    "пр.": ("даңғылы", "даңғыл"),
    "ш/а": ("шағын ауданы", "шағын аудан"),
    "ш.а.": ("шағын ауданы", "шағын аудан"),
    "мкр.": ("шағын ауданы", "шағын аудан"),
    "мкр-н": ("шағын ауданы", "шағын аудан"),
    "мкр–н": ("шағын ауданы", "шағын аудан"),
    "мкрн.": ("шағын ауданы", "шағын аудан"),
    "м/а": ("мөлтек ауданы", "мөлтек аудан"),
    "қ.": ("қаласы", "қала"),
    "а.": ("ауылы", "ауыл"),
    "ауд.": ("ауданы", "аудан"),
    "обл.": ("облысы", "облыс"),
    "а.о.": ("ауылдық округі", "ауылдық округ"),
    "а/о": ("ауылдық округі", "ауылдық округ"),
    "п.": ("кенті", "кент"),
    "пос.": ("кенті", "кент"),
    "кент.": ("кенті", "кент"),
    "ст.": ("станциясы", "станция"),
    "бульв.": ("бульвары", "бульвар"),
    "тұй.": ("тұйығы", "тұйық"),
    "респ.": ("республикасы", "республика"),
}
ROOMS = {"пәт.": "пәтер", "кв.": "пәтер", "каб.": "кабинет"}
# Where people are asked to go; a flat or a class may be called itself: «5-сынып, келіңіздер».
_TO_GO_TO = frozenset(("кабинет", "қабат", "этаж", "корпус", "емхана", "поликлиника", "кіреберіс", "подъезд"))
_GO_TO = re.compile(r"\s?(?:кел|кір|бар|жүгін|хабарлас|көтеріл)[ыі]ң[ыі]з")
_HYPHENED = [*ROOMS, *(written for written in PLACES if len(written) > len("а."))]
_NUMBER_SIGN = re.compile(r"№[\d\s,№]*$")
# What a house has that is numbered as well; it follows the house, or the street and the number of the house alone.
_PARTS = "пәтер|подъезд|кіреберіс|қабат|кабинет|бөлме|офис|блок|корпус"
_STREET = r"(?:көшесі|даңғылы|көш\.|даңғ?\.|к-сі|даңғ-лы)"
_PART_BEFORE = re.compile(
    rf"(?:(?:{_STREET}|аудан|ауыл|ш/а|мкр|\d-үй)(?:[^.!?]|\.(?!\s)){{0,60}}\d\w?[-\s](?:үй|{_PARTS})"
    rf"|{_STREET},?\s?\d[\w/]*|\d-үй)(?:,\s*|\s+)$",
    re.IGNORECASE,
)
_ON_A_STREET = re.compile(r"(?:көше|даңғыл|аудан|ауыл)\w*[дт][еа][ғг][іы]\s+$", re.IGNORECASE)
_BARE_NAME = re.compile(rf"{CAPITAL}{SMALL}+(?:,\s*|\s+)$")
_NEAR = 120  # characters
_HOUSES_BEFORE = re.compile(r"үй[, ]*$")
_FLAT_AFTER = re.compile(r"үй,?\s+\d+[-\s]пәтер")  # Абай, 12 үй 5 пәтер
_ADDRESS_BEFORE = re.compile(
    r"(?<![а-яәғқңөұүһі])(?:(?:көше(?:сі)?|даңғылы?|ауданы?|ауылы?)|көш\.|даңғ?\.|к-сі|даңғ-лы|(?:ш/а|м/а|мкр\.?|мкр-н)(?:-?[дт][ае])?|үй|-үй)(?:,\s*|\s+)$",
    re.IGNORECASE,
)
# The first letters of a head, a hyphen and the end of its possessive: обл-сы, ауд-ының, қ-сында, к-сі.
CONTRACTED_HEADS = {
    "обл": "облыс",
    "ауд": "аудан",
    "қ": "қала",
    "к": "көше",
    "көш": "көше",
    "ст": "станция",
    "даңғ": "даңғыл",
    "д": "даңғыл",
    "респ": "республика",
}
# A name in capitals, or one that ends in small letters: Бұқар жырау, Жанқожа батыр, Қобыланды батыр.
_NAME_BEFORE = re.compile(
    rf"(?:{CAPITAL}[\w-]*|[»”\"\d])\s*$|(?:{any_of(TITLES)}|тракт|жолы)\s+$|{CAPITAL}{SMALL}+\s{SMALL}+\s+$"
)
_NO_NAME = re.compile(rf"(?:^|[.!?…«(]\s*)(?:{any_of((*NO_NAMES, 'Орталық'))})\s+$")
_POINTING = re.compile(r"(?:^|\W)(?:осы|бұл|сол|мына|әр)\s+$", re.IGNORECASE)  # осы көш.
_OWNER_BEFORE = re.compile(rf"{LETTER}[ндт][ыі]ң\s+(?:{SMALL}+\s+)?$")  # ауылдың орталық көш.
_NAME_AFTER = re.compile(rf"\s*[«{CAPITAL[1:]}")
_SMALL_AFTER = re.compile(rf"\s*{SMALL}")
_NOUN_AFTER = re.compile(rf"\s*(?!(?:бойынша|арқылы|туралы|үшін|және|[мпб]ен)(?!\w)){SMALL}")
_LISTED_BEFORE = re.compile(rf"{CAPITAL}{SMALL}+,\s{CAPITAL}{SMALL}+\s+$")
_SEVERAL_OF_IT = re.compile(r"\s\d{1,3}\s\w")
_NAMED_AFTER = ("атын.", "ат.", "атындағы")  # an adjective, so the head stays bare
_CLAUSE_START = re.compile(r"(?:^|[,;:(])\s*$")
_ORDINAL_BEFORE = re.compile(r"(?<![\w-])\d+-?[ыі]?н?ш[ыі]\s*$")
_SMALL_WORD_BEFORE = re.compile(rf"{SMALL}\s*$")  # абай көш.: a name without its capital letter
_NUMBER_BEFORE = re.compile(r"(?<![\w-])\d+\s*$")
_AREAS = frozenset({"ш/а", "ш.а.", "м/а", "мкр.", "мкр-н", "мкр–н", "мкрн."})
_POSTPOSITIONS: dict[str, KazakhCase] = {"бастап": "abl", "кейін": "abl", "дейін": "dat"}


def placed_room(noun: str, text: str, end: int) -> str:
    """Return `noun` as what follows at `end` of `text` asks for: 214 каб. келіңіз."""
    return attach(noun, Suffix(case="dat")) if noun in _TO_GO_TO and _GO_TO.match(text, end) else noun


def _say_place(match: re.Match[str], context: Context) -> str | Guess | Unread | None:
    before = context.text[max(0, context.start - 40) : context.start]
    if match["written"] not in _AREAS and _NUMBER_BEFORE.search(before):
        # 12 п., 434 ст., 3 ауд.: a clause, an article or a lecture room too
        return Unread("abbreviation-unknown")
    spoken, suffix = _head(match["written"], context), suffix_of(match)
    if spoken is None:
        return None
    if suffix == Suffix():
        # «Мұғалжар ауд. 18 ауылына»
        owned_parts = context.after(_SEVERAL_OF_IT) and owned_follows(context)
        suffix = Suffix(case="gen" if owned_parts else _POSTPOSITIONS.get(next_word(context), "nom"))
    said = attach(f" {spoken}", suffix, owned=owned(spoken)) + (closing_stop(match, context) or " ")
    small_name = not owned(spoken) and _SMALL_WORD_BEFORE.search(before) and not _licensed_bare(before, pointed=True)
    # «Ырғыз, Шалқар ауд. мал еті»: of the districts, or from them
    without_case = _LISTED_BEFORE.search(before) and context.after(_NOUN_AFTER) and suffix == Suffix()
    return Guess(said) if small_name or (without_case and not owned_follows(context)) else said


def _licensed_bare(before: str, *, pointed: bool) -> bool:
    """Tell whether a number, a word that may have `pointed` or a person stands before a head, so that it stays bare."""
    numbered = _ORDINAL_BEFORE.search(before) or _NUMBER_BEFORE.search(before)
    return bool(numbered or (pointed and _POINTING.search(before))) or before.rstrip().endswith(_NAMED_AFTER)


def _head(written: str, context: Context) -> str | None:
    """Return the head in the form that its surroundings ask for; None for a letter that may mean anything (а.)."""
    after_name, bare = PLACES[written]
    before = context.text[max(0, context.start - 40) : context.start]
    if _NO_NAME.search(before):
        before = ""
    if _licensed_bare(before, pointed=len(written) > len("а.")):
        return bare
    if _NAME_BEFORE.search(before) or (len(written) > len("а.") and _OWNER_BEFORE.search(before)):
        return after_name
    if written == "пр.":  # Russian: «пр. Абая»
        return None
    if written in {"обл.", "ауд.", "респ."} and context.after(_SMALL_AFTER):
        return None  # обл. аурухана: `abbreviations`
    begins = _CLAUSE_START.search(before) and context.after(_NAME_AFTER)  # қ. Ақтөбе
    return bare if begins or len(written) > len("а.") else None


def _say_numbered(match: re.Match[str], context: Context) -> str:
    written = match["written"] or match["head"]
    noun = (
        ROOMS.get(written) or PLACES.get(written, PLACES.get(f"{written}.", ("", "")))[1]
    )  # 8 мкр lacks its full stop
    return attach(f"{kazakh_ordinal(int(match['number']))} {noun}", suffix_of(match)) + closing_stop(match, context)


def _say_house(match: re.Match[str], context: Context) -> str | None:
    """«Абай көшесі, 12 үй» is an address, not twelve houses; so is what stands in the house: 2 кіреберіс, 5 пәтер."""
    before = context.text[max(0, context.start - _NEAR) : context.start]
    part = match["part"]
    read = (piece.rule for piece in reversed(context.left) if piece.rule not in ("space", "mark", "word"))
    if (
        part and next(read, "") == "number" and context.before(_HOUSES_BEFORE, 6)
    ):  # Абай көшесінде 5 үй, 60 пәтер өртенді
        return None
    in_address = _PART_BEFORE.search(before) or (part in (None, "пәтер") and _ADDRESS_BEFORE.search(before))
    if not in_address and not part:
        in_address = _BARE_NAME.search(before) and context.after(_FLAT_AFTER)
    return f"{kazakh_ordinal(int(match['number']))} " if in_address else None


def _say_contracted(match: re.Match[str], _context: Context) -> str | Unread | None:
    """Read «обл-сы», «ауд-ында» and «даңғ-лы»: what stands behind the hyphen is the end of the possessive."""
    word, ending = CONTRACTED_HEADS[match["head"]], match["ending"]
    suffix = parse_suffix(ending)
    if suffix and suffix.owned:
        return attach(word, suffix)
    whole = possessive(word)
    for length in range(len(whole) - len(match["head"]), 1, -1):
        rest = ending.removeprefix(whole[-length:])
        if rest != ending and (not rest or parse_suffix(rest)):
            return attach(whole, parse_suffix(rest) or Suffix(), owned=True)
    return Unread("abbreviation-unknown") if match["head"] in {"обл", "ауд", "даңғ", "респ", "көш"} else None


# Roads of the republic and of its regions (Law on Motor Roads), and petrol; the letters are said as in school.
_LETTERS = {"М": "эм", "А": "а", "Р": "эр", "К": "ка", "E": "е", "Е": "е", "АИ": "а и", "A": "а", "M": "эм"}
_POSTS = {"км": "километр", "шақ": "шақырым"}


def _say_post(match: re.Match[str], context: Context) -> str:
    suffix = suffix_of(match)
    number = number_words(match["number"]) if suffix.derived else kazakh_ordinal(int(match["number"]))
    return attach(f"{number} {_POSTS[match['unit']]}", suffix) + closing_stop(match, context)


RULES = (
    Rule(
        "contracted-head",
        re.compile(rf"(?!к-н\s{CAPITAL})(?P<head>{any_of(CONTRACTED_HEADS)})-(?P<ending>\w+)(?!\w)"),
        _say_contracted,
        heads(CONTRACTED_HEADS),
    ),
    Rule(
        "numbered-place",
        re.compile(
            rf"(?P<number>\d{{1,6}})(?:(?:{HYPHEN}|\s)?(?P<written>ш/а|ш\.а\.|м/а|мкр[-–]н|мкрн?\.?)|{HYPHEN}(?P<head>{any_of(_HYPHENED)}))(?:{SUFFIX})?(?!\w)"
        ),
        _say_numbered,
        DIGITS,
    ),
    # «Абай көшесіндегі 12 үйде»: in twelve houses, or in the twelfth
    Rule(
        "open-house",
        re.compile(rf"\d{{1,4}}\s+үй(?:де|ге|ден|дің|дегі)(?!{LETTER})", re.IGNORECASE),
        lambda _match, context: Unread("unreadable-token") if context.before(_ON_A_STREET) else None,
        DIGITS,
    ),
    Rule(
        "house",
        re.compile(
            rf"(?P<number>\d{{1,6}})\s(?=(?:үй|(?P<part>{_PARTS}))(?:[дгтк]ег?і?|[дт]ен|г?і|[дт]ің|та|қа|тан|ға|да|тағы|дағы|тың|дың)?(?!{LETTER}))",
            re.IGNORECASE,
        ),
        _say_house,
        DIGITS,
    ),
    Rule(
        "place-head",
        re.compile(rf"(?P<written>{any_of(PLACES)})(?:(?<=\.)|(?![\w/.]))(?:{SUFFIX})?"),
        _say_place,
        heads(PLACES),
    ),
    # A room that is cut short has a number, and there are not hundreds of rooms to be counted: 15 каб., 207 кабинет.
    Rule(
        "room-number",
        re.compile(rf"(?P<number>\d{{1,4}})(?=\s(?:{any_of(ROOMS)}))|(?P<many>\d{{3}})(?=\sкабинет(?!те?р))"),
        lambda match, context: (
            None if context.before(_NUMBER_SIGN) else kazakh_ordinal(int(match["number"] or match["many"]))
        ),
        DIGITS,
    ),
    Rule(
        "room",
        re.compile(rf"(?P<room>(?i:{any_of(ROOMS)}))"),
        lambda match, context: (
            as_written(match["room"], placed_room(ROOMS[match["room"].lower()], context.text, context.end))
            + (closing_stop(match, context) or " ")
        ),
        heads(ROOMS),
    ),
    Rule(
        "kilometre",
        re.compile(rf"(?P<number>\d{{1,4}})[-‑–]?[ыі]?н?ш[ыі]\s(?P<unit>км|шақ)(?!\w)(?:\.|{SUFFIX})?"),
        _say_post,
        DIGITS,
    ),
    # With a hyphen on both sides a unit names one kilometre of a road; «40-км-лік» is so long.
    Rule(
        "kilometre",
        re.compile(rf"(?P<number>\d{{1,4}})[-‑–](?P<unit>км|шақ)(?:\.?{SUFFIX}|(?![\w-]))"),
        _say_post,
        DIGITS,
    ),
    Rule(
        "paper",
        re.compile(r"(?<![\w-])[АA](?P<number>[2-6])(?=\s+(?:форма|пара[қғ]|қағаз|бет))"),
        lambda match, _: f"а {number_words(match['number'])}",
        frozenset("АA"),
    ),
    Rule(
        "road",
        re.compile(
            rf"(?<![\w-])(?P<letter>АИ|[МАРКЕMAE])(?:[-‑–]|(?=\d{{1,3}}\s(?:тас|авто|жол|трасса)))(?P<number>\d{{1,3}})(?:{SUFFIX})?(?![\w/-])"
        ),
        lambda match, _: attach(f"{_LETTERS[match['letter']]} {number_words(match['number'])}", suffix_of(match)),
        frozenset("МАРКЕMAE"),
    ),
)

"""List what messages type and no rule reads, with what it stands for: «650/кг», «9 10да», «25к», «д-лы», «ТЖБ», «R16».

A hasty text is read as the first proposal of a row, as a guess. A row that keeps every letter and digit is sure.
One that fewer than two in three new messages meant is not likely: an offer alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from zt_audio.language import late_re as re
from zt_audio.language.kk.addresses import CONTRACTED_HEADS
from zt_audio.language.kk.dates import DAY, MONTHS
from zt_audio.language.kk.endings import possessive
from zt_audio.language.kk.everyday_names import SAID_AS_WORDS
from zt_audio.language.kk.forms import is_possessive, letter_name
from zt_audio.language.kk.number_tokens import CAPITAL, SMALL, as_written
from zt_audio.language.kk.numbered_nouns import bears_number
from zt_audio.language.kk.numbers import digits_in_groups, kazakh_cardinal, kazakh_decimal, kazakh_ordinal
from zt_audio.language.kk.sloppy.clipped_words import (
    CUT_NOUNS,
    FINITE,
    NOTICE_WORDS,
    ORDERED_CUTS,
    OWNED_WORDS,
    VERB_TAILS,
    WHOLE_WORDS,
)
from zt_audio.language.kk.sloppy.doubtful import GOODS, MEDICINE, OF_ROOMS, PRICED
from zt_audio.language.kk.sloppy.known_words import is_unknown
from zt_audio.language.kk.sloppy.message_dates import HOUR, case_behind
from zt_audio.language.kk.sloppy.spelling import FOLD, is_known, spellings
from zt_audio.language.kk.stems import NO_NAMES, NOUNS, VERBS
from zt_audio.language.kk.suffixes import Suffix, attach, parse_suffix
from zt_audio.language.kk.times import DAYS
from zt_audio.language.kk.units import PER, UNIT_WORDS
from zt_audio.language.kk.vowel_harmony import final
from zt_audio.language.repairs import TWINS, RepairRule, are_two_times, repair_row
from zt_audio.language.tables import any_of, word_list

# The names of Latin letters in Kazakhstan, as in mathematics and on number plates.
_LATIN = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        word_list("а бэ цэ дэ е эф гэ аш и жи ка эль эм эн о пэ ку эр эс тэ у вэ дубль_вэ икс игрек зет"),
        strict=True,
    )
)
_LOOKS = str.maketrans("АВСЕД", "ABCED")  # of categories of drivers
_TWINS = str.maketrans("iəaeopcxy", "іәаеорсху")
_WORD_LIKE = re.compile(
    "(?:[бвгджзклмнпрстфхцчшқғң]?[аәеиоөуұүыіэ][бвгджзклмнпрстфхцчшйқғң]){1,2}|[аоуиэ][бвгдзкмнпрст][аиоу]"
)
_SOUNDS = (("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "х"), ("ph", "ф"), ("oo", "у"), ("ee", "и"), ("ck", "к"))
_LATIN_LETTERS = str.maketrans(
    {**dict(zip("abcdefghiklmnopqrstuvwyz", "абкдефгхиклмнопкрстуввиз", strict=True)), "x": "кс", "j": "дж"}
)
_STOP_BEFORE = re.compile(r"[.!?]\s$")
_OWNER_BEFORE = re.compile(rf"(?:[»”\"]|{CAPITAL}{SMALL}+(?<![лдт][ыі][қк]))\s$")
# What may own the word behind it: a noun without a case, a name, a genitive; and what is no noun to be owned.
_NOUN_BEFORE = re.compile(
    rf"\b(?!(?i:{any_of(NO_NAMES)})\s)(?:{CAPITAL}|{SMALL}){SMALL}{{2,}}(?<![лдт][ыі])(?<![лдт][ыі][қк])(?<![дт][ае])(?<!\w\w[дт][ае]н)(?<![ғгқк][аеыі])(?<![сғгқк][ыіае][зн])"
    r"(?<![мбп]ен)(?<![шр]ы)\s$"
)
_GOING_ON = re.compile(r"\.?\s(?:жатыр|тұр(?!ғ)|отыр(?!ғ)|жүр(?![гғ.]))")
_BEFORE_ITS_NAME = re.compile(r"\.?\s?[\"«“]")
_CLAUSE_END = re.compile(r"\.?\s*(?:$|[,;:!])")
_NO_HEAD = re.compile(r"(?:[лдт][ыі][қк]|[ыі]|нд[ае]|шын|лік)$")
_WORD_BEHIND = re.compile(rf"\.?\s({SMALL}{{3,}})")
NAME_BEFORE = re.compile(rf"{CAPITAL}{SMALL}{{3,}}\s(?:{SMALL}+\s)?$")
_KAZAKH = frozenset("әғқңөұүһі")
_LONGEST = 4  # letters of an abbreviation that may be a word, too
_LETTERS = rf"[A-Z{CAPITAL[1:-1]}]{{1,2}}\d{{0,2}}"  # of a vitamin, of what a driver may drive
_FOLDED = {word: word.translate(FOLD) for word in (*WHOLE_WORDS, *NOTICE_WORDS)}
_FEWEST, _LONGEST_GROUP = 2, 3  # letters of a cut word that a stem begins with; digits that are said together
MINUTE = r"[0-5]\d"
_ALONE = r"(?<![\w.,:/№-])"
_NO_DATE = r"[\w-]|[.,:]\d|\s?(?:тг|теңге|₸)|\s(?:маршрут|автобус|үй|мектеп|каб|пәтер|сынып)"
_ENDING = r"(?:[гғкқ][ае]|[дт][ае]н?|[ндт][ыі]ң?|нан|нен)"
_PRICE = r"(?P<price>\d{1,3}(?:[ .]\d{3})+|\d{2,6})"
_PER = any_of(unit for unit in PER if unit.isalnum())
_EACH = ("ай", "күн", "апта", "жыл", "адам", "сағ", "тәул")  # for each of them
_TIMED = re.compile(
    r"рейс|автобус|поезд|пойыз|вагон|саба[қғ]|жинал|баста[лп]|сағ|бүгін|ертең|кешк|таңғы|келе|шыға|мектеп|садик|бақша|жабыл|ашыл",
    re.IGNORECASE,
)
_MOST_WORDS = 2
_DAYS, _MONTHS, _HOURS, _LAST_YEAR = 31, 12, 24, 99
_HEADS_BEHIND = {"б": "батыр", "ө": "өзені"}
_SHORT_UNITS = {
    "м": (" мың", " метр"),
    "с": (" сағат", " секунд"),
    "т": (" мың", " тонна", " таблетка"),
    "ж": (" жаста", " жыл"),
    "дәрі": (" таблетка", " тамшы"),
}


def by_letters(match: re.Match[str]) -> Iterator[str]:
    """Propose a short word in capitals as the word that it looks like, then by the names of its letters."""
    letters = re.findall(r"\w", match.group())
    word = "".join(letters).lower()
    behind = " " if match.string[match.end() : match.end() + 1].isalnum() else ""
    if len(letters) > _FEWEST and _WORD_LIKE.fullmatch(word) and "." not in match.group():
        yield word + behind
    if len(letters) <= _LONGEST or not _WORD_LIKE.fullmatch(word):
        yield _begun(match, _named(word) + behind)


def _begun(match: re.Match[str], typed: str) -> str:
    """Return `typed` with a capital letter where a sentence may begin."""
    return typed.capitalize() if _STOP_BEFORE.search(match.string, 0, match.start()) else typed


def _named(letters: str) -> str:
    return " ".join(_LATIN.get(letter, letter_name(letter)).replace("_", " ") for letter in letters.lower())


# What the ending of a verb begins with behind the last sound of its stem: келмеді, жанбады, айтпады.
_ONSETS = {"vowel": "лймңдсу", "glide": "мдсаеыіу", "nasal": "бдсаеыіу", "buzz": "бдсаеыіу", "hard": "птсаеыіу"}


def _verb_forms(begun: str, ending: str = "") -> Iterator[str]:
    """Yield the forms of known verbs that begin and end so; a denial only where its м, б or п is typed."""
    stems = (stem for stem in VERBS if stem.startswith(begun) or begun.startswith(stem))
    forms = (
        stem + tail
        for stem, tail in product(stems, VERB_TAILS)
        if tail[0] in _ONSETS[final(stem)]
        and (tail[0] not in "мбп" or len(begun) > len(stem) or ending[:1] in tuple("мбп"))
    )
    yield from (form for form in forms if form.startswith(begun) and form.endswith(ending) and is_known(form))


def whole_words(match: re.Match[str]) -> Iterator[str]:
    """Propose what a word is cut short for: a word of notices, else a noun that begins so, first as its place asks."""
    cut = match["cut"].lower()
    if cut in WHOLE_WORDS or parse_suffix(cut):
        return
    plain = cut.translate(FOLD) if len(cut) > _FEWEST and not _KAZAKH.intersection(cut) else cut
    likely = (
        word
        for word in (WHOLE_WORDS if len(cut) <= _FEWEST else _FOLDED)
        if word != cut and (word.startswith(cut) or _FOLDED[word].startswith(plain))
    )
    closed = len(cut) > _FEWEST and bool(_CLAUSE_END.match(match.string, match.end()))
    found = sorted(
        dict.fromkeys(likely),
        key=lambda word: (not word.startswith(cut), closed and not FINITE.fullmatch(word)),
    )
    if not found and len(cut) > _FEWEST:
        found = [word for word in (*NOUNS, *_verb_forms(cut)) if word.startswith(cut) and word != cut]
    rest = re.match(r"\w*", match.string[match.end() :])
    space = " " if rest and rest.group() and not (rest.group().islower() and parse_suffix(rest.group())) else ""
    going = [
        form
        for stem in VERBS
        if len(cut) > _FEWEST and stem.startswith(cut) and _GOING_ON.match(match.string, match.end())
        for ending in ("п", "ып", "іп")
        if is_known(form := stem + ending)
    ]
    forms = [*going, *(form for word in found[:3] for form in _placed(match, word))]
    bare = (word for word in found[:1] if not FINITE.fullmatch(word) and not is_possessive(word, has_owner=True))
    owned = [possessive(word) for word in bare if match.start()]
    whole = dict.fromkeys((*forms, *owned))
    yield from [f"{as_written(match['cut'], word)}{space}" for word in whole][:3]


def _placed(match: re.Match[str], word: str) -> Iterator[str]:
    """Yield `word` in the forms that its place may ask for: behind its owner, before what it owns."""
    owner = _OWNER_BEFORE if word in OWNED_WORDS else _NOUN_BEFORE
    named = match.start() and _BEFORE_ITS_NAME.match(match.string, match.end())
    owned = named or (owner.search(match.string, 0, match.start()) and not _NO_HEAD.search(word))
    if owned and not FINITE.fullmatch(word) and not is_possessive(word, has_owner=True):
        behind = _WORD_BEHIND.match(match.string, match.end())
        if behind and is_possessive(behind[1], has_owner=True):
            yield attach(possessive(word), Suffix(case="gen"), owned=True)
        yield possessive(word)
    yield word


# Of one letter, or of what no rule tells; the likeliest first.
_CONTRACTED = {
    "к-рмесі": "көшірмесі",
    "к-ез": "кезек",
    "ж-нда": "жанында",
    "ж-сі": "жетекшісі|жетекші",
    "п-лер": "пәтерлер",
    "п-лерде": "пәтерлерде",
    "б-ры": "балалары",
    "б-лар": "балалар",
    "б-балар": "балалар",
    "ж-н": "жастан|жылдан",
    "ж-лар": "жолаушылар",
    "т-дар": "тұрғындар",
    "м-лер": "мұғалімдер",
    "о-лар": "оқушылар",
    "а-лар": "ата-аналар",
    "от-ға": "отбасына|отбасыға",
}


def _contracted(match: re.Match[str]) -> Iterator[str]:
    """Propose words whose beginning and end a hyphen joins: «д-лы», «аур-ға», «жөн-ге»."""
    head, ending = match["head"].lower(), match["ending"]
    suffix = parse_suffix(ending)
    if whole := _CONTRACTED.get(f"{head}-{ending}"):
        yield from whole.split("|")
        return
    finite = FINITE.fullmatch(head + ending) and len(head) >= _FEWEST and head not in CONTRACTED_HEADS
    if finite:
        yield from _verb_forms(head, ending)
    if len(head) < _FEWEST:
        yield from [
            whole for word in OWNED_WORDS if (whole := possessive(word)).startswith(head) and whole.endswith(ending)
        ][:2]
    elif suffix and head not in CONTRACTED_HEADS:
        owned = _OWNER_BEFORE.search(match.string, 0, match.start())
        words = [
            word
            for word in (*WHOLE_WORDS, *NOTICE_WORDS, *NOUNS)
            if word.startswith(head) and len(word) > len(head) + (len(head) < _LONGEST)
        ]
        nouns = (
            attach(possessive(word), suffix, owned=True)
            if word in ("даңғыл", "көше") or (owned and word in OWNED_WORDS)
            else attach(word, suffix)
            for word in words
            if not FINITE.fullmatch(word)
        )
        yield from (word for word in words if word.endswith(ending))
        yield from sorted(dict.fromkeys(nouns), key=lambda form: not form.endswith(ending))[:6]
    if len(head) >= _FEWEST and head not in CONTRACTED_HEADS:
        yield from _verb_forms(head, ending)


def _both(match: re.Match[str]) -> Iterator[str]:
    """Propose the words that the two parts of a compound are cut short for."""
    first, other = (
        next((word for word in WHOLE_WORDS if word.startswith(part)), part if is_known(part) else "")
        for part in match.groups()
    )
    if first and other and not parse_suffix(match["other"]):
        yield f"{first}-{other}"


def _named_with_ending(match: re.Match[str]) -> Iterator[str]:
    """Propose an abbreviation with the ending that touches it: «ЦОНда»."""
    suffix = parse_suffix(match["ending"])
    word = match["abbreviation"].lower()
    if word in SAID_AS_WORDS:
        yield f"{match['abbreviation']}-{match['ending']}"
        return
    ways = [word, _named(word)] if _WORD_LIKE.fullmatch(word) else [_named(word)]
    yield from (attach(way, suffix) for way in ways if suffix)


def _in_pairs(match: re.Match[str]) -> Iterator[str]:
    """Propose a long number in pairs, or in the groups that it is written in, then digit by digit."""
    sign = f"{'нөмірі ' if match['sign'] else ''}{_named(match['letter'] or '')} ".lstrip()
    groups = re.findall(r"\d+", match.group())
    whole = [group for each in groups for group in (re.findall("..?", each) if len(each) > _LONGEST_GROUP else [each])]
    yield sign + digits_in_groups(whole)
    yield sign + digits_in_groups(list("".join(groups)))


def _pause(match: re.Match[str]) -> str:
    return "," if re.match(r"\s(?:\d|[қк]ар|[қк]аз|там)", match.string[match.end() :]) else ""


def _three(match: re.Match[str]) -> Iterator[str]:
    first, second, third = map(int, match.groups())
    if first <= _DAYS and second <= _MONTHS and _HOURS < third <= _LAST_YEAR:
        yield f"{first} {MONTHS[second - 1]} 20{third} жылы"
    yield f"{first}, {second}, {third}"


def transliterated(word: str) -> str:
    """Return an unknown Latin word in Kazakh letters, as it looks."""
    word = word.lower()
    for latin, own in _SOUNDS:
        word = word.replace(latin, own)
    return word.translate(_LATIN_LETTERS)


def _date_or_time(match: re.Match[str]) -> Iterator[str]:
    """Propose the day, the time, and the decimal that two numbers of two digits may be."""
    first, second, ending = match["first"], match["second"], match["ending"]
    suffix = parse_suffix(ending) if ending else case_behind(match.string, match.end())
    if int(first) <= _DAYS and 0 < int(second) <= _MONTHS and suffix:
        yield f"{int(first)} {attach(MONTHS[int(second) - 1], suffix)}"
    if int(first) < _HOURS or (int(first) == _HOURS and second == "00"):
        yield f"{int(first)}:{second}{'-' + ending if ending else ''}"
    if not ending or "," in match.group() or re.match(r"\s(?:ас|кем|жоғары|төмен|артық)", match.string[match.end() :]):
        yield f"{first}, {second}"


def _hour_and_minute(match: re.Match[str]) -> Iterator[str]:
    hour, minute, ending = match.group("hour", "minute", "ending")
    yield f"{hour}:{minute}{'-' + ending if ending else ''}"
    if not ending and minute != "00" and not _TIMED.search(match.string):
        yield f"{hour}, {minute}"


def _ordinal_with(match: re.Match[str]) -> list[str]:
    return [f"{kazakh_ordinal(int(match['number']))}{match['rest']}"]


def _month_of(cut: str) -> str:
    """Return the month of which `cut` (small letters, in any alphabet) is the beginning; "" where it is none."""
    found = [month for month in MONTHS if month.translate(FOLD).startswith(cut.translate(FOLD))]
    return found[0] if len(found) == 1 else ""


def _both_numbered(match: re.Match[str]) -> Iterator[str]:
    time = f"{match['hour']}:{match['minute']}, " if match["hour"] else ""
    if bears_number(match["noun"]):
        yield f"{time}{kazakh_ordinal(int(match['one']))} {match['with']} {match['other']}-{match['noun']}"


def _from_day_to_day(match: re.Match[str]) -> Iterator[str]:
    first, last = _month_of(match["first"].lower()), _month_of(match["last"].lower())
    if first and last:
        yield (
            f"{match['from']} {attach(first, Suffix(case='abl'))} "
            f"{match['to']} {attach(last, Suffix(case='dat'))} дейін"
        )


def _day_of_month(match: re.Match[str]) -> list[str]:
    day = possessive(kazakh_cardinal(int(match["day"])))
    return [f"{match['number']}, {attach(day, Suffix(case='dat'), owned=True)}"]


@lru_cache(maxsize=512)  # a text is read again with each repair
def _slips_of(word: str) -> list[str]:
    """Return the frequent words of which `word` lacks a vowel, has a letter too many, or swaps two."""
    if is_known(word) or any(each.startswith(word) for each in (*WHOLE_WORDS, *NOTICE_WORDS, *NOUNS)):
        return []  # it is cut short
    ends = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    typed = [f"{first}{vowel}{rest}" for first, rest in ends for vowel in "аәеоөұүыіиу"]
    typed += [first + rest[1:2] + rest[:1] + rest[2:] for first, rest in ends]
    typed += [first + rest[1:] for first, rest in ends]
    return [each for each in dict.fromkeys(typed) if each != word and is_known(each)][:_MOST_WORDS]


_RUSSIAN_STREETS = {"ул": "көшесі", **dict.fromkeys(("пр", "пр-т", "пр-кт"), "даңғылы"), "бул": "бульвары"}
_RUSSIAN_GENITIVE = re.compile(r"(?<=[оеи]в)а$|(?<=ин)а$|(?<=[аеоу])я$|(?<=ск)ого$")


def _russian_street(match: re.Match[str]) -> list[str]:
    """Return «ул. Абая», typed in Russian, as the street of that name; it is only offered: the name may be another."""
    nominative = _RUSSIAN_GENITIVE.sub(lambda end: {"я": "й", "ого": "ий"}.get(end.group(), ""), match["name"])
    title = f" {match['title']}" if match["title"] else ""
    return [f"{name}{title} {_RUSSIAN_STREETS[match['kind']]}" for name in dict.fromkeys((nominative, match["name"]))]


MESSAGE_ROWS = (
    # «т.б аудандар», «ш.м 50тг», «жмға», «9Г сын», «к-сі 15/2», «пр.Абай»: what is cut short
    *(
        repair_row(rf"(?<![\w.-]){short}\.\s?б(?![\w.]){behind}", *(f"{word} {others}" for others in whole))
        for short, word in (("т", "тағы"), ("ж", "және"))
        for behind, whole in ((rf"(?=\s{SMALL})", ("басқа", "басқалар")), ("", ("басқалар", "басқа")))
    ),
    repair_row(r"(?<![\w.])ш\.\s?м\.?(?:-[ыі])?(?![\w-])", "шаршы метрі", "шаршы метр"),
    RepairRule(
        re.compile(rf"(?<![\w-])(?P<day>дс|сс|ср|бс|жм|сб|сн|жк|жб)-?(?P<ending>{_ENDING})(?!\w)"),
        propose=lambda match: (
            [attach(DAYS[match["day"]], suffix)]
            if match["day"] in DAYS and (suffix := parse_suffix(match["ending"]))
            else []
        ),
        sure=True,
    ),
    RepairRule(
        re.compile(rf"(?:(?<=\d)|(?<=\d\s)){CAPITAL}(?=\s(?:сын|кл)\.?(?!\w))\s\w+"),
        propose=lambda match: [f"{' ' * match.string[match.start() - 1].isdigit()}«{match.group()[0]}» сынып"],
    ),
    repair_row(r"(?<=\d)\s?-?шағын\s?ауд(?:ан)?\.?(?!\w)", "-шағын аудан", sure=True),
    repair_row(r"(?<![\w-])к-с[ыі]\s?(?=\d+(?:/\d+)?(?!\w))", "көшесі "),
    RepairRule(
        re.compile(
            rf"(?<![\w-])(?P<kind>{any_of(_RUSSIAN_STREETS)})\.?\s?(?P<name>{CAPITAL}{SMALL}+)(?:\s(?P<title>батыр|хан)а?)?(?!\w)"
        ),
        propose=_russian_street,
        only_offered=True,
        likely=False,
    ),
    repair_row(r"(?<=\d)\s?мрп(?!\w)", " МРП"),
    # «Рысқұлов көшінде», «1шілдег.д.»
    repair_row(rf"(?<={SMALL} )көші(?=(?:н(?:[ае]н?|д[ае]н?|ің)?)?(?!\w))", "көшесі"),
    RepairRule(
        re.compile(rf"{_ALONE}(?P<day>\d{{1,2}})\s?(?P<month>{SMALL}{{3,8}}?)[гғкқ]?[ае]?\.?\s?д\.?(?![\w-])"),
        propose=lambda match: (
            [f"{match['day']} {attach(each, Suffix(case='dat'))} дейін" for each in [_month_of(match["month"])] if each]
        ),
    ),
    # «№3,4», «1мен11», «15маус-25тамыз», «5,15не дейін», «1245іншімін»: numbers
    RepairRule(
        re.compile(r"(?<=№)\s?\d{1,4}(?:,\d{1,4})+(?!\d|,\d)"),
        propose=lambda match: [match.group().replace(",", ", ")],
        only_offered=True,
    ),
    RepairRule(
        re.compile(
            rf"(?:(?P<hour>{HOUR})[-:](?P<minute>{MINUTE}),|(?<![\w.,:/-]))(?P<one>\d{{1,3}})(?P<with>[мпб]ен)(?P<other>\d{{1,3}})"
            rf"\s(?P<noun>{SMALL}{{3,}})"
        ),
        propose=_both_numbered,
        only_offered=True,
        likely=False,
    ),
    # «1800,1күнде», «365,2 күн»
    RepairRule(
        re.compile(r"(?<![\w.,:/-])(\d{3,}),(\d)\s?(?=күн|сағат|ай|жыл|апта|рет|адам)"),
        propose=lambda match: [f"{match[1]}, {match[2]} ", f"{kazakh_decimal(int(match[1]), match[2])} "],
        only_offered=True,
    ),
    RepairRule(
        re.compile(
            rf"{_ALONE}(?P<from>\d{{1,2}})\s?(?P<first>{SMALL}{{3,8}})\.?\s?[-–]\s?(?P<to>\d{{1,2}})\s?(?P<last>{SMALL}{{3,8}})\.?(?!\w)"
        ),
        propose=_from_day_to_day,
    ),
    RepairRule(
        re.compile(r"(?<![\w.,:/-])(?P<number>\d{1,3}),(?P<day>\d{1,2})\s?-?[сыі]{0,2}н[ае](?=\s+дейін)"),
        propose=_day_of_month,
        only_offered=True,
    ),
    RepairRule(
        re.compile(rf"{_ALONE}(?P<number>\d{{1,4}})-?[ыі]?нш[ыі](?P<rest>{SMALL}{{2,4}})(?!\w)"), propose=_ordinal_with
    ),
    # «2 бөлмелі пәтер 5/9»: a floor of a house
    RepairRule(
        re.compile(rf"{_ALONE}(?P<floor>\d{{1,2}})/(?P<floors>\d{{1,2}})(?=\s*(?:$|[,.]|сат|жал))"),
        propose=lambda match: (
            [f"{match['floors']} қабатты үйдің {match['floor']}-қабаты"]
            if int(match["floor"]) <= int(match["floors"]) and OF_ROOMS.search(match.string, 0, match.start())
            else []
        ),
        only_offered=True,
    ),
    # «4471 мен аяқталады», «код 2244»: in pairs
    RepairRule(
        re.compile(
            r"(?<![\w.,:/-])(?P<sign>)(?P<letter>)(?P<digits>\d{4})\s?-?(?P<with>[мбп]ен)(?=\s+(?:аяқтал|бітет|бастал))"
        ),
        propose=lambda match: [digits_in_groups(re.findall("..", match["digits"])) + match["with"]],
        only_offered=True,
        likely=False,
    ),
    RepairRule(
        re.compile(r"(?:(?<=код )|(?<=коды )|(?<=кодын )|(?<=карта ))(?P<sign>)(?P<letter>)\d{4}(?![\w.,:/-])"),
        propose=_in_pairs,
        only_offered=True,
        likely=False,
    ),
    # «787RTA»: a plate without its region; «u14», «7А мен 7Б»
    RepairRule(
        re.compile(r"(?<!\w)(?P<number>\d{3})\s?(?P<letters>[A-Z]{3})(?!\w|\s\d)"),
        propose=lambda match: [f"{match['number']} {_named(match['letters'])}"],
        only_offered=True,
        likely=False,
    ),
    RepairRule(
        re.compile(r"(?<![\w-])(?P<letter>[a-z])-?(?P<number>\d{1,3})(?![\w-])"),
        propose=lambda match: [f"{_named(match['letter'])} {match['number']}"],
        only_offered=True,
        likely=False,
    ),
    RepairRule(
        re.compile(r"(?<![\w-])(?P<number>[1-9]|1[01])(?P<letter>[А-Е])(?![\w-])"),
        propose=lambda match: [f"{kazakh_ordinal(int(match['number']))} {_named(match['letter'])}"],
        only_offered=True,
        likely=False,
    ),
    # «9-05», «00-40», «14-00-22.00»: times
    RepairRule(
        re.compile(rf"(?<![\d.,:/-])({HOUR})-({MINUTE})(?![\d:/-]|[.,]\d|\sкомендант)"),
        propose=lambda match: [f"{match[1]}:{match[2]}"] if match[1] == "00" or _TIMED.search(match.string) else [],
        only_offered=True,
        likely=False,
    ),
    *(
        RepairRule(
            re.compile(rf"(?<![\d.:,-])({HOUR}){one}({MINUTE})\s?[-–]\s?({HOUR}){other}({MINUTE})(?![\d.:,-])"),
            propose=lambda match: [match.expand(r"\1:\2–\3:\4")] if are_two_times(*match.groups()) else [],
        )
        for one, other in (("-", "[.:]"), ("[.:]", "-"))
    ),
    # «мкр 5 12-35 үйлер»
    repair_row(
        r"(?<![\w-])мкр\.?\s(\d{1,3}),?\s(\d{1,3})-(\d{1,3})(?:\s?үй(?:лер)?)?(?![\w-])", r"\1-ықшам аудан, \2–\3 үйлер"
    ),
    # «кейiн», «3пəн»: Latin letters that look like Kazakh ones
    RepairRule(
        re.compile(
            rf"(?<!\w)(?=\w*{SMALL}){CAPITAL}?(?:\d|{SMALL}|[iəaeopcxy])*[iəaeopcxy](?:{SMALL}|[iəaeopcxy])*(?!\w)"
        ),
        propose=lambda match: [match.group().translate(_TWINS)],
        only_offered=True,
        sure=True,
    ),
    # «35мың тг+свет», «+38+40», «су/жарық», «№418 9:05», «ЦОНда», «kaspi ден»: marks and spaces
    repair_row(r"(?<=[\w%])\s?\+\s?(?=\d)", " +"),
    repair_row(rf"(?<=[\w%])\s?\+\s?(?={SMALL}{{2}})", " плюс ", sure=True),
    RepairRule(
        re.compile(rf"(?<![\w/-])(?<!\d )(?P<one>{SMALL}{{2,}})/(?P<other>\d*{SMALL}{{2,}})(?![\w/-])"),
        propose=lambda match: [f"{match['one']}, {match['other']}"] if match["other"] not in PER else [],
    ),
    repair_row(r"(№\s?\d+)\s(?=\d)", r"\1, "),
    RepairRule(
        re.compile(
            rf"(?<![\w-])(?P<abbreviation>(?:{CAPITAL}{{2,5}}|(?:Кам|Бел|Кр)АЗ))-?(?P<ending>{_ENDING}|[мбп]ен|с?[ыі](?:н[ае]?)?)(?!\w)"
        ),
        propose=_named_with_ending,
        only_offered=True,
        sure=True,
    ),
    repair_row(rf"(?<=[A-Za-z])\s(?={_ENDING}(?!\w))", "-"),
    repair_row(r"(?<=\d)(?=нан(?!\w))", "-", sure=True),
    repair_row(r"(?<=\d)\s?(?=жаста|жастан|жасар)", " ", sure=True),
    # «9 10да», «рейс 18 15», «16 00»: a time
    RepairRule(
        re.compile(
            rf"{_ALONE}(?<!\d )(?<!ағат )(?P<hour>{HOUR}) (?P<minute>[0-5][05])\s?-?(?P<ending>{_ENDING})?"
            r"(?!\w|\s?\d|[.,:/-]\d|\s(?:тг|мың))"
        ),
        propose=_hour_and_minute,
        only_offered=True,
        sure=True,
    ),
    # «7,30-9,30»
    RepairRule(
        re.compile(rf"{_ALONE}({HOUR})[.,]({MINUTE})\s?[-–]\s?({HOUR})[.,]({MINUTE})(?![\d.,:])"),
        (r"\1:\2–\3:\4",),
        only_offered=True,
    ),
    # «25,11 кунге дейін», «22,10 күні»
    RepairRule(
        re.compile(rf"{_ALONE}(?P<first>{DAY})[.,](?P<second>\d\d)(?:\.?\s?-?(?P<ending>{_ENDING}))?(?!{_NO_DATE})"),
        propose=_date_or_time,
        only_offered=True,
        sure=True,
    ),
    # «Пәтердің t 18», «1кг=3500тг», «78-ші шқ-да», «жолының 15км-де»
    repair_row(r"(?<=[ндт][ыі]ң )[tT]\s?:?\s?(?=[-+−]?\d)", "температурасы ", sure=True),
    repair_row(r"(?<![\w-])[tTт]-?с[ыі](?!\w)", "температурасы", sure=True),
    repair_row(r"(?<![\w-])(?<![ндт][ыі]ң )[tT]\s?:?\s?(?=[-+−]?\d)", "температура "),
    repair_row(r"(?<=[^\W\d]|[$€₸₽%])\s?=\s?(?=\d)", " – ", sure=True),
    RepairRule(
        re.compile(r"(?<=[ндт][ыі]ң\s)(\d{1,4})(?:-?ш[ыі])?\s?км\.?[\s-]?н?(?P<ending>[дт][ае]н?)(?!\w)"),
        propose=lambda match: [
            f"{match[1]}-{attach('километрі', parse_suffix(match['ending']) or Suffix(), owned=True)}"
        ],
        only_offered=True,
        sure=True,
    ),
    RepairRule(
        # not «өткелі 174 кмның»: a genitive is of so many
        re.compile(
            rf"(?<=\d)\s?км(?:-?|\s(?=[дт][ае](?!\w)))(?![ндт][ыі]ң)(?P<ending>{_ENDING}|[дт][ае][ғг][ыі])(?!\w)"
        ),
        propose=lambda match: [
            f"-{attach('километрі', parse_suffix(match['ending']) or Suffix(), owned=True)}",
            f" {attach('километр', parse_suffix(match['ending']) or Suffix())}",
        ],
        only_offered=True,
        likely=False,
    ),
    # «қан тобы IV(-)»
    RepairRule(
        re.compile(r"(?<=тобы\s)(?P<group>I{1,3}|IV)\s?\((?P<sign>[+–-])\)"),
        propose=lambda match: [
            f"{('I', 'II', 'III', 'IV').index(match['group']) + 1}-{'оң' if match['sign'] == '+' else 'теріс'}"
        ],
        sure=True,
    ),
    # «650/кг», «1кг/4200», «2р/күн», «25к», «3млн500», «2ч.»
    RepairRule(
        re.compile(rf"(?<![\w.,/]){_PRICE}\s?(?:тг)?\s?/\s?(?:1\s?)?(?P<unit>{_PER})(?!\w)"),
        propose=lambda match: [
            f"{PER[match['unit']][: None if match['unit'] in _EACH else -2]} {match['price'].replace('.', ' ')}"
        ],
    ),
    RepairRule(
        re.compile(r"(?<=\d)\s?(кг|л|м2|м|кв\.?м|дана|шт|сағ|мин|рет|сабақ|ай)(?:/(?=\d)|-(?=\d{3}))"),
        (r" \1 ",),
        only_offered=True,
    ),
    RepairRule(
        re.compile(r"(?<![\w.,/])(?P<times>\d)\s?(?:р|рет)/(?P<unit>күн|апта|ай|сағ)(?!\w)"),
        propose=lambda match: [f"{PER[match['unit']]} {match['times']} рет"],
        sure=True,
    ),
    RepairRule(
        re.compile(r"(?<=\d)\s?[кk](?!\w)"),
        propose=lambda match: (" мың",) if PRICED.search(match.string) else (" мың", "-кабинет"),
        sure=True,
    ),
    RepairRule(
        re.compile(rf"{_ALONE}(?P<number>[1-9])-рет(?!\w)"),
        propose=lambda match: [f"{kazakh_ordinal(int(match['number']))} рет", f"{match['number']} рет"],
        only_offered=True,
    ),
    repair_row(r"(?<=\b[2-6]\d)\s?р(?!\w)", "-размер", " рет"),
    repair_row(r"(?<=\d)\s?р(?!\w)", " рет"),
    RepairRule(re.compile(r"(?<![\d.,])(\d{1,3})\.000(?=\s?(?:тг|теңге))"), (r"\1 000",), only_offered=True),
    repair_row(r"(?<=\dтг)\sнан(?=\s\d+\s?(?:тг|теңге)(?!\s?-?[гкқ]))", ", нан"),
    repair_row(r"(?<=\dтг)\sнан(?=\s\d)", "-нан", ", нан"),
    RepairRule(
        re.compile(
            rf"(?<!\d)(?<!\d )(?<!\w)(?P<unit>км|кг|га|мл|л)[\s-](?P<ending>{_ENDING}|с?[ыі](?:н[ае]?)?|н[ае])(?!\w)"
        ),
        propose=lambda match: [attach(UNIT_WORDS[match["unit"]], parse_suffix(match["ending"]) or Suffix())],
        sure=True,
    ),
    RepairRule(re.compile(r"(?<![\w.,/])(\d{1,4})/(\d{1,4})\s?мың(?!\w)"), (r"\1, \2 мың",), only_offered=True),
    # «1/4 сиыр»
    RepairRule(
        re.compile(rf"{_ALONE}1/(?P<parts>[2-6])(?!\w|/)"),
        propose=lambda match: [f"{attach(kazakh_cardinal(int(match['parts'])), Suffix(case='abl'))} бір"],
        only_offered=True,
    ),
    # «50/140 балл»: of so many
    RepairRule(
        re.compile(rf"{_ALONE}(?P<part>\d{{1,3}})/(?P<whole>(?!0)\d{{2,3}})(?![\w/])"),
        propose=lambda match: (
            [f"{match['part']}, {match['whole']}"] * bool(PRICED.search(match.string))
            + [f"{match['whole']}-тен {match['part']}"] * (int(match["part"]) < int(match["whole"]))
        ),
        only_offered=True,
    ),
    repair_row(r"(?<=\d)\s?км/с(?![\wа-я])", " км/сағ"),
    repair_row(r"(?<=\d)жж\.?(?!\w)", " жж."),
    RepairRule(
        re.compile(
            rf"(?<![\w.])(?P<cut>{any_of(CUT_NOUNS)})\.?(?P<number>\d{{1,3}})(?![\d.,:/-]|[а-я]|\s?(?:мың|тг|млн))"
        ),
        propose=lambda match: [f"{match['number']}-{CUT_NOUNS[match['cut']][0]}"],
        only_offered=True,
    ),
    RepairRule(
        re.compile(rf"{_ALONE}(?P<number>\d{{1,3}})-(?P<cut>{any_of(CUT_NOUNS)})\.?(?!\w)"),
        propose=lambda match: [
            f"{match['number']}-{attach(CUT_NOUNS[match['cut']][0], case_behind(match.string, match.end()))}"
        ],
        only_offered=True,
        sure=True,
    ),
    # «B,C санатты», «витамин D», «IT-сынып», «Cу жоқ»
    repair_row(r"(?<![\w-])IT-?(?=\s|сынып|мектеп|маман|сала)", "ай ти ", sure=True),
    RepairRule(
        re.compile(
            rf"(?<![\w-]){_LETTERS}(?:\s?,\s?{_LETTERS})*(?=\s(?:дәрумен|витамин|санат))"
            rf"|(?:(?<=дәрумені )|(?<=итамин )|(?<=санаты )|(?<=кат )|(?<=кат\. ))"
            rf"{_LETTERS}(?:\s?,\s?{_LETTERS})*(?!\w)"
        ),
        propose=lambda match: [
            re.sub(
                r"([^\W\d]+)(\d*)",
                lambda each: f"{_named(each[1])} {kazakh_cardinal(int(each[2]))}" if each[2] else _named(each[1]),
                match.group().replace(",", ", ").translate(_LOOKS),
            )
        ],
        only_offered=True,
        sure=True,
    ),
    RepairRule(
        re.compile(r"(?<![\w-])[A-Z](?:\s?,\s?[A-Z])*(?!\w)"),
        propose=lambda match: [", ".join(map(_named, re.findall("[A-Z]", match.group())))],
        only_offered=True,
    ),
    RepairRule(
        re.compile(rf"(?<![\w-])[ABCEHKMOPTX](?={SMALL}+(?!\w))"),
        propose=lambda match: [match.group().translate(TWINS)],
        only_offered=True,
        sure=True,
    ),
    # «8 А кім», «таңба П»: a letter
    RepairRule(re.compile(rf"(?<=\d)\s?({CAPITAL})(?=\s{SMALL})"), (r" «\1»",), only_offered=True),
    RepairRule(
        re.compile(rf"(?<=\s){CAPITAL}(?![\w.])"),
        propose=lambda match: [_named(match.group())],
        only_offered=True,
        likely=False,
    ),
    repair_row(r"(?<=\d)\s?млн\s?(\d{3})(?!\d|\s?мың)", r" млн \1 мың"),
    repair_row(
        r"(?<![\w.,:])(\d{1,2})\s?ч\.?(?=\s(?:баста|өт|бол|кел|жинал|шығ|қабылда|аш[аы]|жаб|кет|қайт|жүр|қос|кездесу|жиналыс|концерт|лекция))",
        r"сағат \1-де",
    ),
    repair_row(r"(?<=уақыты )(\d{1,2})\s?ч\.?(?!\w)", r"сағат \1"),
    repair_row(r"(?<=\d)\s?ч\.?(?=\s(?:кейін|соң|бұрын))", " сағаттан"),
    repair_row(r"(?<=\d)\s?ч\.?(?!\w)", " сағат"),
    RepairRule(
        re.compile(r"(?:(?<=\b\d)|(?<=\b\d\d)|(?<=\b\d{3}))\s?(?P<unit>[мст]|(?<!\d{3})ж)(?![\w/.²³]|\s?см)"),
        propose=lambda match: _SHORT_UNITS[
            "дәрі" if match["unit"] == "т" and MEDICINE.search(match.string) else match["unit"]
        ],
        only_offered=True,
    ),
    # «-22С», «140*150», «3х4», «1:1», «44-12», «9/13/17», «4/5эт»
    repair_row(r"(?<=\d)\s?[СC](?!\w)", " °C"),
    repair_row(r"(?<!\S)-([1-3])\s?(?:эт|этаж)(?!\w)", r"минус \1-этаж"),
    repair_row(r"(?<=\d\d\d)[.,]00(?!\d)", ""),
    repair_row(r"(?<![\d.,])(\d{1,4})\s?[*хx×]\s?(\d{1,4})(?=\s\d)", r"\1-ке \2,", sure=True),
    repair_row(r"(?<![\d.,])(\d{1,4})\s?[*хx×]\s?(?=\d)", r"\1-ке ", sure=True),
    repair_row(r"(?<!\d)(\d{2})\s?кл(?!\w)", r"\1-класс"),
    RepairRule(re.compile(rf"{_ALONE}(\d{{1,2}}):(?=\d(?!\d))"), (r"\1-ге ",), likely=False),
    repair_row(rf"{_ALONE}(\d)-(?=\d(?![\w.,-]))", r"\1-ге "),
    RepairRule(re.compile(rf"{_ALONE}([3-9]\d)-(?=\d\d(?![\w.,-]))"), (r"\1, ",), only_offered=True),
    RepairRule(
        re.compile(rf"{_ALONE}(?P<day>{DAY})/(?P<month>0[1-9]|1[0-2])(?![\w/])"),
        propose=lambda match: [
            f"{int(match['day'])} {MONTHS[int(match['month']) - 1]}",
            f"{match['day']} бөлшек {match['month']}",
        ],
        only_offered=True,
    ),
    # «3пт-12400», «2т/күн», «2ге2 график», «7В нын», «Есет б.», «pdf»
    RepairRule(
        re.compile(
            rf"(?<![\w.,])(?P<number>\d{{1,3}})\s?(?P<cut>пт|{any_of(ORDERED_CUTS)})-(?P<price>\d{{3,}})(?![\w-])"
        ),
        propose=lambda match: [
            f"{match['number']}-{CUT_NOUNS.get(match['cut'], ('пәтер',))[0]} – {match['price']}",
        ],
        only_offered=True,
        sure=True,
    ),
    repair_row(r"(?<![\w.,/])(\d)\s?т/күн(?!\w)", r"күніне \1 таблетка", sure=True),
    repair_row(r"(?<=\d)([гғкқ][ае])(?=\d(?!\d))", r"-\1 "),
    RepairRule(
        re.compile(rf"(?<=\d)(?P<letter>{CAPITAL}|[абвгдә])\s(?P<ending>[ндт][ыіи][ңн])(?!\w)"),
        propose=lambda match: [f" «{match['letter'].upper()}» {attach('сынып', Suffix(case='gen'))}"],
        only_offered=True,
    ),
    RepairRule(
        re.compile(rf"(?<={SMALL}\s)(?P<head>[бө])\.(?!\w)"),
        propose=lambda match: (
            [_HEADS_BEHIND[match["head"]]] if _OWNER_BEFORE.search(match.string, 0, match.start()) else []
        ),
        likely=False,
    ),
    RepairRule(
        re.compile(r"(?<![\w.@/-])[b-df-hj-np-tv-z]{2,3}(?![\w@/])"),
        propose=lambda match: [_named(match.group())],
        only_offered=True,
    ),
    # «2т800», «20000+», «22-6 аралығы», «8-8-26», «2025/26 оқу жылы», «205/55», «13дн», «5Г-де», «2-3-4подъезд»
    repair_row(r"(?<![\w.,])(\d{1,3})\s?т\s?(\d{3})(?!\d)", r"\1 мың \2"),
    repair_row(r"(?<=\d{3})\+(?!\w|\s?\d)", "-нан астам", " плюс"),
    RepairRule(
        re.compile(rf"{_ALONE}({HOUR})-({HOUR})(?=\s(?:аралығ|комендант))"), (r"\1:00–\2:00",), only_offered=True
    ),
    RepairRule(
        re.compile(rf"{_ALONE}(?P<day>{DAY})-(?P<month>0?[1-9]|1[0-2])-(?:20)?(?P<year>[23]\d)(?![\w-])"),
        propose=lambda match: [f"{int(match['day'])} {MONTHS[int(match['month']) - 1]} 20{match['year']} жылы"],
        only_offered=True,
    ),
    repair_row(r"(?<!\w)20(\d\d)[/-](\d\d)(?=\s(?:оқу|жыл))", r"20\1–20\2", sure=True),
    RepairRule(re.compile(rf"{_ALONE}(\d{{3}})/(\d{{2}})(?![\w/])"), (r"\1, \2",), only_offered=True, likely=False),
    repair_row(r"(?<=\d)(?:дн|тн|нн)(?!\w)", "-ден"),
    RepairRule(
        re.compile(rf"(?<=\d)(?P<letter>{CAPITAL})-(?P<ending>{_ENDING})(?!\w)"),
        propose=lambda match: [f" «{match['letter']}» {attach('сынып', parse_suffix(match['ending']) or Suffix())}"],
        only_offered=True,
    ),
    RepairRule(
        re.compile(rf"{_ALONE}(?!0)(\d{{1,3}})-(\d{{1,3}})-(\d{{1,3}})\s?(?={SMALL}{{3}})"),
        (r"\1, \2, \3-",),
        only_offered=True,
    ),
    RepairRule(
        re.compile(r"(?<=\d{4})\s?т(?![\w/.²³])"),
        propose=lambda match: (" тг", " тонна") if GOODS.search(match.string) else (" тг",),
        sure=True,
    ),
    RepairRule(re.compile(rf"{_ALONE}(\d{{1,3}})/(\d{{1,3}})/(\d{{2,3}})(?![\w/])"), propose=_three, only_offered=True),
    RepairRule(
        re.compile(rf"{_ALONE}(?P<floor>\d{{1,2}})/(?P<floors>\d{{1,2}})\s?(?:этаж|эт|қабат|қаб|кабат|қ)\.?(?!\w)"),
        propose=lambda match: (
            [
                f"{match['floors']} қабатты үйдің {match['floor']}-қабаты",
                f"{match['floor']}, {match['floors']} қабат",
            ]
            if int(match["floor"]) <= int(match["floors"])
            else []
        ),
        only_offered=True,
    ),
    # «қазан дан», «мектеп ке»: a suffix that stands apart
    RepairRule(
        re.compile(rf"(?<!\w)(?!(?<=\d )(?:қар|қаз|там)\s)(?P<word>{SMALL}{{3,}})\s(?P<ending>{_ENDING})(?!\w)"),
        propose=lambda match: (
            [attach(match["word"], suffix)]
            if (suffix := parse_suffix(match["ending"])) and (is_known(match["word"]) or match["word"] in MONTHS)
            else []
        ),
        sure=True,
    ),
    # «KC 964 рейсі»: a flight
    RepairRule(
        re.compile(r"(?<![\w-])(?P<letters>[A-Z]{2})[\s-]?(?P<number>\d{2,4})(?=\sрейс)"),
        propose=lambda match: [f"{_named(match['letters'])} {kazakh_cardinal(int(match['number']))}"],
        only_offered=True,
        sure=True,
    ),
    # «421ABC04»: a plate
    RepairRule(
        re.compile(r"(?<!\w)(?P<number>\d{3})\s?(?P<letters>[A-ZА-Я]{2,3})\s?(?P<region>[01]\d)(?!\w)"),
        propose=lambda match: [f"{match['number']} {_named(match['letters'])} {match['region']}"],
        only_offered=True,
        sure=True,
    ),
    # «U-17», «R16», «С1», «ИС-22», «5W-40», «В,С кат», «BTU»: letters by their names
    RepairRule(
        re.compile(rf"(?<![\w-])(?P<letters>[A-Z]{{1,3}}|{CAPITAL}{{1,3}})-?(?P<number>\d{{1,4}})(?![\w-])"),
        propose=lambda match: [_begun(match, f"{_named(match['letters'])} {match['number']}{_pause(match)}")],
        only_offered=True,
    ),
    RepairRule(
        re.compile(r"(?<![\w-])(?P<first>\d{1,2})(?P<letters>[A-Z])-?(?P<last>\d{1,2})(?![\w-])"),
        propose=lambda match: [f"{match['first']} {_named(match['letters'])} {match['last']}{_pause(match)}"],
        only_offered=True,
    ),
    RepairRule(
        re.compile(r"(?<!\w)[АВСДЕABCDE](?:\s?[,/]?\s?[АВСДЕABCDE1])*(?=\s?(?:-?\s?кат))"),
        propose=lambda match: [_named("".join(re.findall(r"[A-Z]", match.group().translate(_LOOKS))))],
        only_offered=True,
    ),
    RepairRule(
        re.compile(r"(?<![\w-])[A-Z]{2,4}(?![\w-])"), propose=lambda match: [_named(match.group())], only_offered=True
    ),
    RepairRule(
        re.compile(r"(?<![\w-])[A-Z]{5}(?![\w-])"),
        propose=lambda match: [_named(match.group())],
        only_offered=True,
        likely=False,
    ),
    # «13й үй»
    repair_row(rf"(?<=\d)-?[йя]\s(?={SMALL}{{2}})", "-", sure=True),
    # «Тургенев 72-5»: a house and its flat
    RepairRule(
        re.compile(rf"(?<={SMALL}\s)(?P<house>\d{{1,3}})-(?P<flat>\d{{1,3}})(?![\w-]|[.:]\d)"),
        propose=lambda match: (
            [
                f"{match['house']}-ден {match['flat']}-ге дейін"
                if int(match["house"]) < int(match["flat"]) and "үйлер" in match.string
                else f"{match['house']}-үй, {match['flat']}-пәтер"
            ]
            if NAME_BEFORE.search(match.string, 0, match.start())
            else []
        ),
        only_offered=True,
    ),
    # «ИИН 051203550123», «куәлік №048812», «кад. 02-036-141», «ID 845 220 1367»: in pairs, or as they are written
    RepairRule(
        re.compile(
            r"(?<![\w+.,:/-])(?P<sign>№\s?)?(?P<letter>[A-ZА-Я](?=\d{6}))?"
            r"(?:\d{12}|\d{16}|0\d{3,10}|(?<=[A-ZА-Я])\d{6,10}|(?<=№)\d{7,11}|(?=0)\d{2,3}(?:[-:]\d{3}){2,3}"
            r"|\d{3} \d{3} \d{3,4})(?![\w:]|[-.,]\d)"
        ),
        propose=_in_pairs,
        only_offered=True,
    ),
    RepairRule(  # a card's
        re.compile(r"(?<![\d-] )(?<!\d)(?P<sign>)(?P<letter>)\d{4}(?: \d{4}){3}(?!\s?\d)"),
        propose=_in_pairs,
        only_offered=True,
        likely=False,
    ),
    # «2-ПБ ға», «№18-Т»
    RepairRule(
        re.compile(
            rf"{_ALONE}(?P<number>\d{{1,3}})-(?P<letters>{CAPITAL}{{2,5}})(?:[\s-]?(?P<ending>{_ENDING}))?(?!\w)"
        ),
        propose=lambda match: [
            f"{kazakh_ordinal(int(match['number']))} "
            + attach(_named(match["letters"]), parse_suffix(match["ending"] or "") or Suffix())
        ],
        only_offered=True,
    ),
    RepairRule(
        re.compile(rf"(?<=№)(?P<number>\s?\d{{1,4}})[-/]?(?P<letter>{CAPITAL})(?![\w-])"),
        propose=lambda match: [f"{match['number']} {_named(match['letter'])}"],
        only_offered=True,
    ),
    # «оңт-шығ»
    RepairRule(
        re.compile(rf"(?<![\w-])(?P<one>{SMALL}{{3,8}})-(?P<other>{SMALL}{{3,8}})(?![\w-])"),
        propose=_both,
        only_offered=True,
    ),
    # «д-лы», «аур-ға», «дек-тан»
    RepairRule(
        re.compile(rf"(?<![\w-])(?P<head>{SMALL}{{1,8}})(?:\.?-|\.)(?P<ending>{SMALL}{{1,6}})(?![\w-])"),
        propose=_contracted,
        only_offered=True,
    ),
)
# Behind the rows that keep every letter.
LAST_ROWS = (
    # «көрсеткш»
    RepairRule(
        re.compile(rf"(?<![\w-]){SMALL}{{5,}}(?![\w.-])"),
        propose=lambda match: _slips_of(match.group()),
        only_offered=True,
        likely=False,
    ),
    # «гимназия32»
    RepairRule(
        re.compile(rf"(?<![\w-])(?P<noun>{SMALL}{{4,14}})(?P<number>\d{{1,3}})(?!\w)"),
        propose=lambda match: (
            [f"{match['noun']} {match['number']}", f"{match['number']}-{match['noun']}"]
            if not is_unknown(match["noun"])
            else []
        ),
        only_offered=True,
        likely=False,
    ),
    # «Мрп»
    RepairRule(
        re.compile(r"(?<![\w-])[БВГДЖЗКЛМНПРСТФХЦЧШ][бвгджзклмнпрстфхцчш]{1,3}(?![\w-])"),
        propose=lambda match: [_named(match.group()).capitalize()],
        only_offered=True,
        likely=False,
    ),
    # «лс», «эцп»
    RepairRule(
        re.compile(r"(?<!\w)(?:[бвгджзклмнпрстфхцчш]{2}|[аэ][бвгджзклмнпрстфхцчш]{2})(?!\w)"),
        propose=lambda match: [_named(match.group())],
        only_offered=True,
        likely=False,
    ),
    # «кск», «мрт»
    RepairRule(
        re.compile(r"(?<!\w)[бвгджзклмнпрстфхцчшқғ]{3,4}(?!\w)"),
        propose=lambda match: [_begun(match, _named(match.group()))],
        only_offered=True,
    ),
    # «сс/бс», «дс/сс/жм»
    RepairRule(
        re.compile(r"(?<![\w/])(?P<days>(?:[дсбжк][а-яәғқңөұүһі]{1,3}/){1,4}[дсбжк][а-яәғқңөұүһі]{1,3})(?![\w/])"),
        propose=lambda match: (
            [", ".join(DAYS[day] for day in days)] if DAYS.keys() >= set(days := match["days"].split("/")) else []
        ),
        only_offered=True,
        sure=True,
    ),
    # «19.11.2025ж шамамен»
    RepairRule(
        re.compile(
            rf"{_ALONE}(?P<day>{DAY})\.(?P<month>0?[1-9]|1[0-2])\.(?:20)?(?P<year>\d\d)\s?(?:ж\.?|жылы|г\.?)?(?!-?\w|[.,]\d)"
        ),
        propose=lambda match: [f"20{match['year']} жылғы {int(match['day'])} {MONTHS[int(match['month']) - 1]}"],
        only_offered=True,
        sure=True,
    ),
    # «иис», «аяк»: a word without its letters
    RepairRule(
        re.compile(rf"(?<![\w-]){SMALL}{{2,}}(?:-{SMALL}{{2,}})?(?![\w-])"),
        propose=lambda match: [
            "-".join(each)
            for each in product(*(sorted(spellings(part)) or [part] for part in match.group().split("-")))
        ][:3],
        only_offered=True,
    ),
)

"""Write out what messages cut short without a full stop, so that the rules see the words that are meant.

A clip is written out where its table leaves one meaning and the words around leave one form of it: «закр для груз»
behind «трасса» is «закрыта для грузовых». Where they leave several it stays, is refused as unknown, and they are its
offers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from zt_audio.language import late_re as re
from zt_audio.language.plain_words import end_of_short
from zt_audio.language.repairs import MAX_OFFERS, Repair
from zt_audio.language.ru.abbreviations import CONTRACTED, SHORT_PHRASES, SHORT_WORDS
from zt_audio.language.ru.addresses import EVERY_SHORT
from zt_audio.language.ru.cases.clip_cases import asked_of, subject_before
from zt_audio.language.ru.cases.counting import is_named_before
from zt_audio.language.ru.cases.left_text import SIGHT, last_word
from zt_audio.language.ru.cases.right_context import WORD_BEHIND, head_forms
from zt_audio.language.ru.houses import HOUSE, house_words
from zt_audio.language.ru.sloppy.clip_contexts import ANYWHERE, AS_ADJECTIVES, ONLY, TOLD
from zt_audio.language.ru.sloppy.clip_forms import (
    LICENSED,
    NAME_BEHIND,
    NUMBER_BEFORE,
    RANGE_BEFORE,
    Way,
    adjective_alone,
    agreeing_nouns,
    ways_of,
)
from zt_audio.language.ru.sloppy.clips import CLIPS
from zt_audio.language.ru.sloppy.cut_words import (
    FAR_LIKELIER,
    LEAST_PRICE,
    candidates,
    contracted,
    meant_by,
    weighed_words,
)
from zt_audio.language.ru.sloppy.typed_numbers import Typed, typed_numbers
from zt_audio.language.ru.words.government import MONTH_NAMES, PREPOSITIONS, preposition_before
from zt_audio.language.ru.words.known_words import is_unknown
from zt_audio.language.ru.words.morphology import forms, is_in_dictionary, is_noun, likeliest, nouns
from zt_audio.language.ru.words.phrases import counted, declined, is_animate
from zt_audio.language.ru.words.short_adjectives import SHORT_ADJECTIVES
from zt_audio.language.ru.words.units import MAGNITUDES, UNITS
from zt_audio.language.tables import word_set

_TWO_WORDS = "|".join(clip.replace("_", r"(?:\.\s?|\s)") for clip in CLIPS if "_" in clip)
_CLIP = re.compile(
    rf"(?<![^\W\d])(?<![/\u0301-])(?:(?<![.+])|(?<=\w\w\.)|(?<=\w\w\+))(?:(?i:{_TWO_WORDS})|(?![А-ЯЁ]{{2}})[А-Яа-яё]+(?:[-/][а-яё]{{1,4}})?)(?![^\W\d]|[+\u0301-])"
)
_HOUSE = re.compile(rf"\s*{HOUSE}(?!\s*(?:и|до|по)\s\d|\s*\d|\s*[-–,]\s*\d)")
_HOUSE_LABELS = word_set("д корп кв каб эт под ауд оф")
_SAID_WITH_NUMBER = ("дома", "доме", "дому")
# What other rules know with a full stop, and addresses that have other meanings where no name follows
_RULED = word_set("г гг в вв кл кв эт под ул пер мкр мкрн пн вт ср чт пт сб вс прим ч ст п пп подп")
_BEFORE_NAMES = word_set("перекр перекрест пересеч пред адр")  # «на перекр. Абая» ends no sentence
_THROUGH = re.compile(r"(?<!\w)ч/з\s$", re.IGNORECASE)  # «ч/з регистр»
_MAY_END = re.compile(r"\.(?:\s*$|\s+[«\"(]?[А-ЯЁ])")
_NAME_OR_NUMBER = re.compile(r"\s*(?:[А-ЯЁA-Z«\"\d№]|[а-яё.]+\s?[А-ЯЁ])")
_SMALL_WORD = re.compile(r"\s+[а-яё]")
_FIGURE = re.compile(r"\s*№?\s*\d")
_ENTRANCE_BEFORE = re.compile(r"(?<![\w.,:/-])[12]?\d(?:-?(?:й|го|м))?\s*$")
_VERB_BEFORE = re.compile(
    r"(?<!\w)(?:сда[мюёе]|прода[мюёе]|сниму|куплю|жив|прожив|стои|лежи|находи|работа|подня|подним|пода|доход|идт?и|пойд|спуст|за[ей]|достав|привез|пожар|гори|застрял|сид)"
    r"\w*(?:\s+\w+){0,3}\s+$",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"(?<!\w)(?:подн[яи]|[а-яё]{0,3}(?:йд|йт|ш[её]?л)|ид|спус[тк]|за[ей]|достав|привез|лифт|перенес|перее)",
    re.IGNORECASE,
)
_PLACED = word_set("в во с со у из к от около возле")
_AGE_BEHIND = re.compile(r"\s*\d{1,2}(?:[-–]\d{1,2})?\s?(?:л|лет|г|года?)(?!\w)")
_ALONE = word_set("зам нач дир зав пред дисп инсп участк бат чел")  # people of whom one is meant
_LEAST_CERTAIN, _LEAST_LEAD = 4, 10
_FAR_RARER = 20  # tenths: «монтажный» may be meant, «температурный» not
_FAR_AHEAD = 13  # tenths: of 255 listed clips that are as far ahead 248 mean this word
_SHORT_LABEL = 2  # letters: «д», «ул»
_DECIMAL_BEFORE = re.compile(r"\d[.,]\d+\s*$")
_CUT_BEFORE = re.compile(r"(?<![\w/.-])([а-яё]{2,}|[а-яё]/[а-яё])\s$")
_ENDS_WORDS = frozenset("аеёиоуыэюяьй")


# Known abbreviations, wherever no rule could read them; with or without a full stop.
ABBREVIATED = frozenset(
    EVERY_SHORT | set(UNITS) | set(MAGNITUDES) | {short.rstrip(".") for short in (*SHORT_ADJECTIVES, *SHORT_WORDS)}
) - word_set("город район центр нас школ сел угол обществ муж жен дом блок ряд час куб")  # they end sentences

_KNOWN_SHORT = ABBREVIATED | _RULED


def spelt_out(text: str, *, again: bool = False) -> list[Repair]:
    """Return what `text` has to be typed like before any rule reads it; `again`: what follows from that."""
    found: list[Repair] = []
    left, done = "", 0
    for start, stop, ways_at, ruled in sorted(_events(text, again=again), key=lambda event: event[0]):
        if start < done:
            continue
        so_far = _THROUGH.sub("через ", (left + text[done:start])[-SIGHT:])
        ways = tuple(dict.fromkeys(ways_at(so_far)))
        short = text[start:stop].lower().rstrip(".")
        behind = WORD_BEHIND.match(text, stop)
        whole = not (behind and (behind[1] in CLIPS or is_unknown(behind[1])))
        open_case = len(ways) > 1 and whole and _is_one_word(short)
        if open_case or (len(ways) == 1 and ways[0][2]):
            back, typed, _ = ways[0]
            house = _house_behind(text, start, stop, typed) if not back or typed.startswith(",") else None
            end = house.end() if house else stop
            following = text[end : end + 1]
            parted = following.isdecimal() or (following.isalpha() and text[end - 1] == ".")
            apart = typed[-1:].isalpha() and parted
            behind_it = f" {house_words(house)}" if house else " " * apart
            uncertain = ruled and not _is_certain(short, typed, text[stop : stop + SIGHT])
            doubted = again or uncertain or open_case or _may_act(short, so_far, typed)
            doubted = doubted or _is_guessed(short, so_far, text[stop:], typed)
            others = _others(short, so_far, text[start:], stop - start, (back, typed)) if doubted else []
            if "А" <= text[start] <= "Я" and not back:
                typed, *others = [each[:1].upper() + each[1:] for each in (typed, *others)]
            word = last_word(so_far)
            fitted = preposition_before(word, typed)
            if fitted != word and not back and start - done > len(word) and so_far.endswith(f"{word} "):
                typed, back = f"{fitted} {typed}", len(word) + 1  # «с след. недели»
                others = [f"{preposition_before(word, each)} {each}" for each in others]
            typed += behind_it
            left, done = so_far[: len(so_far) - back] + typed, end
            wholes = tuple(each + behind_it for each in others)
            found.append(Repair(start - back, end, typed, guessed=doubted, others=wholes))
    return found


def _may_act(short: str, left: str, typed: str) -> bool:
    """Tell whether the noun `typed` may be a verb: «глубина карьера дост. 3 м», but «мука, дост. бесплатно»."""
    before = last_word(left) if left.rstrip()[-1:].isalpha() else ""
    if len(short) <= _SHORT_LABEL or not before or before in PREPOSITIONS or subject_before(left) is None:
        return False
    noun = forms(last_word(f"{typed} ") or short)[0]
    acts, names = (max((level for level, each in candidates(short) if each.kind in kinds), default=0) for kinds in "vn")
    return noun.kind == "NOUN" and noun.case == "nom" and 0 < acts > names - _LEAST_LEAD


def _is_certain(short: str, typed: str, right: str) -> bool:
    """Tell whether no list has `short` and it is sure: «угарн. газ», «мошенн-ва»."""
    head, _, tail = short.partition("-")
    if tail:
        return len(head) >= _LEAST_CERTAIN and tail != "ся" and len(contracted(head, tail)[0]) == 1
    behind = WORD_BEHIND.match(right if right[:1].isspace() else f" {right}")
    noun = nouns(behind[1]) if behind else ()
    adjectives = [level for level, each in candidates(short) if each.kind == "a"]
    alone = len(adjectives) == 1 or (len(adjectives) > 1 and adjectives[0] - adjectives[1] >= _LEAST_LEAD)
    agrees = forms(typed.strip())[0].kind == "ADJ" and noun and all(form.case != "gen" for form in noun)
    found = candidates(short)
    lead = found[0][0] - next((level for level, each in found if each.word != found[0][1].word), 0) if found else 0
    named = forms(typed.strip())[0].kind == "NOUN" and not (
        is_animate(f"*{found[0][1].word}") or is_in_dictionary(short)
    )
    return len(short) > _LEAST_CERTAIN and ((alone and bool(agrees)) or (named and lead >= _FAR_AHEAD))


def _others(short: str, left: str, text: str, length: int, taken: tuple[int, str]) -> list[str]:
    """Return what else than is `taken` the word `short`, which begins `text` behind `left`, may be typed like."""
    gap = " " * taken[1].startswith(" ")
    ways = offered(short, left + text, len(left), len(left) + length)
    others = (gap + typed for back, typed in ways if back == taken[0] and typed != taken[1].strip())
    return list(islice(others, MAX_OFFERS))


def _is_one_word(short: str) -> bool:
    """Tell whether `short` is listed for one thing only, so that nothing but its case is open."""
    listed = CLIPS.get(short, ())
    return len(listed) == 1 and listed[0][2] and listed[0][0] in "nhoacl" and not is_animate(f"*{listed[0][1]}")


def offered(cut: str, text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield what `cut` between `start` and `end` may be typed like, and how much before it: the likeliest first."""
    if cut in PREPOSITIONS:
        return
    yield from _in_turn(_offered_ways(cut, *_beside(text, start, end)))


def is_far_likelier(cut: str, text: str, start: int, end: int) -> bool:
    """Tell whether `cut`, listed or before its stop at `end`, stands for one word that is far likelier than others."""
    left, right = _beside(text, start, end)
    behind, before = ONLY.get(cut, ANYWHERE)
    here = cut in CLIPS and CLIPS[cut][0][2] and behind.search(left) and before.match(right)
    if not (here or text[end - 1] == ".") or (cut in UNITS and NUMBER_BEFORE.search(left)):
        return False
    return weighed_words(cut, left, right, head_forms(right), CLIPS.get(cut, ()))[1] >= FAR_LIKELIER


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    right = text[end : end + SIGHT].removeprefix(".")
    return _without_cuts(text[max(0, start - SIGHT) : start]), " " * right[:1].isalnum() + right  # «сух.траву»


def _offered_ways(cut: str, left: str, right: str) -> Iterator[list[Way]]:
    told = _told(cut, left, right) if cut in CLIPS else None
    meant = meant_by(cut, left, right, head_forms(right), CLIPS.get(cut, ()))
    number = NUMBER_BEFORE.search(left)
    if number and cut in UNITS and cut in CLIPS:
        meant = list(CLIPS[cut])  # «8мес» are no seats
    for kind, word, _ in dict.fromkeys(((told,) if told else ()) + tuple(meant)):
        try:
            ways = list(ways_of((kind, word, False), left, right))
            if kind in "nhol" and (_DECIMAL_BEFORE.search(left) or RANGE_BEFORE.search(left)):  # «1,5 мес», «15-20 стр»
                part = _DECIMAL_BEFORE.search(left) is not None
                ways = [(0, declined(f"*{word}", "gen") if part else counted(f"*{word}", 5, "nom"), False), *ways]
            if number and word in MONTH_NAMES:
                ways = [(0, declined(f"*{word}", "gen"), False)]
            counts = number and int(number["number"]) < LEAST_PRICE and not is_named_before(left[: number.start()])
            if kind in "abc" and not (ways or counts):
                ways += adjective_alone(word, left)
            elif kind in "lo" and number and not number["ending"]:  # «в 5 кв», but «делим на 36 кв»
                kinds = "on" if last_word(left[: number.start()]) in _PLACED else "no"
                ways = [way for each in kinds for way in ways_of((each, word, False), left, right)] + ways
            if kind in "nhol" and number and not number["ending"] and word not in MONTH_NAMES:  # «зал 12 тр»
                ways += [(0, counted(f"*{word}", int(number["number"]), "nom"), False)]
            if kind in "nh" and not number and " " not in word:
                ways += [(0, form, False) for form in _other_forms(f"*{word}", left)]
        except (ValueError, LookupError):  # as elsewhere, a word that has no form here has no offer
            continue
        yield ways


def _other_forms(phrase: str, left: str) -> Iterator[str]:
    """Yield the form that each other case behind a preposition has, then the plural of people."""
    cases = LICENSED.get(last_word(left)) or (("gen",) if is_noun(last_word(left)) else ())
    yield from (declined(phrase, case) for case in cases)
    if is_animate(phrase):
        yield declined(phrase, cases[0] if cases else "nom", plural=True)


def _in_turn(ways: Iterable[list[Way]]) -> Iterator[tuple[int, str]]:
    """Yield the likeliest form of each word, but the second form of the first word before the third word."""
    words = [each for each in ways if each]
    firsts = [each[0] for each in words]
    seconds = [way for each in words for way in each[1:]]
    yield from dict.fromkeys((back, typed) for back, typed, _ in (*firsts[:2], *seconds[:1], *firsts[2:], *seconds[1:]))


def _without_cuts(left: str) -> str:
    """Return `left` without the words cut short that end it: «на избират уч» asks of «уч» what «на» does."""
    while (match := _CUT_BEFORE.search(left)) and (
        "/" in match[1] or ((match[1] in CLIPS or is_unknown(match[1])) and _is_cut(match[1]))
    ):
        left = left[: match.start()]
    return left


def may_be_cut(short: str, left: str, right: str) -> bool:
    """Tell whether a clip is one here: the full stop that the rules know is missing, and it is no word."""
    if short not in CLIPS or right.startswith("."):
        return False
    if short in _SPECIAL and _SPECIAL[short](left, right):
        return True
    if short in _SPECIAL:
        return _told(short, left, right) is not None
    behind, before = ONLY.get(short, ANYWHERE)
    return bool(behind.search(left) and before.match(right)) or _told(short, left, right) is not None


def _events(text: str, *, again: bool) -> Iterator[tuple[int, int, Callable[[str], Iterator[Way]], bool]]:
    # Yield where something may be written out, what gives the ways from the text before it, and if no table lists it
    for match, typed in () if again else typed_numbers(text):
        yield *match.span(), partial(_number_ways, match, typed), False
    for match in _CLIP.finditer(text):
        short = "_".join(match.group().lower().replace("ё", "е").replace(".", " ").split())
        end, stop = match.end(), ""
        mixed = match.group()[1:] != match.group()[1:].lower()  # «10кВ»
        if mixed or (len(short) == 1 and short != match.group()) or (again and short in _KNOWN_SHORT):
            continue  # «Д3» is no house; of «1кат» the rules know «1 кат.»
        if text.startswith(".", end):
            end = end + 1 if short in _BEFORE_NAMES else end_of_short(match.group(), text, end)
            stop, right = text[match.end() : end], text[end : end + SIGHT]
            right = " " * right[:1].isalnum() + right  # «отоп.сезон»
            if again or _rules_read(short, text[: match.start()], right) or not (stop or _MAY_END.match(right)):
                continue
        begins = match.group().islower() or (not match.start() and (stop or is_unknown(short)))
        glued = bool(stop) and text[end : end + 1].isalnum()
        right = " " * glued + text[end : end + SIGHT]
        if short in CLIPS:
            yield match.start(), end, partial(_clip_ways, short, right, stop), False
        elif begins and (is_unknown(short) or (stop and (glued or likeliest(short).lemma != short))) and _is_cut(short):
            yield match.start(), end, partial(_cut_ways, short, right), True


def _number_ways(match: re.Match[str], typed: Typed, left: str) -> Iterator[Way]:
    written = typed(match, left, match.string[match.end() : match.end() + SIGHT])
    if written is not None:
        yield 0, written, True


def _rules_read(short: str, left: str, right: str) -> bool:
    """Tell whether the rules know `short` with its full stop; an adjective only where a noun stands behind it."""
    if f"{short}." in SHORT_ADJECTIVES and short not in EVERY_SHORT:
        right = right if right[:1].isspace() else f" {right}"
        behind = WORD_BEHIND.match(right)
        cut = behind is None or behind[1] in CLIPS or is_unknown(behind[1])
        read = last_word(left) != "не" and not cut and bool(head_forms(right))  # «рынок не раб. в пн»
        return read and _is_untold(short, left, right)  # «вых. пн»
    if short in _RULES_READ:
        return _RULES_READ[short](left, right)
    return short in _KNOWN_SHORT or f"{short}." in SHORT_PHRASES


def _clip_ways(short: str, right: str, stop: str, left: str) -> Iterator[Way]:
    cut = stop or may_be_cut(short, left, "" if right.startswith(".") else right)
    return _ways(short, left, right) if cut else iter(())


def _is_cut(word: str) -> bool:
    """Tell whether `word` ends in a consonant, or lacks its middle, so that more is to follow."""
    return "-" in word or (word[-1] not in _ENDS_WORDS and bool(candidates(word)))


def _cut_ways(cut: str, right: str, left: str) -> Iterator[Way]:
    if cut in ABBREVIATED:
        return  # the rules read it, or refuse it
    parts = [CLIPS.get(part, (("", part, False),))[0][1] for part in cut.split("-")]
    if "-" in cut and MONTH_NAMES.issuperset(parts):  # «янв-фев»
        yield 0, "-".join(declined(f"*{month}", asked_of(left, "n", f"*{month}")[0]) for month in parts), True
    elif "-" in cut:
        found, sure = contracted(*cut.split("-", 1)) if cut.partition("-")[0] not in CONTRACTED else ((), False)
        yield from ((0, word, True) for word in found[:1] if sure)
    elif (meant := meant_by(cut, left, right, head_forms(right))) and meant[0][2]:
        yield from _written(ways_of(meant[0], left, right), left)


def _written(ways: Iterable[Way], left: str) -> Iterator[Way]:
    gap = " " if left[-1:].isalnum() else ""
    yield from ((back, typed if back else gap + typed, sure) for back, typed, sure in ways)


def _is_guessed(short: str, left: str, right: str, typed: str) -> bool:
    # Of two that a clip may stand for, only an adjective with its noun is certain; «на 1 эт»: where, or where to
    number = NUMBER_BEFORE.search(left)
    if short in ("эт", "кв") and last_word(left[: number.start()] if number else left) == "на":
        moves = _MOVES if short == "эт" else _VERB_BEFORE
        return not typed.endswith(("этаже", "квартире")) or moves.search(left) is not None
    said, told = forms(last_word(f"{typed} ")), _told(short, left, right) is not None
    noun = said[0] if said and said[0].kind == "NOUN" and not told else None
    if noun and noun.case == "ins" and last_word(left) == "с":
        return True  # «с тел»: from it, or together with it
    if noun and short.isalpha() and not (number or told) and _describes(short, left, right, subject=noun.case == "nom"):
        return True  # «сист. блок», «инж. сети»
    owned = any(form.kind == "ADJ" and form.case == "gen" for form in said) and _asks_genitive(left)
    if owned and said[0].kind == "ADJ" and not told:
        # «директор шк. искусств»: of a school, or of the school's arts
        return {kind for kind, _, sure in CLIPS.get(short, ()) if sure} > {"a"} and all(
            form.case == "gen" for form in head_forms(right)
        )
    shown = number or NAME_BEHIND.match(right) or _AGE_BEHIND.match(right) or short in _ALONE
    shown = shown or short not in CLIPS
    if noun and noun.animate and not (noun.plural or shown):
        return True  # «студ. 100тг»: one of them, or all
    kinds = said if sum(sure for *_, sure in CLIPS.get(short, ())) > 1 else ()
    numbered = number is not None or RANGE_BEFORE.search(left) or _FIGURE.match(right)
    settled = numbered or not kinds or told
    alone = kinds and kinds[0].kind == "NOUN" and not head_forms(right)  # no adjective stands without its noun
    return not (settled or alone or kinds[0].kind in ("ADJ", "ADJS", "PRTS"))


def _describes(short: str, left: str, right: str, *, subject: bool) -> bool:
    """Tell whether `short` may be an adjective of the noun behind, which in its other cases a noun could own."""
    behind = WORD_BEHIND.match(right.removeprefix("."))
    word = behind[1] if behind and behind[1].islower() and behind[1] not in CLIPS else ""
    found = [form for form in nouns(word) if "Surn" not in form.traits] if word and word not in PREPOSITIONS else []
    cases = {form.case for form in found if form.lemma == found[0].lemma}
    levels = candidates(short)
    described = any(each.kind == "a" and level >= levels[0][0] - _FAR_RARER for level, each in levels)
    if subject and "nom" in cases:
        return "gen" not in cases or described
    return "gen" in cases and described and _asks_genitive(left)  # «начало рем. работ»


def _asks_genitive(left: str) -> bool:
    return is_noun(last_word(left)) or "gen" in PREPOSITIONS.get(last_word(left), ())


def _house_behind(text: str, start: int, end: int, typed: str) -> re.Match[str] | None:
    # Return the number that a label has to be said with: a noun behind it would take it («корп 2 ул Абая»)
    house = _HOUSE.match(text, end) if text[start:end].lower() in _HOUSE_LABELS else None
    taken = house is not None and (typed.strip() in _SAID_WITH_NUMBER or _SMALL_WORD.match(text, house.end()))
    return house if taken else None


def _told(short: str, left: str, right: str) -> tuple[str, str, bool] | None:
    rows = (row for row in TOLD if row[0] == short)
    small = left[:1].lower() + left[1:]  # «Стрижка муж»: it begins the text
    found = (row for row in rows if row[2].match(right) and (row[1].search(left) or row[1].search(small)))
    return next((meant for *_, meant in found), None)


def _is_untold(short: str, left: str, right: str) -> bool:
    return _told(short, left, right) is None


def _is_entrance(left: str, right: str) -> bool:
    # «3 под срочно», «дом 15 под 3», but «под лёд», «в 18 под мостом»
    behind = WORD_BEHIND.match(right)
    over = behind is not None and any(form.case in ("ins", "acc") for form in forms(behind[1]))
    placed = last_word(left) in _PLACED and last_word(left) != "из" and _FIGURE.match(right)  # «в под №4»
    return bool(placed or _ENTRANCE_BEFORE.search(left)) and not over


def _governs_nothing(left: str, right: str) -> bool:
    # «поиск отряд», but «поиск отряда», «без прав арест»
    behind = WORD_BEHIND.match(right) if last_word(left) != "без" else None
    kinds = nouns(behind[1]) if behind else ()
    return {"nom", "prep", "ins", "dat"} & {form.case for form in kinds} != set() and all(
        form.case != "gen" for form in kinds
    )


_RULES_READ: dict[str, Callable[[str, str], bool]] = {
    # «5 мес.», but «в мес.»
    **dict.fromkeys(
        word_set("мес нед сут"),
        lambda left, _right: bool((found := NUMBER_BEFORE.search(left)) and not found["ending"]),
    ),
    # «ср. доход», «по ср.», «напр. от врача», «мин. зарплата»
    **{short: partial(_is_untold, short) for short in ("ср", "напр", "мин", "включ", "вых", "стр", "кл", "деп")},
    "моб": lambda left, right: _is_untold("моб", left, right) and not WORD_BEHIND.match(f" {right.lstrip()}"),
    "нач": lambda left, right: (told := _told("нач", left, right)) is None or told[1] == "начальник",
    "кв": lambda _left, right: bool(_FIGURE.match(right)) or right.lstrip().startswith("м"),  # «с кв. на лампочки»
    **dict.fromkeys(("корп", "пом"), lambda _left, right: bool(_FIGURE.match(right))),
    "вс": lambda left, right: last_word(left) not in ("в", "во") and _told("вс", left, right) is None,
    "гр": lambda left, right: _told("гр", left, right) is None,
    # «в обл. 86 случаев»
    "обл": lambda left, right: (
        _is_untold("обл", left, right)
        and (last_word(left) not in PREPOSITIONS or bool(WORD_BEHIND.match(f" {right.lstrip()}")))
    ),
    "св": lambda _left, right: not _FIGURE.match(right),  # «вес св. 74»
    "уд": lambda _left, right: right.lstrip().startswith("личности"),
    **dict.fromkeys(word_set("пл пр зам ком"), lambda _left, right: _NAME_OR_NUMBER.match(right) is not None),
}
_SPECIAL: dict[str, Callable[[str, str], bool]] = {
    "под": _is_entrance,
    # «тренировка перенес», but «врач перенес»
    "перенес": lambda left, _right: (subject := subject_before(left)) is not None and not subject.animate,
    **dict.fromkeys(AS_ADJECTIVES, _governs_nothing),
}


def _ways(short: str, left: str, right: str) -> Iterator[Way]:
    # Yield the ways to write `short` out
    number = NUMBER_BEFORE.search(left)
    measured = (
        number is not None
        and short in UNITS
        and not number["ending"]
        and not (short == "г" and NAME_BEHIND.match(right))
    )
    unchanged = all(kind == "w" for kind, *_ in CLIPS[short])
    if (
        measured
        or (short in UNITS and _DECIMAL_BEFORE.search(left))
        or (RANGE_BEFORE.search(left) and short != "кл" and not unchanged)
    ):
        return  # «2 нед», but «55-12-34 круглосут»
    told = _told(short, left, right)
    meant = (told,) if told else CLIPS[short]
    if number:  # «в 5й больн», «2 подрост»
        wanted = "o" if any(kind == "o" for kind, *_ in meant) else "n"
        meant = tuple(each for each in meant if each[0] == wanted) or meant
    ways: list[Way] = []
    for each in agreeing_nouns(meant, left):
        found = list(ways_of(each, left, right))
        if found and each[0] in "abp" and all(sure for _, _, sure in found):
            ways = found  # an adjective beside its noun is nothing else
            break
        ways += found
    yield from _written(ways, left)

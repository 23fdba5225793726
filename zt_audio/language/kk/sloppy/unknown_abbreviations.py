"""Refuse what looks like an abbreviation but stands in no table, or is typed in small letters (аек): never a word."""

from __future__ import annotations

from functools import lru_cache

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.kk import LANGUAGE
from zt_audio.language.kk.forms import letter_name
from zt_audio.language.kk.number_tokens import CAPITAL, LETTER, SMALL, WORD_START, is_hasty, is_message
from zt_audio.language.kk.organisation_names import BODY_NAMES, CODE_NAMES, FIRM_NAMES, STATE_NAMES, TERM_NAMES
from zt_audio.language.kk.sloppy.clipped_words import (
    CUT_WORDS,
    NOTICE_WORDS,
    VERB_ENDS,
    WHOLE_WORDS,
    may_be_whole,
)
from zt_audio.language.kk.sloppy.known_words import is_unknown, listed
from zt_audio.language.kk.sloppy.spelling import is_known
from zt_audio.language.kk.stems import NOUNS
from zt_audio.language.kk.suffixes import parse_suffix
from zt_audio.language.lexicon import STRESS
from zt_audio.language.ru.words.morphology import forms
from zt_audio.language.tables import any_of, heads, word_list, word_set

_STRESSED = f"(?:\\+?{{}}{STRESS}?)"  # a stress typed before its vowel, or standing after it
_BIG = _STRESSED.format(CAPITAL)
# Words that are cut short and no words of Kazakh, so before a capital letter or the end too; Russian ones of addresses,
# for an address is often copied from a Russian text.
_CUT = word_set(
    "ул пер пл наб корп стр влад обл респ мкрн пос дер эт каб оф адр "
    "серж лейт подполк полк кап ген админ мед желт қаң сәу шіл ақп эл тех техн авт коммун мем мемл инсп нач зам "
    "им др пр руб коп тыс чел шт напр см спец полиц қалал учаск"
)
_NOT_VOWEL = f"[{''.join(sorted(each for each in LANGUAGE.letters if each.lower() not in LANGUAGE.vowels))}{STRESS}]"
_CONVERB = re.compile("[аеыіу]п$")
# «кырылды», «жыкты»: Kazakh in Russian letters that no table knows
PLAIN_LETTERS = re.compile(rf"(?<![\w+-])(?={SMALL}*(?:[кг]ы|ы[кг](?![аеёиоуюя]))){SMALL}{{4,}}(?![\w+-])")
# A text shouts where no word of it, or of the sentence, is in small letters and one is a word of five capitals.
_SENTENCE_END = re.compile(r"[.!?…\n]")
_NEAR = 200  # letters of a sentence that are looked at on each side
_SHOUTED = re.compile(rf"{CAPITAL}{{5}}")
_WHISPERED = re.compile(rf"{SMALL}{{3}}")
# The syllables of Kazakh, with what may end them beside one consonant.
_SYLLABLES = re.compile(
    "[бвгғджзйкқлмнңпрстфхһцчшщ]?(?:[аәеёиоөуұүыіэюя]|у|и)(?:(?:[рлнйңмс][тпкқшсч]|[бвгғджзйкқлмнңпрстфхһцчшщ])?"
    "(?![аәеёиоөуұүыіэюяь]))?"
)
# What loans begin with; and abbreviations that could be words in a text that shouts.
_ONSETS = "ст|сп|ск|сл|см|сн|св|стр|спр|скр|тр|пр|кр|гр|бр|др|фр|вр|кл|пл|бл|гл|фл|шт|шк|шл|шп|тв|дв|кв|цв|зд|вз|гд|кн"
_CONSONANT = "[бвгғджзйкқлмнңпрстфхһцчшщ]"
_UNSAYABLE = re.compile(
    rf"^(?!{_ONSETS}){_CONSONANT}{{2}}|{_CONSONANT}{{5}}|{_CONSONANT}{{3}}$|[аәеоөұүыіэ]{{3}}|^(?!аэ)[аәеоөұүыіэ]{{2}}"
)
_OPEN = word_set("ТИК УИК ОСК ЕНТ ҰБТ СЭС ТЭЦ ЖЭО ЖОО ЖЭС ИИН БИН КСК ОСИ ЖЕК ТЕЦ АЭС ГЭС БАҚ ПИК МИБ МӘМС ЖИТС")
# Names that have small letters, in a text of capitals: ҚАЗҰУ, ӘҚБТК
_SHOUTED_NAMES = frozenset(
    name.upper() for table in (BODY_NAMES, CODE_NAMES, FIRM_NAMES) for name in table if not name.isupper()
)
# Whole words that no sentence ends with, so `clipped_words` lacks them.
_WITHIN_SENTENCES = word_set("абай бен пен жуық әр деп факс мас орай ер топ жиын есеп рейд")
LONGEST_ABBREVIATION = 4
_SHORTEST_STUMP = 3
_STOP_AND_NUMBER = re.compile(r"\.\s?\d")
_VOWEL = "[аәеёиоөуұүыіэюя]"
_SPELT = re.compile(rf"(?:{_VOWEL}{_CONSONANT}{{1,3}}|{_CONSONANT}{{2,4}}|{_CONSONANT}{{1,3}}{_VOWEL})")
_CAPITAL_FIRST = frozenset(letter for letter in WORD_START if letter.isupper()) | {"+"}
_FIRST = WORD_START | {"+"}


def _say_capitals(match: re.Match[str], context: Context) -> str | Unread | None:
    """Refuse capitals unless the text shouts (НАЗАР АУДАР) and they have the syllables of a word.

    In a hasty text those that no one says as a word are said letter by letter: «КСК», «ЕНТ».
    """
    word = match.group().replace("+", "").replace(STRESS, "")
    if word in _SHOUTED_NAMES:
        return Unread("abbreviation-unknown")
    small = word.lower()
    # УСК, АӘК and ЖИ have the syllables of Kazakh, too: a short word is known, as АБАЙ and ҮШІН are.
    known = word not in _OPEN and (small in _WITHIN_SENTENCES or may_be_whole(small))
    emphasised = len(word) > LONGEST_ABBREVIATION or (known and _is_shouted(context))
    if emphasised and _is_word(small):
        return None
    spelt = _SPELT.fullmatch(small) and is_hasty(context.text) and not _is_shouted(context)
    return " ".join(map(letter_name, small)) if spelt else Unread("abbreviation-unknown")


def _is_word(word: str) -> bool:
    """Tell whether short `word` has the syllables of Kazakh, or a long one no cluster that no loan has either."""
    if len(word) > LONGEST_ABBREVIATION:
        return not _UNSAYABLE.search(word)
    pos = 0
    while match := _SYLLABLES.match(word, pos):
        pos = match.end()
    return pos == len(word)


@lru_cache(maxsize=16)
def all_shouts(text: str) -> bool:
    """Tell whether no word of `text` is in small letters and one has five capitals."""
    return bool(_SHOUTED.search(text)) and not _WHISPERED.search(text)


def _is_shouted(context: Context) -> bool:
    text = context.text
    before, after = text[max(0, context.start - _NEAR) : context.start], text[context.end : context.end + _NEAR]
    sentence = _SENTENCE_END.split(before)[-1] + text[context.start : context.end] + _SENTENCE_END.split(after)[0]
    return all_shouts(sentence) or all_shouts(text)


@lru_cache(maxsize=20_000)
def may_be_word(word: str) -> bool:
    """Tell whether short `word` is known, or begins and ends as words do: «атқ» and «мфо» are none."""
    whole = (may_be_whole(word) and not _UNSAYABLE.search(word)) or _CONVERB.search(word) or is_known(word)
    return bool(whole) or any(form.known for form in forms(word))


@lru_cache(maxsize=20_000)
def _begins_whole(word: str) -> bool:
    return len(word) >= _SHORTEST_STUMP and any(
        len(whole) > len(word) and whole.startswith(word) for whole in (*WHOLE_WORDS, *NOTICE_WORDS)
    )


# Names that are words in small letters: white, garden, sow, peak.
_WORDS = word_set("ақ бақ ек пик")
SMALL_NAMES = {
    name.lower() for table in (TERM_NAMES, BODY_NAMES, CODE_NAMES, FIRM_NAMES, STATE_NAMES) for name in table
} - _WORDS | {"гкал"}
# What is cut short loses its full stop, too: «пол майоры», «мед көмек». None is a word of Kazakh.
_CUT_STOPLESS = word_list("мед эл админ лейт серж подполк проф акад доц коммун техн пол кап мем даң даңғ кв нач")
_AFTER_NAME = re.compile(rf"{CAPITAL}{SMALL}+\s$")
_NAMED_AFTER = re.compile(rf"{CAPITAL}{SMALL}+(?:[ое]ва?|ина?|ұлы|қызы)\s$")


def _refuse_head(match: re.Match[str], context: Context) -> Unread | None:
    name = _NAMED_AFTER if match.group().startswith("ат") else _AFTER_NAME
    return Unread("abbreviation-unknown") if context.before(name) else None


RULES = (
    # A suffix may follow with a hyphen or without: аек-ке, жшсге. A long word that begins so is a word.
    Rule(
        "small-name",
        re.compile(
            rf"(?:{any_of(SMALL_NAMES)})(?=-{SMALL}|(?:(?<=\w\w\w)(?:[гғкқ][ае]|[дт][ае]н?|[ндт][ыі]ң?))?(?!\w))"
        ),
        Unread("abbreviation-unknown"),
        heads(SMALL_NAMES),
    ),
    # ххі ғасыр; no word of Kazakh looks so
    Rule("small-numeral", re.compile(r"(?:[іх]{2,4}|і)(?![\w-])"), Unread("abbreviation-unknown"), frozenset("іх")),
    # «4 қаб», «1 тоқс»
    Rule(
        "cut-without-stop",
        re.compile(rf"{SMALL}{{3,8}}(?![\w.-])"),
        lambda match, _: Unread("abbreviation-unknown") if match.group() in CUT_WORDS else None,
        heads(CUT_WORDS),
    ),
    Rule(
        "cut-without-stop",
        re.compile(rf"(?i:{any_of(_CUT_STOPLESS)})(?![\w.-])"),
        Unread("abbreviation-unknown"),
        heads(_CUT_STOPLESS),
    ),
    # «қал әкімдігі», «Қазақтелеком» ақ: a town's, a joint-stock company; elsewhere they are words.
    Rule(
        "cut-without-stop",
        re.compile(r"қал(?=\s+(?:әкім|аурухана|емхана|полиция|мәслихат))|(?<=[»”\"] )ақ(?![\w-])"),
        Unread("abbreviation-unknown"),
        frozenset("қа"),
    ),
    Rule("cut-without-stop", re.compile(r"(?:көш|ат|атын)(?![\w.-])"), _refuse_head, frozenset("ка")),
    # «Ясный а тұрғындары»: a letter behind a name, where a village or a street is meant.
    Rule("cut-without-stop", re.compile(rf"(?<= )[ақкп](?= )(?! {SMALL} {CAPITAL})"), _refuse_head, frozenset("ақкп")),
    # A full stop before a small letter ends no sentence; words before one are judged in `plain_words`.
    # Refuse a full stop that ends no sentence; a word before it that is unknown is reported already.
    Rule(
        "stop-inside-a-sentence",
        re.compile(rf"(?<!\.)\.(?=\s{{0,3}}{SMALL})"),
        lambda _match, context: (
            "." if context.left and context.left[-1].rule == "unreadable" else Unread("stop-before-small")
        ),
        frozenset("."),
    ),
    # What stays of a word that is contracted in Kazakh has few letters: м-гі, обл-да. Names and whole words have
    # more.
    # Refuse a short word with a hyphen and a suffix (м-лігі, а-сы): it is contracted. «Келдің-ау» has a particle.
    Rule(
        "contracted-word",
        re.compile(
            rf"(?=.{{1,4}}-)(?P<head>{LETTER}|{LETTER}{{1,3}}(?![аәеоөұүыіиуэ]){LETTER})-(?P<ending>(?!ау|ай|ақ){SMALL}{{1,6}})(?![\w-])"
        ),
        lambda match, _: (
            Unread("abbreviation-unknown")
            if parse_suffix(match["ending"]) and not (len(match["head"]) > _SHORTEST_STUMP and match["head"] in NOUNS)
            else None
        ),
        _FIRST,
    ),
    # Russian words of addresses without their full stop; endings that stand apart, which no word sounds like: 22:00
    # ден.
    Rule(
        "no-word",
        re.compile(
            r"(?:[Уу]л|[Оо]бл|[Мм]кр|[Пп]росп|[Дд]аңғ|[Аа]уд|[Рр]есп|[Жж]елт|[Аа]қп|[Сс]әу|[Пп]әт|[Кк]аб|көш(?=,?\s?\d|\s[А-ЯӘҒҚҢӨҰҮІ])|ге|ға|қа(?!\s[А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі])|ден|[ндт][ыі]ң|[дтн][ыі]|ш[ыі]|нш[ыі]|[ыі]нш[ыі]|лық|лік|дық|дік)(?![\w-])"
        ),
        Unread("abbreviation-unknown"),
        frozenset("УуОоМмПпДдАаРрЖжСсКкгғқлндтшыі"),
    ),
    # 16 А автомат: amperes, or a block
    Rule(
        "letter-after-number",
        re.compile(rf"(?<=\d ){CAPITAL}(?![\w.-])"),
        Unread("abbreviation-unknown"),
        _CAPITAL_FIRST,
    ),
    Rule(
        "cut-letter",
        re.compile(rf"{SMALL}\s{{0,3}}\.(?=\s*$|\s*[\d(«»„“”\"',;:)\[\]–—-])"),
        Unread("abbreviation-unknown"),
        frozenset(letter for letter in WORD_START if letter.islower()),
    ),
    Rule(
        "cut-word",
        re.compile(rf"(?i:{any_of(_CUT)})\."),
        Unread("abbreviation-unknown"),
        heads(_CUT),
    ),
    Rule("capitals", re.compile(rf"{_BIG}{{2,}}(?![\w+])"), _say_capitals, _CAPITAL_FIRST),
    Rule(
        "no-word",
        re.compile(rf"{SMALL}{{3,8}}(?![\w+-])"),
        lambda match, _: (
            None if may_be_word(match.group()) or not is_unknown(match.group()) else Unread("abbreviation-unknown")
        ),
        frozenset(letter for letter in WORD_START if letter.islower()),
    ),
    # Refuse an unknown word with кы or гы: Kazakh writes қы and ғы, and few loans have them.
    Rule(
        "plain-letters",
        PLAIN_LETTERS,
        lambda match, _: Unread("unreadable-token") if is_unknown(match.group()) else None,
        frozenset(letter for letter in WORD_START if letter.islower()),
    ),
    # «оңт-шығ»: two words that are cut short
    Rule(
        "cut-compound",
        re.compile(rf"(?P<one>{SMALL}{{3,8}})-(?P<other>{SMALL}{{2,8}})(?![\w-])"),
        lambda match, _: (
            None
            if match["other"] not in VERB_ENDS and all(map(may_be_word, match.groups()))
            else Unread("abbreviation-unknown")
        ),
        frozenset(letter for letter in WORD_START if letter.islower()),
    ),
    # Refuse what has no vowel: no Kazakh word lacks one.
    Rule(
        "no-vowel",
        re.compile(rf"{_NOT_VOWEL}+(?![\w+])"),
        Unread("abbreviation-unknown"),
        _FIRST & frozenset(_NOT_VOWEL),
    ),
    # Doubt «25 и»: a word, or a suffix that lacks its hyphen.
    Rule(
        "loose-suffix",
        re.compile(r"(?<=\d )[иыі](?!\w)"),
        lambda match, context: Guess(match.group()) if is_message(context.text) else None,
        frozenset("иыі"),
    ),
    # Refuse an unknown word of a message that begins a longer one; at its start a capital letter shows no name.
    Rule(
        "unknown-word",
        re.compile(rf"(?<![\w+-])(?:{SMALL}|(?:^|(?<=[.!?] )){CAPITAL}){SMALL}+(?![\w+-])"),
        lambda match, context: (
            Unread("abbreviation-unknown")
            if is_hasty(context.text)
            and _begins_whole(word := match.group().lower())
            # «бригад. 8 мин»: a loan, but no word of Kazakh
            and (is_unknown(word) or (context.after(_STOP_AND_NUMBER) and word not in listed() and word not in NOUNS))
            else None
        ),
        _FIRST,
    ),
)

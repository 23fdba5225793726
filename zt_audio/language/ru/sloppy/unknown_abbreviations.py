"""Refuse what looks like an abbreviation but stands in no table: it is never read as if it were a word.

A full stop before a small letter ends no sentence, so the word before it is short for something, however long it is and
even if the dictionary has it («спец. отряд»). Before a capital letter the stop may end the sentence; there a word is an
abbreviation if the dictionary lacks it and has longer words that begin with it («управл.»).
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.lexicon import STRESS
from zt_audio.language.plain_words import end_of_short
from zt_audio.language.ru import LANGUAGE
from zt_audio.language.ru.cases.left_text import last_word
from zt_audio.language.ru.sloppy.clips import CLIPS
from zt_audio.language.ru.sloppy.spelt_out import may_be_cut
from zt_audio.language.ru.words.government import BARE_GOVERNED, PREPOSITIONS, TIMES
from zt_audio.language.ru.words.known_words import is_likelier_cut, words_that_begin
from zt_audio.language.ru.words.letters import RUSSIAN_LETTERS
from zt_audio.language.ru.words.morphology import begins_words, forms, is_in_dictionary, likeliest, nouns
from zt_audio.language.ru.words.units import MAGNITUDES
from zt_audio.language.tables import word_set

_ONE_LETTER_WORDS = frozenset("авбежикосуэя")  # and «е» of a house number
# Abbreviations that are said as words.
_SAID_AS_WORDS = word_set(
    "ГАИ ЗАГС РАГС ОМОН СОБР ВУЗ СПИД ВИЧ НАТО ЮНЕСКО ЮНИСЕФ ОПЕК ГЭС ТЭЦ ТЮЗ МИД СИЗО ЧОП КАСКО НИИ КАМАЗ УАЗ ПАЗ МАЗ "
    "ГАЗ ВАЗ ГОСТ УЗИ ФАП МРОТ ЦУМ ГУМ НИШ"
)
_LETTERS = rf"\+?[А-Яа-яЁё][А-Яа-яЁё+{STRESS}]*"
_LETTER_NAMES = frozenset(RUSSIAN_LETTERS.values()) | {"эл"}
_MARKS_OF_STRESS = re.compile(rf"[+{STRESS}]")
# These end no sentence; before a full stop they are short for something. «дом семь а.» is a house.
_END_NO_SENTENCE = frozenset("вкосуиабжзеэ")
_STOP_BEFORE_NUMBER = re.compile(r"\.\s?[-–]?\d")
# Words and forms of the dictionary that end no sentence of a notice, so that before a full stop they are short for
# others: «кол. 5», «спец. «Нур»». What may end one («мед», «центр», «след», «школ») is left out.
_SHORT_FOR_OTHERS = word_set(
    "кол прим сот прот пом кор прож част общ вет дет спец юр эл электр коммун опер сан дор авар амб вед врем инд кап "
    "комм дол упак пач ящ насел наст пенс пред строит тер теп зак дог бут влад пав ком под кон мин сек акад дир зав "
    "зам док тех раб"
)
_STOP_GOES_ON = re.compile(r"\.\s*[\dА-ЯЁIVX]")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?…])\s*$")
_CLAUSE_BEGINS = re.compile(r"(?:^|[.!?…,;:])\s*$")
_STOP = re.compile(r"[\s,;:()–—]*\.")
_STOP_BEFORE_SMALL = re.compile(r"(?<!\.)\.(?![.…])(?=\s*[«\"(]?[а-яёa-z])")  # three dots are a pause
# Who does what: «кинолог» begins «кинологический», and is whole. Source: РГ-80, vol. 1, on suffixes of persons.
_WHOLE_WORD = re.compile(r"(?:лог|граф|тор|ист|ник|щик|чик|вед|вод|ман|мен|ёр|ер|[тчш]ь|тся)$")
# Words that are short for others where a name or the end of a price follows: «им Абая», «500 тг с чел».
_BEFORE_BOTH = re.compile(r"\s+[бвгджзклмнпрстфхцчшщ][а-яё]*[иы](?!\w)")  # «в об стороны», but «об стену»
_SHORT_BEFORE = {
    "им": re.compile(r"\s+[А-ЯЁ]"),
    "чел": re.compile(r"\s*(?:$|[,.;!?)])"),
    "адр": re.compile(""),
    "об": _BEFORE_BOTH,
}
# Words of the dictionary that messages have for others: «на ост Рассвет», «15 раб дней», «в рез ДТП».
_CUT_IN_MESSAGES = word_set("веч мар сот водит сверл навяз мус раб уд")
_NAME_BEFORE = re.compile(
    r"(?<!\w)(?:с|п|пос|а|аул\w*|сел[оаеу]\w?|посёл\w+|посел\w+|разъезд\w*|ст)\.?\s+[А-ЯЁ][а-яё]+\s$"
)
_SIZE_BEFORE = re.compile(
    r"(?:величиной|размером|ростом|толщиной|длиной|высотой|шириной|град\w*)\sсо?\s$", re.IGNORECASE
)
_SPAN_OF_TIME = re.compile(r"(?:январ|феврал|март|апрел|май|июн|июл|август|\w+бр|вторник|четверг|пояс|ноль)")
_FROM_BEFORE = re.compile(r"(?<!\w)с\s[^.!?]*\sпо\s$", re.IGNORECASE)  # «с дома 93 по дом 189»
_NUMBER_BEFORE = re.compile(r"\d(?:-[а-яё]{1,3})?\s$")
_NOUN_BEHIND = re.compile(r"\s+([А-Яа-яё][а-яё]{2,})(?![\w-])")
# Nouns that messages have for adjectives: «запас ключ», «класс час», «муж день»
_HALF_ADJECTIVES = word_set("муж газ запас класс обмен центр муз мед мат рентген")
_NUMBER_NOUNS = frozenset({"ноль", *(noun.lstrip("*") for noun in MAGNITUDES.values())})  # «лет тысяча назад»
_SIGHT = 100  # characters
_LONGEST_CUT = 9  # letters
_SHORT = 5  # letters; an abbreviation ends in a consonant, and stands before a full stop
# Behind a hyphen these are words or particles; other short ends («кол-во», «гр-не») are left of a shortened word.
_PARTICLES = word_set(
    "то ка либо нибудь таки с де за под над по да нет ну ай ой ага ух бой ток код лес дом газ чат шоу"
)
_SHORT_END = 4  # letters
# Nouns in capitals that are words and no abbreviations, though they are as short: «СТОП!».
_SHORT_WORDS = word_set("СТОП ВОДА ГАЗ ДЕТИ ДЫМ СВЕТ МИР ТРУД МАЙ ДОМ ЛЁД ЛЕД ВРАЧ")
# Prepositions and conjunctions that are abbreviations too: «прошёл ТО», «отдел ПО».
_LIKE_SMALL_WORDS = word_set("ТО ПО СО ОБО ВО КО ОБ ДО")
_WORD_OR_NUMBER = re.compile(r"\s+(?:(?P<number>\d)|(?P<word>[а-яё]+))")
_LONGEST_LIKE_INITIALS = 4  # letters; «ЕНТ», «ТИК»: the dictionary has words that look the same
_NEXT_CAPITALS = re.compile(r"[\s,!?:«»–—-]*[А-ЯЁ]{2}")
_BEFORE_CAPITALS = re.compile(r"[А-ЯЁ]{2}[\s,!?:«»–—-]*$")
# A number with a full stop begins an item of a list; elsewhere a stop before a small letter is short for something.
_ITEM_BEFORE = re.compile(r"(?:^|[;:.!?])\s*\d{1,2}$")


def _unread(match: re.Match[str], context: Context) -> Unread | None:
    word = _MARKS_OF_STRESS.sub("", match.group())
    if len(word) == 1:
        return None if _is_one_letter_word(word, context) else Unread("abbreviation-unknown")
    if not LANGUAGE.vowels & set(word.lower()):
        return None if word.lower() == "ль" else Unread("abbreviation-unknown")
    if word.isupper():
        return None if _is_shouted(word, context) else Unread("abbreviation-unknown")
    if _LETTER_NAMES.issuperset(word.split("-")) and not (word in CLIPS and _is_clip(word, context)):
        return None  # «а-эс-пэ» as it is said
    # «СМС-код», «ТВ-канал»: a part of the word is in capitals
    initials = "-" in word and any(
        len(part) > 1 and part.isupper() and part not in _SAID_AS_WORDS for part in word.split("-")
    )
    doubtful = initials or _is_contracted(word) or _looks_short(word, context)
    return Unread("abbreviation-unknown") if doubtful else None


def _is_contracted(word: str) -> bool:
    """«кол-во», «гр-не»: what stands behind the hyphen is no word of its own."""
    first, hyphen, last = word.rpartition("-")
    if not hyphen or not last.islower() or len(last) > _SHORT_END or last in _PARTICLES or _is_known(word):
        return False
    one_letter = len(last) == 1  # «голос-я»
    return one_letter or not (_is_known(first) and _is_known(last)) or not LANGUAGE.vowels & set(first)


def _stop(_: re.Match[str], context: Context) -> str | Unread:
    """Refuse a full stop that ends no sentence and that no rule has claimed, except in a list: «1. не мусорить»."""
    if context.left and context.left[-1].rule == "unreadable":
        return "."  # the word before it is reported
    return (
        ","
        if _ITEM_BEFORE.search(context.text[max(context.start - 6, 0) : context.start])
        else Unread("stop-before-small")
    )


def _is_one_letter_word(word: str, context: Context) -> bool:
    if word in _END_NO_SENTENCE and _STOP.match(context.text, context.end):
        return likeliest(last_word(context.text[: context.start]) or word).kind == "NUMR"
    return word.lower() in _ONE_LETTER_WORDS


def _looks_short(word: str, context: Context) -> bool:
    cut = (word in _CUT_IN_MESSAGES and not _STOP.match(context.text, context.end)) or (
        word.lower() in CLIPS and _is_clip(word, context)
    )
    cut = cut or (word.islower() and _stands_alone(word, context)) or _is_bare_genitive(word, context)
    known = word[1:].islower() and is_in_dictionary(word.lower())  # to take a name apart costs 0.5 ms
    cut = cut or (known and {"Abbr", "ADJF"} <= likeliest(word).traits)
    if cut or _STOP_BEFORE_SMALL.match(context.text, context.end):
        return True
    if word in CLIPS and end_of_short(word, context.text, context.end) > context.end:
        return True  # «залог уд., парк»
    if word in _SHORT_BEFORE and _SHORT_BEFORE[word].match(context.text, context.end):
        return True
    numbered = _STOP_BEFORE_NUMBER.match(context.text, context.end)  # «темп. -38», «вид.500 м»
    other = word.lower() in _SHORT_FOR_OTHERS and context.text.startswith(".", context.end)
    if other or (numbered and is_likelier_cut(word.lower())):
        return True
    if word[-1] in LANGUAGE.vowels:
        return False
    return _small_looks_short(word, context) if word.islower() else _is_one_word_sentence(word, context)


def _is_clip(word: str, context: Context) -> bool:
    left, right = context.text[max(0, context.start - _SIGHT) : context.start], context.text[context.end :][:_SIGHT]
    return may_be_cut(word.lower(), left, right)


def _stands_alone(word: str, context: Context) -> bool:
    """Tell whether a noun fits nothing beside it, so that it is another word cut short: «по граф», «класс час»."""
    if word[-1] in LANGUAGE.vowels and word not in _HALF_ADJECTIVES:
        return False
    left, right = context.text[max(0, context.start - _SIGHT) : context.start], context.text[context.end :][:_SIGHT]
    before = last_word(left) if left.endswith(" ") else ""
    kinds = forms(word) if before == "не" or before in BARE_GOVERNED else ()
    if (
        kinds
        and word[-1] not in LANGUAGE.vowels
        and all(each.known and each.kind in ("NOUN", "ADJS") for each in kinds)
    ):
        if before == "не":  # «не работ»
            return any(form.known and form.kind == "VERB" for end in ("ает", "яет") for form in forms(word + end))
        timed = _SPAN_OF_TIME.match(word) or _FROM_BEFORE.search(left) or _SIZE_BEFORE.search(left) or word in TIMES
        if not timed and not {form.case for form in kinds} & set(BARE_GOVERNED[before]):
            return True
    behind = _NOUN_BEHIND.match(right) if word in _HALF_ADJECTIVES else None
    if (
        behind is None
        or behind[1] in ("вода", "свет", "канализация", "интернет")
        or _NUMBER_BEFORE.search(left)
        or (before and (before in _LETTER_NAMES or forms(before)[0].kind == "ADJ"))
    ):
        return False  # «первый класс», «пятый а класс»
    head = forms(behind[1])
    named = behind[1][0].isupper() and word == "газ"
    beside = (
        head[0].kind == "NOUN"
        and not (head[0].animate and word == "муж")
        and not any(form.case == "gen" for form in head)
    )
    return named or (beside and any(form.case == "nom" for form in head))


def _is_bare_genitive(word: str, context: Context) -> bool:
    """Tell whether a plural in the genitive that is no number begins a clause before a noun: «Обществ слушания»."""
    begins = _CLAUSE_BEGINS.search(context.text[max(context.start - 5, 0) : context.start])
    behind = _NOUN_BEHIND.match(context.text, context.end) if begins and word[1:].islower() else None
    head = nouns(behind[1]) if behind and behind[1].islower() else ()  # a name is no head: «часов «Алтай»»
    return any(form.case == "nom" and form.lemma not in _NUMBER_NOUNS for form in head) and (
        all(
            form.kind == "NOUN" and form.case == "gen" and form.plural and form.lemma not in _NUMBER_NOUNS
            for form in forms(word.lower())
        )
        and any(each.kind == "a" for each in words_that_begin(word.lower()))
    )


def _is_one_word_sentence(word: str, context: Context) -> bool:
    """«Прот. 5»: an unknown name does not end the sentence that it begins."""
    begins = _SENTENCE_BEGINS.search(context.text[max(context.start - 5, 0) : context.start])
    return bool(begins and _STOP_GOES_ON.match(context.text, context.end)) and not _is_known(word)


def _small_looks_short(word: str, context: Context) -> bool:
    if _is_known(word):
        return False
    if _STOP.match(context.text, context.end) is None:  # «закр на ремонт»: cut short, and the full stop is missing
        named = _NAME_BEFORE.search(context.text, max(0, context.start - 30), context.start)  # «с. Жалгыз карагай»
        return not named and len(word) <= _LONGEST_CUT and begins_words(word) and not _WHOLE_WORD.search(word)
    return len(word) <= _SHORT or (begins_words(word) and not _WHOLE_WORD.search(word))


def _is_shouted(word: str, context: Context) -> bool:
    """«ВНИМАНИЕ» is a word in capitals; «ЛПУ» is not, and a short noun between other words may be either."""
    if word in _SAID_AS_WORDS or word in _SHORT_WORDS:
        return True
    if not _is_known(word) or len(set(word)) == 1:  # «серии АА»
        return False
    text, start = context.text, context.start
    if word == "ДО" and last_word(text[:start]) not in PREPOSITIONS and _is_until(text, context.end):
        return True
    if len(word) > _LONGEST_LIKE_INITIALS or (forms(word)[0].kind != "NOUN" and word not in _LIKE_SMALL_WORDS):
        return True
    return bool(_NEXT_CAPITALS.match(text, context.end) or _BEFORE_CAPITALS.search(text[max(start - 20, 0) : start]))


def _is_until(text: str, pos: int) -> bool:
    """Tell whether a number or a genitive follows, so that «ДО» is emphasised: «ДО 18:00», «ДО конца месяца»."""
    behind = _WORD_OR_NUMBER.match(text, pos)
    return bool(behind and (behind["number"] or any(form.case == "gen" for form in forms(behind["word"]))))


def _is_known(word: str) -> bool:
    # «вуз» declines like a word
    return any(form.known and not {"Abbr", "Fixd"} <= form.traits for form in forms(word))


RULES = (
    Rule("unknown", re.compile(rf"(?<!\w){_LETTERS}(?:-{_LETTERS})*(?!\w)"), _unread, LANGUAGE.letters | {"+"}),
    Rule("unknown", _STOP_BEFORE_SMALL, _stop, frozenset(".")),
)

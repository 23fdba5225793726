"""Tell the checks what they must know of Russian."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.registry import CheckFacts
from zt_audio.language.ru.words.morphology import is_verb
from zt_audio.language.ru.words.numbers import SOFT_STEMS
from zt_audio.language.tables import word_list, word_set

# Russian words that are no Kazakh ones as well (не, да, от, он, у, о, без are), nor in use there (центр, вокзал).
_WORDS = word_set(
    "в во и к ко с со на нет по для до за из как это или об при все всё вы мы они их ваш вас вам нас нам если "
    "только можно нельзя что чтобы где когда уже ещё под над между через после перед стой стойте спасибо "
    "порядок граждане город города городе посёлок поселок село рынок рынка улица улице улицы район района "
    "школа школы площадь берег магазин жители гости пешеход пожалуйста ночью днём утром вечером вечера часов дети "
    "детей детям курить людей люди дорогу дорога дороге дороги переход перехода если чтобы очень также"
)
# Endings that no Kazakh word and no loan in Kazakh has.
_ENDING = re.compile(
    "..(?:[иеаяуюы]ться|[иеаяую]тся|йте|ите|ются|ают|яют|уют|ение|ением|ении|ание|ости|ость|.ть|ью|ого|ыми|ими|ые|ых|ешь|ишь)$"
)
# How verbs may end: which of these words are verbs the dictionary knows. Short ones are words of Kazakh, too («берем»),
# and participles are names («Вознесен ауылы»).
_LIKE_VERB = re.compile("..{3,}(?:л[аои]?|[еиуюаяы]т|ть|[нт][аоы]|ся|сь)|[а-яё].{3,}(?:[еёи]м|[ёеая]н|в)")
# Patterns for the stems of cardinals, ordinals and collectives.
_ONES = word_list(
    "нол|нул од[ин]н|один|перв дв[аеуо]|обо|обе|об[аи]\\b|втор тр[иеё] четыр|четв[её]р пят шест сем|седьм "
    "вос[ье]м девят"
)
_TENS = word_list("десят двадцат тридцат сорок пят\\w*десят шест\\w*десят сем\\w*десят вос\\w+десят девяност")
_HUNDREDS = word_list(
    "ст[оа]|сот двести|двухс|двумс трист|трёхс|трехс четыр\\w+ст пят\\w*с шест\\w*с сем\\w*с вос\\w+с девят\\w*с"
)
_TEENS = range(11, 20)
# Beginnings of towns and districts, and of their adjectives.
_TOWNS = {
    "Ақтөбе": "Актобе|Актюбинск",
    "Алға": r"Алг[аиуе]\b|Алгой\b|Алгинск",
    "Хромтау": "Хромтау",
    "Қандыағаш": "Кандыагаш",
    "Ембі": "Эмб[аыуе]",
    "Шалқар": "Шалкар",
    "Темір": "Темир",
    "Жем": "Жем(?!ч)",
    "Қобда": "Кобд|Хобд",
    "Ырғыз": "Иргиз",
    "Мәртөк": "Март[уо]к",
    "Қарғалы": "Каргал",
    "Байғанин": "Байганин",
    "Ойыл": "Уил",
    "Әйтеке би": "Айтеке ?[Бб]и|Айтекебий",
    "Мұғалжар": "Мугалжар",
    "Шұбарқұдық": "Шубаркудук",
    "Астана": "Астан",
    "Алматы": "Алмат",
    "Шымкент": "Шымкент",
    "Атырау": "Атырау",
    "Ақтау": "Актау",
    "Орал": "Уральск|Орал",
    "Қостанай": "Костана",
    "Қарағанды": "Караганд",
    "Қазақстан": "Казахстан",
}


def _seems_russian(word: str) -> bool:
    if len(word) == 1 and word.isupper():  # the initial of a name
        return False
    small = word.lower()
    return small in _WORDS or bool(_ENDING.search(small)) or bool(_LIKE_VERB.fullmatch(word) and is_verb(word))


def _number_stems(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    found = [_HUNDREDS[hundreds - 1]] if hundreds else []
    if rest in _TEENS:
        return [*found, SOFT_STEMS[rest]]
    found += [_TENS[rest // 10 - 1]] if rest // 10 else []
    return found + ([_ONES[rest % 10]] if rest % 10 or not number else [])


RUSSIAN_FACTS = CheckFacts(
    lookalikes=dict(zip("IiY", "ИиУ", strict=True)),
    said_twice=frozenset({"стой", "да", "нет", "так", "вот", "ну"}),
    months=word_list("январ феврал март апрел ма[йя] июн июл август сентябр октябр ноябр декабр"),
    towns=_TOWNS,
    number_stems=_number_stems,
    seems=_seems_russian,
)

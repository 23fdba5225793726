"""Tell how much of a Kazakh word is read as in the language that it was borrowed from.

Only loans by way of Russian count: their и and у are plain vowels (минут, студент), not the ый, ій, ұу, үу of native
words. Arabic and Persian words of old (ғимарат, рухани) are read as native ones. Every row is a word or a sign that a
linguist can argue about.
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.kk.suffixes import INFLECTION
from zt_audio.language.tables import word_list

_NATIVE_ONLY = frozenset("әғқңөұүһі")  # what stands from such a letter on is a Kazakh suffix, or the word is native

# Letters that no native word has; two consonants at the head; endings of international words.
_CONSONANT = "[бвгджзйклмнпрстфхцчшщ]"
_SIGN = re.compile(
    rf"[вфцчщъьэё]|{_CONSONANT}[юя]|^ю|^{_CONSONANT}{{2}}"
    r"|(?:изм|ист|ика|и[нс]г|иум|[бгдзклмнпрст]ия)(?:$|[аеғқдтлмнсгкыі])"
    r"|[аик]тура(?:$|[дғгмн])"
    r"|[аеиоу](?:лл|мм|сс)[аеиоуя]|ио[нр]"
)
# и or у between consonants at the end of a word without native letters, which may have an ending that begins with one:
# конкурс, ресурстар, аудиттің. A verb has the vowel of its ending there: естиді, оқуда.
_CLOSED = re.compile(
    rf"(?!бит|рух|тарих|хабиб)[^әғқңөұүһі]*{_CONSONANT}[иу](?:(?!й){_CONSONANT}){{1,2}}(?:(?=[бгғдкқлмнпт]){INFLECTION})?"
)
# A surname, whatever stands before: Байғанин, Алтынсаринге, Ирина.
_SURNAME = re.compile(rf".+{_CONSONANT}ина?(?=$|[бгғдкқлмнпт]){INFLECTION}")
# Native words, or old loans, that look as if they had such an ending.
_NATIVE_STEMS = word_list("дария жария зия жия тария тия сия мия хикая тарихи ресми мәдени рухани")
# Loans that show no sign, by their stems: what follows are Kazakh suffixes. Only words with и, у or ю matter.
_STEMS = word_list(
    "алгоритм алимент анализ ангин аспирант аудио аудитор бандит банкир бензин бизнес билборд билет биолог бухгалтер "
    "гигиен гимн гитар гуманит дебитор депутат диабет диагноз диктант диктор дилер дина диплом директор диск "
    "диспансер дистан жилгород журнал иде имидж импорт индекс индустри инженер инкассатор инспект институт инструк "
    "интерес интернат интернет ипотек кабинет казино каникул канистр капитал капитан карантин кардиолог керосин кибер "
    "кило кино командир комбинат комитет контин корпус кумир купон куратор курорт курс лидер лизинг лимит литр логик "
    "магазин магистр магнит манипул маршрут машин медиа медик менингит мигра микро милли минерал министр минус минут "
    "митинг модул монитор музе музык мундир мусор наркотик никотин нитрат нотари опти педиатр период пикет пилот "
    "пирамид пистолет полигон поликлиник полити пункт путин радиатор радио радиус ракурс реанима режим режиссур резин "
    "республик риск ритм рубрик рулет санатори санитар секунд семинар сигар сигнал симпат симптом синдром сирен союз "
    "такси термин техник тип тираж тире туберкулез тумб тунел туннел турбин туризм турист турникет турнир украин "
    "унитар урн утил хими хирург хулиган хутор шампун шин щит"
)
_BY_STEM = re.compile("|".join(sorted(_STEMS, key=len, reverse=True)))


def loan_reach(word: str) -> int:
    """Return how many letters from the head of `word` (small letters) are read as in a loan; 0: it is native."""
    if word.startswith(_NATIVE_STEMS):
        return 0
    if _SURNAME.fullmatch(word) or _CLOSED.fullmatch(word):
        return len(word)
    native = next((at for at, letter in enumerate(word) if letter in _NATIVE_ONLY), len(word))
    head = word[:native]
    return native if _BY_STEM.match(head) or _SIGN.search(head) else 0

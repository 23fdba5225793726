"""List Kazakh words that messages cut short, and the beginnings that no word of the language is."""

from __future__ import annotations

from zt_audio.language.kk.clipped_words import may_be_whole
from zt_audio.language.kk.dates import MONTHS
from zt_audio.language.tables import word_list, word_set

# In the forms that are likeliest, and in the order in which they are offered.
WHOLE_WORDS = (
    *MONTHS,
    *word_list(
        "автобус автобустар айыппұл ауыстырады бастап басталады бастығы басқарма басқармасы бөлмелі бөлме бөлімі "
        "департаменті дәрігер дәрігері дүкен дүкені жабдықтары жағдай жиналыс жиналысы жолақысы жоғары жылдамдығы "
        "жылдамдық жөндеу жұмыс кабинет кабинеті кезекші кептеліс кітапхана кітапханасы көшесі қабат қабатты "
        "қабаты қабылдау қалыңдығы қалалық қатынас қызмет қызметі құжат құжаттар құрылыс мамандар машина "
        "медициналық мектеп мектебі мекенжай мәдениет мүгедектік мөлшері нөмір нөмірі облысы облыстық оқушы "
        "орталық орталығы орын орынбасары отыратын пайыз пәтер поликлиника полиция помидор протокол рұқсат "
        "салмағы сағат сотық соқтығысты спорт сынып сыныптар тармақ тармағы телефон температура төлем төлемі "
        "тоқсан тұрғын тұрғындар уақыты учаскелік ұсынылады үйренушілер фельдшер филармония халық хабарлама "
        "хабарласыңыз шақырылады шұғыл іздеу іздейміз"
    ),
)
_SHORTEST = 3
_WORDS = word_set("деп там тем пол қат кез кеп пай мек орт тел мам тоқ шіл жаб ұсын кіт жағ")  # words of their own
# «қаб», «тоқс», «бөлм», «айыпп»: what may be a word of its own is none of these.
CUT_WORDS = frozenset(
    word[:length]
    for word in WHOLE_WORDS
    for length in range(_SHORTEST, len(word) - 1)
    if word[:length] not in _WORDS and not may_be_whole(word[:length])
)
# What has numbers, with what is cut short for it behind one; then what is counted; then the sign between them.
ORDERED = {
    "кабинет": "каб кабин",
    "пәтер": "пәт пат кв пәтр",
    "қабат": "қаб қав кабат",
    "сынып": "сын сыныб кл",
    "ауысым": "аус ауыс аусым смен",
    "сабақ": "саб",
    "автобус": "авт автоб",
    "тармақ": "тарм",
    "тоқсан": "тоқс",
    "емхана": "емх",
    "поликлиника": "поликл",
    "корпус": "корп",
    "подъезд": "под подъ подез подезд подъез подьезд",
    "мектеп": "мект шк",
    "аурухана": "аурух",
    "разъезд": "разъ",
}
COUNTED = {"машина": "маш", "бөлмелі": "бөлм", "сотық": "сот", "дана": "шт", "адам": "чел", "орындық": "орынд"}
CUT_NOUNS = {
    **{cut: (noun, "-") for noun, short in ORDERED.items() for cut in short.split()},
    **{cut: (noun, " ") for noun, short in COUNTED.items() for cut in short.split()},
}

"""List words that messages cut short; refuse those clipped before a number or the end: Бас. 10.00-де, қос. 5.

There a full stop may end a sentence too, so a word is taken for a whole one where it could be: it is one of the short
words below, it ends in a vowel, or it is longer and ends as words of Kazakh do.
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Rule, Unread
from zt_audio.language.kk import LANGUAGE
from zt_audio.language.kk.dates import MONTHS
from zt_audio.language.kk.forms import letter_name
from zt_audio.language.kk.number_tokens import CAPITAL, LETTER, WORD_START
from zt_audio.language.lexicon import STRESS
from zt_audio.language.plain_words import may_be_short
from zt_audio.language.tables import word_list, word_set

# Whole words of four letters and fewer that end in a consonant.
SHORT_WORDS = word_set(
    "нөл бап плюс герц ватт балл эл эм эн эр эс эф ың ий "  # numbers, units and names of letters, as they are spoken
    "абыз адал адам ажал аз ай айт айып айыр айық ал алаң алыс ант анық апай апат ар арал арт арыз арық ас асыл "
    "асық ат ауыз ауыл ауыр аш ашық аяз аяқ ағай ағаш ағын ақ ақыл ақын аң аңыз бал банк бар бас бел бер бес "
    "бет бит биыл биік боз бой бол борт бос боқ буын біз біл бір бұл бұлт бөл газ гүл даңқ дем дер дерт доп дос "
    "дін дәл дәм дән дөң ез ек екен ел ем емен емес ерек ерін есек есік есім ет етік еш ең жаз жай жан жап жар "
    "жас жат жақ жел жем жер жет жең жол жоқ жыл жыр жіп жүз жүк жүр жұп жұрт жәй жөн заң зиян зор иек ит "
    "иық иіс кек кел кем кес кет кеш кең киім клуб код курс кілт кім кін кір күз күй күл күн күт күш көз көк көл көп "
    "көр көш көң лай лас литр май мал мен метр мол мыс мың мэр мін мүк мұз мұң нан нақ нұр одақ ой ойын ол "
    "олар он орақ орын орыс от отан отар отыз отын ошақ пак парк пеш пин план порт пост пір пән рай рас рейс рет "
    "рұқс саз сай сайт сал салт сан сат сақ сез сел сен сес сиыр сол сом сот соқ соң суд суық сый сым сын "
    "сырт сіз сүт сұр сөз тай тал тап тар тарт тас таяқ тақ таң тек теп тер тест тең тиын тиіс ток том тон тор "
    "тос тоң тын тып тыс тіз тік тіл тіс түн түп түс тұз тұр төк төр төрт төс факт форм хал хан хат хор хош "
    "чат шай шап шарт шаш шақ шаң шет шеф шеш шын шық шөл шөп ыдыс ым ырыс ыс із іл імам іс іш ішек ғой қаз қайт "
    "қал қан қант қап қар қарт қас қой қойш қол қоян қыз қыр қыс құй құл құм құр құрт құс құт үз үй үкім үміт үн "
    "үсік сең мән бор піл өң мөр өрік пияз шаян тұяқ әтеш өгіз өлік тиін қияр арақ аю ру жез жал тот іңір "
    "дом зум фон голд зал қап хан цех чек чай "
    "анам атам әкем әжем сөл тәж өңеш "
    "отыр оқыт ұмыт есіт асыр өсір өшір ұшыр ашыл атыл арыл өкін жуын жуық мерт киін әкел әкет оян ұрыс бұз қаш "
    "анаң атаң әкең әжең тез тың туыс жын "
    "үст үтік үтір үш үшін ұжым ұзақ ұзын ұйым ұл ұлт ұн ұр ұрт ұрық ұсақ ұшақ ұят ұғым әдет әділ әзіл әйел әкім "
    "әлек әлем ән әріп әсем өз өзен өкіл өкім өл өлең өлім өмір өнер өнім өрт өс өсек өсім өт өтем өш"
)
# Of these, beginnings of longer words where nothing stands before them and a number follows: «Бас. 10.00-де».
_CLIPPED_ALONE = word_set("бас кір бөл қар орын сан жаз көш тап мен дос сот ат қол тел")
_LONGEST_SHORT = 4
_ENDINGS = ("ым", "ім", "ың", "ің", "ып", "іп", "ар", "ер", "ан", "ен")  # елім, оның, алып, етер, одан
_PARTICLES = word_set("ба бе ма ме па пе да де та те ше ия иә ау су ту қу бу не ғо ми би шу ою ұя үю")
_PARTICLE = 2  # letters
_LETTER_NAMES = frozenset(map(letter_name, LANGUAGE.alphabet))
# Pairs of consonants that end words of Kazakh and loans. Source: counted in UniMorph Kazakh and the register of places.
_CLUSTERS = word_set(
    "рт нт лт йт ст ңқ ңк рк лк нк йк ск кт пт фт хт зм тр др бр вр нц рс нс кс сс лс йс зд мп рп лп рф мб нг рг рм рн "
    "лм нд рд лл мм рх рв рз йн йл йм нз рл вл пр кр фр ць рч нч рш лч мс вс гр кл ьм ьн йф лф льм тм"
)
_CLIPPED = re.compile(
    rf"(?P<word>{LETTER}{{2,}}+)[\s,;:()\[\]«»„“”\"–—-]{{0,8}}+\.(?=\s*(?:[\d№]|[«„“\"(]?{CAPITAL}|[)»”\"]*$)|[,;:])"
)
_WORD = re.compile(rf"{LETTER}+")
_DIGIT = re.compile(r"\s*[\d№]")
_CONSONANT = frozenset("бвгғджзйкқлмнңпрстфхһцчшщ")
_SENTENCE_START = re.compile(r"(?:^\W*|[.!?…:;]\s*[«„“\"(]?|\n\s*)$")


def is_clipped(text: str, pos: int) -> bool:
    """Tell whether the word at `pos` of `text` is cut short by a full stop: 5-сур., 3-бөл. бастығы."""
    match = _CLIPPED.match(text, pos)
    if match is None:
        other = _WORD.match(text, pos)
        stopped = other and text.startswith(".", other.end())
        return bool(other and stopped and may_be_short(other.group(), text, other.end(), "kk"))
    word = match["word"].replace(STRESS, "")
    starts = bool(_SENTENCE_START.search(text[max(0, pos - 4) : pos]))
    before_digit = bool(_DIGIT.match(text, match.end()))
    if word.isupper() or (word[0].isupper() and not starts and not before_digit):  # a name
        return False
    return not may_be_whole(word.lower(), alone=starts and before_digit)


def may_be_whole(word: str, *, alone: bool = False) -> bool:
    """Tell whether `word` may end a sentence; `alone` where it would be the whole of it."""
    if word[-1] not in _CONSONANT:
        return len(word) > _PARTICLE or word in _PARTICLES or word in _LETTER_NAMES
    if len(word) <= _LONGEST_SHORT:
        if len(word) == _LONGEST_SHORT and word.endswith(_ENDINGS):
            return True
        return word in SHORT_WORDS and not (alone and word in _CLIPPED_ALONE)
    return word[-2] not in _CONSONANT or word[-2:] in _CLUSTERS


# In the forms that are likeliest, and in the order in which they are offered.
_SURELY_CUT = (
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
# More of them; what these begin with may be a word of its own.
WHOLE_WORDS = (
    *_SURELY_CUT,
    *word_list(
        # housing and streets
        "аялдама аялдамасы батыр атындағы ықшам байланысты ауыстыру бригада қазандық коммуналдық қосылады өшіріледі "
        "сантехник электрик төраға төрағасы ескерту подъезд домофон көтерме шағын проспект этаж сыртқы "
        # school
        "тапсырма тәрбиеші мұғалім директор емтихан сессия деканат дәптер олимпиада каникул ауысым гимназия лицей "
        "математика әдебиет география информатика физика биология химия категория факультет университет колледж "
        # clinic
        "терапевт педиатр медбике анықтама таблетка ампула капсула рецепт анализ инъекция аурухана аккумулятор "
        "жолдама процедура гинеколог невропатолог хирург стоматология акушер процедуралық "
        # police and people
        "инспектор қылмыстық әкімшілік қауіпсіздік құтқару жүргізуші күдікті жәбірленуші пенсионер протоколы "
        "мемлекеттік куәлік декреттік депутат депутаты кандидат комиссия сайлаушылар әлеуметтік "
        # transport
        "маршрут пойыз билет вокзал станция трасса жанармай жолаушы пассажир багаж "
        # market, work, money
        "жалақы бухгалтер бухгалтерия охранник сатушы курьер маман демалыс зейнетақы жәрдемақы стипендия "
        "шаруашылығы минимум максимум килограмм предоплата доставка аукцион участкесі товар комнаталы "
        # weather, sport, feasts
        "температурасы оңтүстік солтүстік шығыс батыс күміс қола чемпионаты турнир стадион жаттығу команда "
        "ресторанында "
        "мейрамхана мейрамханасы құдайы садақа мешіті шақыру қысқартылған өзгерді ақпарат бюллетень бюллетені "
        "размер ставка гемоглобин қосымша ссылка инженер декларация "
        "категориясы абонемент порция тасымалдау мезгіл объявление республикалық автомобиль техникалық "
    ),
)
# They follow the name of what they belong to: «Гүлжан» аялдамасы.
OWNED_WORDS = word_list(  # in the order in which they are offered
    "аялдама мейрамхана ресторан кітапхана аурухана дүкен көше даңғыл аудан облыс басқарма бөлім қала мектеп мешіт"
)
_SHORTEST = 3
_WORDS = word_set(  # words of their own
    "дом дос бал бір тар тоқ сын деп там тем пол қат кез кеп пай мек орт тел мам шіл жаб ұсын кіт жағ"
)
# «қаб», «тоқс», «бөлм», «айыпп»: what may be a word of its own is none of these.
CUT_WORDS = frozenset(
    word[:length]
    for word in _SURELY_CUT
    for length in range(_SHORTEST, len(word) - 1)
    if word[:length] not in _WORDS and not may_be_whole(word[:length])
)
# What has numbers, with what is cut short for it behind one; then what is counted; then the sign between them.
ORDERED = {
    "кабинет": "каб кабин",
    "этаж": "эт",
    "тапсырма": "тап тапс",
    "қатар": "қат",
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
    "кіреберіс": "кір кірб",
}
COUNTED = {
    "таблетка": "таб табл",
    "ампула": "амп",
    "капсула": "капс",
    "апта": "апт",
    "бригада": "бриг",
    "машина": "маш",
    "бөлмелі": "бөлм бол комн комнат",
    "сотық": "сот",
    "бірлік": "бірл",
    "дана": "шт",
    "адам": "чел",
    "орындық": "орынд",
}
ORDERED_CUTS = tuple(cut for short in ORDERED.values() for cut in short.split())
CUT_NOUNS = {
    **{cut: (noun, "-") for noun, short in ORDERED.items() for cut in short.split()},
    **{cut: (noun, " ") for noun, short in COUNTED.items() for cut in short.split()},
}


RULES = (
    Rule(
        "clipped-word",
        _CLIPPED,
        lambda _match, context: Unread("abbreviation-unknown") if is_clipped(context.text, context.start) else None,
        WORD_START,
    ),
)

"""Read numbers as ordinals where no hyphen shows it (1-4 сыныптар, 2- және 3-сынып), and tell what may have a number.

A hyphen makes the number an ordinal (5-мектеп), and without one it counts: so the spelling rules. Staff often leave the
hyphen out, so where nothing shows that the number counts, the reading is a guess.
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.kk.dates import MONTHS
from zt_audio.language.kk.endings import plural
from zt_audio.language.kk.number_tokens import LETTER, SMALL, WIDE_DASH, is_range, next_word, ordinals
from zt_audio.language.kk.numbers import kazakh_ordinal
from zt_audio.language.kk.suffixes import INFLECTION
from zt_audio.language.tables import DIGITS, any_of, word_list

# A noun that a cardinal counts stays in the singular (он үй); so a plural after a number names things by their numbers.
# Source: any school grammar of Kazakh, on numerals; the nouns are those that have numbers in notices.
_NUMBERED = (
    *word_list(
        "сынып класс мектеп үй пәтер кіреберіс подъезд көше бағыт маршрут топ курс қабат кезең санат учаске бөлім блок "
        "жол вагон цех разряд дәреже аудан бекет аялдама балабақша емхана аурухана корпус сектор "
        "автобус троллейбус кабинет бөлме терезе кесте бригада аймақ телім квартал станция лицей гимназия округ буын "
        "сала тоқсан шақырым километр бет сабақ палата тапсырма орын"
    ),
    "шағын аудан",
    "мөлтек аудан",
    "ықшамаудан",
    "ықшам аудан",
    "балалар бақша",
)
_PLURAL = "кластар|" + "|".join(sorted({plural(noun) for noun in _NUMBERED}, key=len, reverse=True))
# What lies or lives in something names it too: 2 топтағы мүгедектер, 10 және 12 бағыттағы автобустар.
_PLACED = (
    r"(?:топта|бағытта|қабатта|сыныпта|класста|санатта|курста|шағын ауданда|ықшамауданда|кіреберісте|подъезде"
    r"|маршрутта)(?:ғы|гі)"
)
# Members of a class or a route: 2 топ мүгедегі, 5 сынып оқушылары, 12 бағыт автобусы. A class has no classes in it.
_MEMBERS = (
    rf"(?:топ\s+мүгед|(?:сынып|класс)\s+(?:оқушы|түле|бала)|курс\s+(?:студент|курсант)|(?:бағыт|маршрут)\s+автобус"
    rf"|(?:шағын\s+аудан|ықшамаудан)\s+тұрғын){LETTER}*"
)
# Something happens in one place of a road or a house: тас жолының 45 шақырымында, үйдің 5 қабатында.
_WITHIN = (
    r"(?:(?:шақырымы|қабаты|курсы|километрі)н[дт][ае](?:ғы|гі)?"
    r"|(?:(?:дүй|сей|сәр|бей)?сенбісі|жексенбісі|жұмасы)(?:н(?:[дт]?[ае]н?)?)?)"  # әр айдың 2 сәрсенбісінде
)
JOINT = r"(?:\s*,\s*|\s+(?:және|мен|пен|бен|не|немесе)\s+)"
MOST = 12  # numbers that share one noun; a bound keeps the look ahead linear
_MORE = rf"(?:{JOINT}\d{{1,4}}(?:{WIDE_DASH}\d{{1,4}})?){{0,{MOST}}}"
_KIND = r"(?:(?:автобус|троллейбус|сайлау|орта|әскери)\s+)?"  # 1 және 3 автобус бағыттары

# After № a number stays a cardinal: № 1, № 2 учаскелер is said нөмір бір, нөмір екі.
# Nouns that have numbers and can be counted: without a hyphen or another sign the number may be either, and it is
# refused: «5 шағын ауданда», «үйдің 2 кіреберісі», «жолдың 12 шақырымы», «12 маршрут жабылды». With an owner before
# them they are counted: «қаланың 5 шағын ауданында».
_AREA = r"(?:шағын\s+аудан|ықшам\s?аудан|мөлтек\s+аудан)"
_CASE = r"(?:[ндт][ыі]ң|[ғгқк][ае]|[ндт][ыі]|[дт][ае]|[дтн][ае]н|[мбп]ен)?"
_OWNED_CASE = r"(?:н[ыі]ң|нд[ае](?:ғы|гі)?|н[ае]н|н[ае]|н|мен)?"
_OWNER_BEFORE = re.compile(r"[ндт][ыі]ң\s+$", re.IGNORECASE)
_FROM_BEFORE = re.compile(r"[дтн][ае]н\s+$", re.IGNORECASE)  # қаладан 5 шақырымдағы: how far it is
_STREET_BEFORE = re.compile(r"(?:көше|даңғыл|көш\.|даңғ?\.|к-сі|ш/а|мкр|аудан)[^.!?;]{0,60}$", re.IGNORECASE)
_OF_A_MONTH = re.compile(r"күні(?:не|нен|нде|н)?$")  # айдың 5 күні
_ALL_BEFORE = re.compile(r"(?:барлығы|барлық|жалпы|небәрі)\s+$", re.IGNORECASE)
_SIGN_BEFORE = re.compile(r"№[№\d\s,]*(?:(?:және|мен|пен|бен)\s)?[№\d\s]*$")


def _say(match: re.Match[str], context: Context) -> str | None:
    low, high = match["low"], match["high"] or None
    if context.before(_SIGN_BEFORE) or (high and not is_range(low, high)):
        return None
    return ordinals(low, high)


def _refuse_place(match: re.Match[str], context: Context) -> Unread | None:
    written = match.group().lower()
    counting = _FROM_BEFORE if written.endswith(("шақырымдағы", "километрдегі")) else _OWNER_BEFORE
    counted = context.before(counting) and not _OF_A_MONTH.search(written)
    return None if counted or context.before(_SIGN_BEFORE) else Unread("unreadable-token")


def _say_shared(match: re.Match[str], context: Context) -> str | Unread | None:
    if context.before(_SIGN_BEFORE):
        return None
    in_address = context.before(_STREET_BEFORE, 80)
    if in_address and not (match["houses"] or match["area"]):  # Абай даңғылы 5, 12 пәтер: a house, and a flat of it
        return None
    if not (match["area"] or in_address):
        return Unread("unreadable-token")
    return re.sub(r"\d+", lambda number: kazakh_ordinal(int(number.group())), match["all"])


# Institutions, parts of towns and houses, lines of transport, parts of troops and of texts.
_NOUNS = word_list(
    "мектеп балабақша лицей гимназия колледж емхана аурухана дәріхана поликлиника бөлім бөлімше учаске пункт пост "
    "бекет корпус блок секция кабинет бөлме палата пәтер подъезд кіреберіс қабат терезе касса аялдама автобус "
    "троллейбус трамвай маршрут бағыт бригада отряд рота взвод батальон полк жасақ топ сынып класс курс вагон "
    "платформа жол квартал көше ауылдық_округ округ сектор аймақ цех зал филиал терминал канал тармақ тармақша "
    "бөлік тарау абзац бап қосымша кесте сурет бет форма санат дәреже разряд категория деңгей кезең тоқсан "
    "санаторий шахта станция қанат пульт орын сайлау_учаскесі"
)
_ONE_OF_MANY = any_of(noun.replace("_", " ") for noun in _NOUNS)
# A noun may end in a possessive, a case, or the two of an adjective: 5-пункті, 12-учаскелік, 2-санатты.
_BEARER = re.compile(rf"(?:{_ONE_OF_MANY})(?:[лдт]?[ыі][қк]?)?$", re.IGNORECASE)
_ANY_FORM = re.compile(
    rf"(?:{_ONE_OF_MANY}|ба[пб]|бөліг|тармағ|сыныб|мектеб|кіреберіс|үй|шақырым|километр|жылда|орын|дана|қазандық|қаңтар|ақпан"
    r"|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйе|қазан|қараша|желтоқсан)",
    re.IGNORECASE,
)
# Those that stand behind a number without a hyphen, in the singular.
_BEHIND = re.compile(
    rf"\s+(?:мектеп|мектеб|балабақша|лицей|гимназия|емхана|аурухана|бөлім(?!ше)|учаске|пост|корпус|кабинет|палата|терезе"
    rf"|автобус|троллейбус|бригада|отряд|топ|платформа|квартал|сектор|цех|филиал|бөлік|бөліг|тармақ|тармағ|тарау|абзац"
    rf"|кесте|маршрут|бөлме(?!лі)|ауысым|смена|тур(?=\W*$|[,.;]|\s(?:баста|өт|аяқта))|қабат(?!т[ыі](?!ң)))(?![лдт][ае]р)(?:қа|ке|ға|ге|та|те|да|де|тан|тен|дан|ден|тың|тің|дың|дің|ның|нің|ты|ті|ды|ді|ны|ні"
    rf"|[ыі](?:н[ыі]ң|н[ае]|нд[ае](?:ғы|гі)?|н[ае]н|н)?|с[ыі](?:н[ыі]ң|н[ае]|нд[ае](?:ғы|гі)?|н[ае]н|н)?)?(?!{LETTER})",
    re.IGNORECASE,
)
# What is counted stays in the singular, so a plural is named by its number, or the number is a slip: 2 жылдары.
# Loans and other words that only end as plurals, and telephones, are left out.
_PLURAL_BEHIND = re.compile(
    rf"\s+(?!(?:доллар|гектар|пәтер|дәптер|қатар|қатер|қаңтар|отар|компьютер|принтер|кластер|нөмір|телефон|күндер|код|сан|\w*жастағы)){SMALL}{{2,}}"
    r"[лдт][ае]р(?:[ыі])?(?:н[ыі]ң|н[ае]|нд[ае]|н[ае]н|н|мен|ға|ге|да|де|ды|ді|дан|ден|дың|дің)?(?![\w-])"
)
# What shows that the number counts: an owner or a place, a time, or a word of quantity before it.
_COUNTS = re.compile(
    r"(?:[ндт][ыі]ң|[дт][ае](?:ғы|гі)?"
    r"|(?<!\w)(?:бойынша|барлығы|барлық|жалпы|тағы|небәрі|бар|болғаны|кемінде|дегенде|шамамен|қосымша|әр|осы|бұл|сол|мына"
    r"|ең|алғашқы|соңғы|қалған|басқа|жаңадан|жылы|биыл|былтыр|үшін|саны|ішінде|арқылы|қарай|дейін|астам|жуық|және|мен|пен|бен)"
    r"|[:;–—-])\s+$|№\s*$",
    re.IGNORECASE,
)
# Or another count, or what is new, behind the noun: 3 бригада мен 14 құтқарушы, 6 мектеп салынады.
_COUNTS_BEHIND = re.compile(
    r"\s+(?:(?:мен|пен|бен|және)\s+\d|бар(?!\w)|салын|салу|жіберіл|жұмылдырыл|аш[ыа])", re.IGNORECASE
)
# A day or the label of an address before it says nothing of a count: «15 наурызда 4 топ», «Мекенжай: 15 мектеп».
_SAYS_NOTHING = re.compile(
    rf"\d\s+(?:{'|'.join(MONTHS)}){LETTER}{{0,4}}\s+$|(?:мекенжай|өтетін\s+жер|орны|адрес|учаске|орналасқан\s+жер){LETTER}{{0,4}}\s?[:–—-]\s+$",
    re.IGNORECASE,
)
# What is found by its number wherever it stands: «6 қалалық емхана», «21 сайлау округі», «78 шақырымда», «3 ІІБ».
_FOUND_BY_NUMBER = re.compile(
    rf"\s+(?:қалалық\s+(?:емхана|аурухана|балабақша)|сайлау\s+округ|шақырым(?:ы?н?да)(?!{LETTER})|(?:ІІБ|ПБ|УПП|ПП)(?![\w-])"
    r"|(?:поезд|пойыз)(?![лдт][ае]р)|(?:қатар|бет)(?:ы|і)н(?:д[ае]|[ае])(?!\w)"
    rf"|үй\s\d+\s(?:пәтер|пәт\.)(?=\s*(?:$|[.,;])))(?![лдт][ае]р)",
)
_LIST_BEFORE = re.compile(r"(?<![\w-])\d{1,3}(?:,\s\d{1,3})*(?:,|\s(?:және|мен|пен|бен))\s+$")
_MORE_LINES = re.compile(
    rf"(?:,\s\d{{1,3}})*(?:,|\s(?:және|мен|пен|бен))\s\d{{1,3}}\s+(?:автобус|троллейбус|маршрут)(?![лдт][ае]р){LETTER}{{0,5}}(?!{LETTER})"
)
_OF_LINES = re.compile(rf"\s+(?:автобус|троллейбус|маршрут)(?![лдт][ае]р){LETTER}{{0,5}}(?!{LETTER})")
# Rooms, entrances and bodies of several words have numbers even where a place stands before them; so has what comes in
# an order, whatever owns it: 2-қабаттағы 15 кабинет, кеңестің 3 отырысында, хаттаманың 2 данасы.
_ALWAYS = re.compile(
    rf"\s+(?:кабинет(?!\w*тер)|бло[кг]|кіреберіс|подъезд?|учаскелік(?!\w)|қалалық\s+полиция|полиция\s+(?:бөлім|пункт)|кезекші\s+бөлім"
    r"|сайлау\s+учаске|орта\s+мектеп|әскери\s+бөлім|көпсалалы|қаулы|бұйры[қғ]|жарлы[қғ]|өкім(?!ет)|жалпы\s+білім\s+беретін"
    r"|(?:отырыс|кезең|саты|тур|раунд|сессия|жиын|орынбасар|ранг|қазандық)"
    rf"(?:(?:с|н)?[ыі]{LETTER}*|д[аеі]{LETTER}*|ғы)|доза[сн]ы|сатыда|қазандығы|кезең)(?![лдт][ае]р)",
    re.IGNORECASE,
)


_LONGEST = 3  # digits of what has a number: 3000 дозасы are counted
_OF_A_FLAT = re.compile(r"(?<!\d-)(?<!\d\s)(?<!\d)пәтер(?!\w*де)|сатам|сатыла|жалға|гостинка", re.IGNORECASE)
_CLEANER_WANTED = re.compile(r"(?:тазалаушы|жуушы|сыпырушы|күзетші)\s+керек", re.IGNORECASE)


def bears_number(noun: str) -> bool:
    """Tell whether `noun`, in some form, is one that has a number in notices: учаскелік, пункті."""
    return bool(_BEARER.match(noun))


def names_by_number(word: str) -> bool:
    """Tell whether `word`, in any form, is such a noun, or a month: бабына, үйде, желтоқсанына."""
    return bool(_ANY_FORM.match(word))


def is_a_name(match: re.Match[str], context: Context) -> bool:
    """Tell whether a plain number is likelier the name of the noun behind it than a count."""
    if not match.group().isdecimal():
        return False
    if context.before(_SIGN_BEFORE):
        return False
    if context.after(_FOUND_BY_NUMBER):
        return True
    listed = context.before(_LIST_BEFORE) or context.after(_MORE_LINES)
    if listed and (context.after(_OF_LINES) or context.after(_MORE_LINES)):
        return True
    return bool(context.before(_SAYS_NOTHING) and context.after(_BEHIND))


def counts_parts(noun: str, text: str) -> bool:
    """Tell whether a number before `noun` counts the rooms of a flat in `text`, or all that is to be cleaned."""
    return bool(
        (noun.startswith("бөлме") and _OF_A_FLAT.search(text))
        or (noun.startswith(("үй", "подъез", "кіреберіс", "қабат", "пәтер")) and _CLEANER_WANTED.search(text))
    )


def may_be_a_name(match: re.Match[str], context: Context) -> bool:
    """Tell whether a plain number may be the name of the noun behind it, so that an ordinal may be meant."""
    if match["high"] or match["plus"]:  # «1-3 апталары»
        return bool(match["high"] and is_range(match["low"], match["high"]) and context.after(_PLURAL_BEHIND))
    if not match.group().isdecimal() or len(match.group()) > _LONGEST or counts_parts(next_word(context), context.text):
        return False
    open_anyway = context.after(_ALWAYS) or context.after(_PLURAL_BEHIND)
    if open_anyway and not context.before(_SIGN_BEFORE):
        return True
    noun = context.after(_BEHIND)
    if noun is None or _COUNTS_BEHIND.match(context.text, noun.end()):
        return False
    return not context.before(_COUNTS)


RULES = (
    Rule(
        "part-of-a-year",
        re.compile(
            r"(?P<low>[1-4])(?P<high>)(?=\s+тоқсан(?!\w*дық))|(?P<low2>[12])(?=\s?жарты(?:\s?жылд|сы))", re.IGNORECASE
        ),
        lambda match, _context: kazakh_ordinal(int(match["low"] or match["low2"])),
        DIGITS,
    ),
    Rule(
        "ordinals-before-a-plural",
        re.compile(
            rf"(?P<low>\d{{1,4}})(?:{WIDE_DASH}(?P<high>\d{{1,4}}))?(?={_MORE}\s+(?:{_KIND}(?:{_PLURAL}){INFLECTION}|{_PLACED}|{_MEMBERS}|{_WITHIN})(?!{LETTER}))",
            re.IGNORECASE,
        ),
        _say,
        DIGITS,
    ),
    # 2- және 3-сынып: the first number shares the noun after the second.
    Rule(
        "hanging-ordinal",
        re.compile(
            rf"(?P<low>\d{{1,4}})[-‑–](?P<high>)(?=[\s,])"
            rf"(?=(?:{JOINT}\d{{1,4}}[-‑–]?){{1,{MOST}}}-?{LETTER}{{3,}})",
            re.IGNORECASE,
        ),
        _say,
        DIGITS,
    ),
    # Degrees and categories are numbered, never counted: 3 дәрежелі күйік, 2 санатты жүргізуші.
    Rule(
        "degree",
        re.compile(
            rf"(?P<low>[1-9])(?:{WIDE_DASH}(?P<high>[1-9]))?(?=\s+(?:дәрежелі|санатты|разрядты|категориялы|класты|ретінде)(?!{LETTER}))",
            re.IGNORECASE,
        ),
        _say,
        DIGITS,
    ),
    # Quarters and halves of a year have numbers: 3 тоқсан қорытындысы, 2025 жылдың 1 жартыжылдығы.
    # Troops have numbers, and streets are named after them: 312 Атқыштар дивизиясы даңғылы.
    Rule(
        "troops",
        re.compile(
            r"(?P<low>\d{1,3})(?P<high>)(?=\s+(?i:атқыштар|гвардия\w*|танк|артиллерия)\s+(?:\w+\s+)?(?:дивизия|бригада|полк))",
            re.IGNORECASE,
        ),
        _say,
        DIGITS,
    ),
    # Classes in a pair have numbers: 1-2 сынып. They are not counted so.
    Rule(
        "classes",
        re.compile(
            rf"(?P<low>\d{{1,2}})[-–](?P<high>\d{{1,2}})(?=\s+(?:сынып|класс|курс|{_AREA}){_CASE}(?!{LETTER}))",
            re.IGNORECASE,
        ),
        _say,
        DIGITS,
    ),
    Rule(
        "area-of-an-address",
        re.compile(rf"(?P<number>\d{{1,3}})(?=\s+{_AREA}(?:ы)?\s*,?\s*\d)", re.IGNORECASE),
        lambda match, _: kazakh_ordinal(int(match["number"])),
        DIGITS,
    ),
    # «12, 14 үйде», «11, 12 мкр.»: several numbers of one noun in the singular are ordinals in an address or before
    # an abbreviation of an area; elsewhere they may be counted.
    Rule(
        "numbers-sharing-a-noun",
        re.compile(
            rf"(?P<all>\d{{1,4}}(?:{JOINT}\d{{1,4}}){{1,{MOST}}})"
            rf"(?=\s+(?:(?P<houses>үй)|пәтер|мектеп|кабинет|бөлме|учаске|подъезд?|кіреберіс|қабат(?!ты)){_CASE}(?!{LETTER})"
            rf"|[-\s]?(?P<area>ш/а|ш\.а\.|м/а|мкр))",
            re.IGNORECASE,
        ),
        _say_shared,
        DIGITS,
    ),
    # A floor before a room, a house before an entrance, a crossing of two digits and more, the place of a winner:
    # 2 қабат, 205-кабинет; 7 үй, 2-кіреберіс; 41 разъезд.
    Rule(
        "numbered",
        re.compile(
            rf"(?P<low>\d{{1,2}})(?P<high>)(?=\s+қабат,?\s+(?:№\s?)?\d{{1,4}}[-\s]?(?:каб|бөлме|пәтер|офис|терезе))"
            rf"|(?P<crossing>\d{{2,3}}(?=\s+разъез)|\d{{1,3}}(?=\s+үй,?\s\d{{1,3}}-(?:пәтер|кіреберіс|подъез)))"
            rf"|(?P<won>[1-9])(?={_MORE}\s+орын(?:ға\s+(?:ие|шық|көтеріл|тұрақта|табан|лайық)|(?:ды)?\s+(?:ал|иелен|жеңіп|бөліс|қанағат|еншіле)))",
            re.IGNORECASE,
        ),
        lambda match, _: kazakh_ordinal(int(match["low"] or match["crossing"] or match["won"])),
        DIGITS,
    ),
    # «11 шағын ауданында» without an owner before it, «5 қабатта», «3 подъезге», «5 күні»: a number that may be a
    # name.
    Rule(
        "counted-or-numbered",
        re.compile(
            rf"\d{{1,3}}\s+(?:{_AREA}ы{_OWNED_CASE}|(?:қабат|подъез|кіреберіс)(?:қа|ке|ге|та|те|де|тан|тен|ден)(?:ғы|гі)?|разъезд?[гд]?е?н?"
            rf"|күні(?:н[ае]н?|нд[ае]|н)?|пәтер(?:де|ден|дегі)|шақырымдағы|километрдегі"
            rf"|автобус(?:пен|қа)(?=\s+(?:жет|бар|кел|отыр(?!ғыз)|мін)))(?!{LETTER})"
            rf"|\d{{1,2}}\s+(?:топ|жол|платформа|перрон|вагон|терезе|кабинет|корпус|блок|кесте|сурет|бет|абзац|тармақ|тармақша|тарау"
            rf"|семестр)(?:[ғгқк][ае]|[дт][ае](?:ғы|гі)?|[дтн][ае]н(?!\s+тұра)|[мбп]ен)(?!{LETTER})",
            re.IGNORECASE,
        ),
        _refuse_place,
        DIGITS,
    ),
    Rule(
        "counted-or-numbered",
        re.compile(
            rf"\d{{1,4}}(?:{WIDE_DASH}\d{{1,4}}(?=\s+шақырымы))?\s+(?:{_AREA}{_CASE}|(?:бағыт|маршрут){_CASE}|автобусы(?:на|нда|нан|н|мен)?"
            rf"|(?:кіреберісі|подъезі|пәтері|бөлмесі|сыныбы|кабинеті|палатасы|терезесі){_OWNED_CASE}"
            rf"|(?:қабаты|шақырымы|километрі)(?:н[ыі]ң|н[ае]н|н[ае]|н|мен)?)(?!{LETTER})"
            rf"|(?:[1-9]|1[0-2])\s+(?:сынып|класс|курс){_CASE}(?!{LETTER})"
            rf"|\d{{1,2}}\s+қосымша(?:[ғд]а|н[ыі]ң|с[ыі]н?[ад]?а?)(?!{LETTER})",
            re.IGNORECASE,
        ),
        lambda _match, context: (
            None if context.before(_SIGN_BEFORE) or context.before(_ALL_BEFORE) else Unread("unreadable-token")
        ),
        DIGITS,
    ),
)

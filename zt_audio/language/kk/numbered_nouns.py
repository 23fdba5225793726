"""List nouns that have numbers in notices, and tell whether a number before one may be its name: 5 мектеп, 12 автобус.

A hyphen makes the number an ordinal (5-мектеп), and without one it counts: so the spelling rules. Staff often leave the
hyphen out, so where nothing shows that the number counts, the reading is a guess.
"""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context
from zt_audio.language.kk.dates import MONTHS
from zt_audio.language.kk.number_tokens import LETTER, SMALL
from zt_audio.language.tables import any_of, word_list

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
    rf"|кесте|маршрут|бөлме(?!лі)|ауысым|смена|қабат(?!т[ыі](?!ң)))(?![лдт][ае]р)(?:қа|ке|ға|ге|та|те|да|де|тан|тен|дан|ден|тың|тің|дың|дің|ның|нің|ты|ті|ды|ді|ны|ні"
    rf"|[ыі](?:н[ыі]ң|н[ае]|нд[ае](?:ғы|гі)?|н[ае]н|н)?|с[ыі](?:н[ыі]ң|н[ае]|нд[ае](?:ғы|гі)?|н[ае]н|н)?)?(?!{LETTER})",
    re.IGNORECASE,
)
# What is counted stays in the singular, so a plural is named by its number, or the number is a slip: 2 жылдары.
# Loans and other words that only end as plurals, and telephones, are left out.
_PLURAL_BEHIND = re.compile(
    rf"\s+(?!(?:доллар|гектар|пәтер|дәптер|қатар|қатер|қаңтар|отар|компьютер|принтер|кластер|нөмір|телефон|күндер|код|сан)){SMALL}{{2,}}"
    r"[лдт][ае]р(?:[ыі])?(?:н[ыі]ң|н[ае]|нд[ае]|н[ае]н|н|мен|ға|ге|да|де|ды|ді|дан|ден|дың|дің)?(?![\w-])"
)
# What shows that the number counts: an owner or a place, a time, or a word of quantity before it.
_COUNTS = re.compile(
    r"(?:[ндт][ыі]ң|[дт][ае](?:ғы|гі)?"
    r"|(?<!\w)(?:бойынша|барлығы|барлық|жалпы|тағы|небәрі|бар|болғаны|кемінде|дегенде|шамамен|қосымша|әр|осы|бұл|сол|мына"
    r"|ең|алғашқы|соңғы|қалған|басқа|жаңадан|жылы|биыл|былтыр|үшін|саны|ішінде|арқылы|қарай|дейін|астам|жуық|және|мен|пен|бен)"
    r"|[:;–—-])\s+$",
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
    r"|(?:поезд|пойыз|рейс)(?![лдт][ае]р)|(?:қатар|бет)(?:ы|і)н(?:д[ае]|[ае])(?!\w)"
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
    r"|данасы|(?:отырыс|кезең|саты|тур|раунд|сессия|жиын|орынбасар|ранг|қазандық)"
    rf"(?:(?:с|н)?[ыі]{LETTER}*|д[аеі]{LETTER}*|ғы)|доза[сн]ы|сатыда|қазандығы|кезең)(?![лдт][ае]р)",
    re.IGNORECASE,
)
_SIGN_BEFORE = re.compile(r"№[№\d\s,]*(?:(?:және|мен|пен|бен)\s)?[№\d\s]*$")
_NEAR = 40  # characters


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
    before = _before(context)
    if _SIGN_BEFORE.search(before):
        return False
    if _FOUND_BY_NUMBER.match(context.text, context.end):
        return True
    listed = _LIST_BEFORE.search(before) is not None or _MORE_LINES.match(context.text, context.end) is not None
    if listed and (_OF_LINES.match(context.text, context.end) or _MORE_LINES.match(context.text, context.end)):
        return True
    return bool(_SAYS_NOTHING.search(before) and _BEHIND.match(context.text, context.end))


def may_be_a_name(match: re.Match[str], context: Context) -> bool:
    """Tell whether a plain number may be the name of the noun behind it, so that an ordinal may be meant."""
    if not match.group().isdecimal():
        return False
    open_anyway = _ALWAYS.match(context.text, context.end) or _PLURAL_BEHIND.match(context.text, context.end)
    if open_anyway and not _SIGN_BEFORE.search(_before(context)):
        return True
    noun = _BEHIND.match(context.text, context.end)
    if noun is None or _COUNTS_BEHIND.match(context.text, noun.end()):
        return False
    before = _before(context)
    return not (_COUNTS.search(before) or before.rstrip().endswith("№"))


def _before(context: Context) -> str:
    return context.text[max(0, context.start - _NEAR) : context.start]

"""Write out words that messages cut short, where what stands beside them leaves one meaning: сабақ жабд, Абай көш."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from zt_audio.language.repairs import Repair
from zt_audio.language.tables import any_of

# The whole word, then what is cut short for it.
_NEAR = 30  # characters
_TABLE = """
айыппұл: айыпп
тәжірибе: тәжіриб тәжірб
помидор: помид
дейін: дейн деін дейинг
кейін: кейн кеін кейінг
болды: боды
қалай: қалй
АЕК: аек
бірінші: бірінш
дүйсенбі: дс дүйс
сейсенбі: сс сейс
сәрсенбі: ср сәрс
бейсенбі: бс бейс
жұма: жм
сенбі: сб суб сенб
жексенбі: жб жекс
эсэмэс: смс
балабақша: бақш б/бақша
жатақхана: жатақ жатақх
қараша: қараш
"""
_WORDS = {
    short: whole.strip()
    for whole, _, cut in (line.partition(":") for line in _TABLE.split("\n"))
    for short in cut.split()
}
# Elsewhere these are cut short otherwise, or whole words: what stands before them and behind tells.
_NAME = r"\b(?!(?i:осы|бұл|сол|мына|әр|бас|үлкен)\s)\w{3,}\s"
_BESIDE = (
    ("көш", _NAME, "", "көшесі"),
    ("даң|даңғ", _NAME, "", "даңғылы"),
    ("жабд", r"сабақ\s", "", "жабдықтары"),
    ("жылд", r"жел(?:дің|і)?\s", "", "жылдамдығы"),
    ("үз", r"түскі\s", "", "үзіліс"),
    ("орт", "", r"\s(?:алаң|базар|стадион|саябақ|парк|кітапхана|аурухана|мешіт)", "орталық"),
    ("мәд", "", r"\sүй", "мәдениет"),
    ("уч|учаск", "", r"\s(?:полиц|инспектор)", "учаскелік"),
    ("полиц", r"уч(?:аскелік)?\s", "", "полицей"),
    ("уч|участок", r"сайлау\s", "", "учаскесі"),
    ("дәр", r"(?:тіс|көз|бас|мал|бала|балалар|отбасы)\s", "", "дәрігері"),
    ("обл", "", r"\s(?:аурухана|филармония|газет|кітапхана|диспансер|стадион)", "облыстық"),
    ("облфил", "", "", "облыстық филармония"),
    ("қал", "", r"\s(?:аурухана|емхана|кітапхана|саябақ)", "қалалық"),
    ("қал", "", r"\s\d+(?:-\d+)?\s?см", "қалыңдығы"),
    ("эл", "", r"\s(?:желі|энергия|жарық|қуат|сым)", "электр"),
    ("желі", r"(?:эл|электр)\s", r"\s\d", "желісі"),
    ("айып", "", r"\s\d+\s?(?:аек|АЕК|мың|тг|теңге)", "айыппұл"),
    ("арал", r"мен\s\S+\s", "", "аралығында"),
    ("тур", r"\w(?:п|й|су|машина|көлік|адам|бала|жарық)\s", "", "тұр"),
    ("тур", r"(?<!\w)су\s", "", "тұр"),
    ("қав|қаб", r"көп\s", r"\sүй", "қабатты"),
    ("мкр да", r"\d(?:-?ш[ыі])?\s", "", "шағын ауданда"),
    ("нөм мен", r"(?:пәт|пәтер|тел|үй)\s", "", "нөмірімен"),
    ("пәт", "", r"\sнөм", "пәтер"),
    ("орт", "", r"\s(?:болды|шықты|сөн|өш)", "өрт"),
    ("жин", r"аула\s", "", "жинау"),
    ("унив", "", "", "университеті"),
    ("консульт", "", "", "консультация"),
    ("смс тегі", "", "", "эсэмэстегі"),
    ("саг|сағ", r"\d\s", r"\s(?!\d)\w", "сағат"),
    ("жин", r"(?:тұрғындар|аналар|ұжым)\s", "", "жиналысы"),
    ("жин", "", r"\s*$", "жиналыс"),
    ("баст", "", r"\s*$", "басталады"),
    ("тел", r"(?:ңыз|ңіз|с[ыі]н|[дт][ыі]|ңдар|ңдер|керек|бар|жоқ|м[ыі]з)\s", r"\s\d", "телефон"),
    ("нөм", "", r"\s\d", "нөмір"),
    ("пож", r"\d\s", r"\sмаш", "пожарный"),
    ("маш", "", r"\s(?:соқ|бар|кел|жан|тұр|ұр|бос)|\s*$", "машина"),
    ("соқт", r"маш(?:ина)?\s", "", "соқтығысты"),
    ("соқт", "", r"\s*$", "соқтығысты"),
    ("Ағ", "", r"\s[А-ЯӘҒҚҢӨҰҮІ]", "Ағайынды"),
    ("боладыекен|боладекен", "", "", "болады екен"),
    ("дүк", "", r"\s(?:алдында|жанында|қасында|артында|ішінде)", "дүкен"),
    ("соц", "", r"\s(?:баға|көмек|төлем|қызмет|дүкен)", "әлеуметтік"),
    ("авт", "", r"\s(?:жүр|кел|айнал|тоқта|кешік)", "автобус"),
    ("кв", "", r"\s(?:иеле|кезе|тұрғын|сат|жалға|ақы|нөм)", "пәтер"),
    ("ізд", r"^", r"\sерікті", "іздеу"),
    ("тоқс", r"\d\s", "", "тоқсан"),
)
_ROWS: dict[str, list[tuple[re.Pattern[str], re.Pattern[str], str]]] = defaultdict(list)
for _cut, _before, _after, _whole in _BESIDE:
    for _one in _cut.split("|"):
        _ROWS[_one].append((re.compile(rf"(?:{_before})$"), re.compile(_after), _whole))
_WORD = re.compile(rf"(?<![\w.,/-])(?:{any_of((*_WORDS, *_ROWS))})(?![\w/-]|\.\w|\s?[–-])")


def word_repairs(text: str) -> Iterator[Repair]:
    """Yield the cut words of `text` with what they stand for."""
    for match in _WORD.finditer(text):
        whole = _WORDS.get(match.group()) or _beside(match)
        if whole and whole != match.group() and not (text.startswith(".", match.end()) and whole != "АЕК"):
            yield Repair(match.start(), match.end(), whole)


def _beside(match: re.Match[str]) -> str | None:
    rows = _ROWS.get(match.group(), ())
    text, start, end = match.string, match.start(), match.end()
    found = (row for row in rows if row[1].match(text, end) and row[0].search(text[max(0, start - _NEAR) : start]))
    return next((whole for _, _, whole in found), None)

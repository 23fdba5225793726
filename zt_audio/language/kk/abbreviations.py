"""Read abbreviations in small letters (т.б., млн, тел., м.а.) and ranks (аға лейт.) as the words they stand for."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.kk.dates import owned_follows
from zt_audio.language.kk.endings import possessive
from zt_audio.language.kk.forms import owned
from zt_audio.language.kk.number_tokens import CAPITAL, LETTER, SMALL, as_written, closing_stop, next_word
from zt_audio.language.kk.numbers import kazakh_ordinal
from zt_audio.language.kk.stems import NOUNS
from zt_audio.language.kk.suffixes import SUFFIX, Suffix, attach, suffix_of
from zt_audio.language.tables import DIGITS, any_of, heads, word_list

_WORDS = {
    "тел./факс": "телефон, факс",
    "тел/факс": "телефон, факс",
    "тел.-факс": "телефон, факс",
    "тел.": "телефон",
    "тел": "телефон",
    "сағ.": "сағат",
    "сағ": "сағат",
    "т.б.": "тағы басқалар",
    "ж.б.": "және басқалар",
    "т. б.": "тағы басқалар",
    "ж.т.б.": "және тағы басқалар",
    "ж. т. б.": "және тағы басқалар",
    "т.с.с.": "тағы сол сияқты",
    "т. с. с.": "тағы сол сияқты",
    "т.с.": "тағы сол",
    "т.т.": "тағысын тағы",
    "мыс.": "мысалы",
    "қар.": "қараңыз",
    "м.а.": "міндетін атқарушы",
    "м. а.": "міндетін атқарушы",
    "проф.": "профессор",
    "акад.": "академик",
    "доц.": "доцент",
    "ғ.": "ғасыр",
    "ғғ.": "ғасырлар",
    "б.з.б.": "біздің заманымыздан бұрын",
    "б.з.д.": "біздің заманымызға дейін",
    "млн": "миллион",
    "млрд": "миллиард",
    "трлн": "триллион",
    "тг": "теңге",
    "тг.": "теңге",
    "км/сағ": "сағатына километр",
    "т/ж": "темір жол",
    "а/ш": "ауыл шаруашылығы",
    "н/е": "немесе",
    "р/с": "реттік саны",
    "және/немесе": "және немесе",
}
_WORDS |= {"Тел./Факс": "Телефон, факс", "Тел/Факс": "Телефон, факс"}
_WORDS |= {
    written.capitalize(): spoken.capitalize() for written, spoken in _WORDS.items() if re.match(r"\w{3}", written)
}

# Adjectives that are cut short, and beginnings of the nouns that they stand before; elsewhere they are refused.
_ADJECTIVES = (
    (
        "мед.",
        "медициналық",
        "сақтанд көмек қызмет мекеме ұйым пункт орталық тексер куәлік анықтама құжат жәрдем",
    ),
    ("админ.", "әкімшілік", "жауап құқық іс айып жаза хаттама қамақ орган бұзу реттеу"),
    ("эл.", "электрондық", "пошта мекенжай адрес өтініш құжат қолтаңба нысан билет кезек"),
    ("эл.", "электр", "энергия желі жарық қуат станса станция жабдық сым тоғы"),
    ("мемл.", "мемлекеттік", "нөмір қызмет мекеме тіл баж грант көмек үлгі тапсырыс"),
    ("жұм.", "жұмыс", "күн"),
    ("мем.", "мемлекеттік", "баж грант көмек нөмір қызмет орган мекеме тіл тапсырыс сатып бағдарлама инспек"),
    ("қал.", "қалалық", "әкім аурухана емхана мәслихат сот басқарма бөлім полиция"),
    ("ауд.", "аудандық", "әкім аурухана емхана мәслихат сот басқарма бөлім полиция"),
    (
        "обл.",
        "облыстық",
        "әкім аурухана емхана мәслихат сот басқарма бөлім полиция бюджет газет филармония чемпионат жарыс байқау",
    ),
    ("респ.", "республикалық", "бюджет маңыз аурухана байқау жарыс конкурс газет гвардия ұлан"),
    ("коммун.", "коммуналдық", "қызмет шаруа төлем мекеме кәсіпорын"),
    ("техн.", "техникалық", "қызмет қарау байқау жағдай ақау себеп жұмыс тексер"),
    ("тех.", "техникалық", "қызмет қарау байқау жағдай ақау себеп жұмыс тексер"),
    ("пед.", "педагогикалық", "кеңес колледж ұжым институт университет кадр"),
    ("гум.", "гуманитарлық", "көмек жүк"),
    ("мәд.", "мәдени", "шара іс демалыс мұра орта"),
    ("қоғ.", "қоғамдық", "көлік тәртіп орын кеңес тамақ"),
    ("халықар.", "халықаралық", "турнир жарыс чемпионат конкурс байқау әуежай күн"),
)
# What stands for the owner where the word behind it is owned: обл. әкімдігі, but облыстық аурухана.
_OWNERS = {"қал.": "қала", "ауд.": "аудан", "обл.": "облыс"}
_PERSON_BEFORE = re.compile(
    rf"{CAPITAL}(?:{SMALL}|-)+(?:[ое]ва?|ина?|ұлы|қызы|бай|хан)\s$|{CAPITAL}\.\s?{CAPITAL}{SMALL}+\s$"
)

# «Анықтама тел.» is анықтама телефоны; «ұялы тел.» has an adjective; behind a mark it stands by itself.
_TELEPHONE = re.compile(r"[Тт]ел\.?")
_WORD_BEFORE = re.compile(rf"(?P<word>{LETTER}+)\s+$")
_OWNS_A_TELEPHONE = re.compile(
    r"(?:.*[ндт][ыі]ң|.*(?:сы|сі|ғы|гі|лісі|лымы|леті)|анықтама|байланыс|сенім|диспетчер|кезекші|қабылдау|жұмыс|үй|орталық"
    r"|желі|бөлім|басқарма|полиция|әкімдік|кеңсе|мекеме|мектеп|қызмет|көмек|.*су|.*лу)"
)
_BEFORE_A_TELEPHONE = re.compile(
    r"(?:.+(?:лы|лі|лық|лік|ды|ді|ты|ті|дық|дік|тық|тік|ңыз|ңіз|ңыздар|ңіздер)|ішкі|тікелей|тегін|бірыңғай|және|немесе|не|мен|пен|бен"
    r"|факс|адрес|мекенжай|мына|осы|келесі|арқылы|бойынша)"
)
_DIGIT_AFTER = re.compile(r"\s*\d")
_PLURAL = re.compile(r"\w[лдт][ае]р")


def _say(match: re.Match[str], context: Context) -> str | Unread:
    spoken = _WORDS[match["written"]]
    if _TELEPHONE.fullmatch(match["written"]):
        before = context.before(_WORD_BEFORE)
        word = before["word"].lower() if before else "мына"
        if _OWNS_A_TELEPHONE.fullmatch(word) and word != "ішкі":
            return attach("телефоны", suffix_of(match), owned=True) + (closing_stop(match, context) or " ")
        if not _BEFORE_A_TELEPHONE.fullmatch(word):
            return Unread("abbreviation-unknown")
    if match["written"] in ("ғ.", "ғғ.") and not match["suffix"]:
        if context.after(_DIGIT_AFTER):  # ХХ ғ. 30-жж.: of the century or beside it
            return Unread("abbreviation-unknown")
        if owned_follows(context):
            return f"{attach(spoken, Suffix(case='gen'))} "
    if spoken.endswith("басқалар") and ((word := next_word(context)) in NOUNS or _PLURAL.search(word)):
        spoken = spoken.removesuffix("лар")  # т.б. заттар: тағы басқа заттар
    return attach(spoken, suffix_of(match)) + (closing_stop(match, context) or " ")


def _say_adjective(match: re.Match[str], context: Context) -> str:
    written, spoken, _ = _ADJECTIVES[int(str(match.lastgroup)[1:])]
    if written in _OWNERS and owned(next_word(context)):
        spoken = _OWNERS[written]
    return as_written(match.group(), f"{spoken} ")  # эл.пошта


# Source: the ranks of the Law on Law-Enforcement Service, article 22.
_RANKS = {
    "серж.": "сержант",
    "лейт.": "лейтенант",
    "кап.": "капитан",
    "полк.": "полковник",
    "подполк.": "подполковник",
    "м-р": "майор",
    "л-т": "лейтенант",
    "к-н": "капитан",
    "п-к": "полковник",
    "п/п-к": "подполковник",
    "п/полк.": "подполковник",
    "ген.": "генерал",
}
_WHOLE = ("сержант", "лейтенант", "капитан", "майор", "полковник", "подполковник", "генерал", "старшина")
_SERVICE_BEFORE = re.compile(
    r"(?:(?:полиция(?:сының)?|әділет|қызмет|қорғау|милиция)\s+|пол\.\s*)(?:(?:аға|кіші)\s+)?$", re.IGNORECASE
)


_FIRST = frozenset("слкпгмСЛКПГМ")


RULES = (
    # A rank that is cut short is read only right before a person: elsewhere its case is open, and it is refused.
    Rule(
        "rank",
        re.compile(rf"(?P<rank>(?i:{any_of(_RANKS)}))(?=\s+{CAPITAL}(?:{SMALL}|\.))"),
        lambda match, context: as_written(
            match["rank"],
            possessive(_RANKS[match["rank"].lower()])
            if context.before(_SERVICE_BEFORE)
            else _RANKS[match["rank"].lower()],
        ),
        _FIRST,
    ),
    Rule(
        "general",
        re.compile(r"(?P<rank>ген\.)-(?P<second>(?:майор|лейтенант|полковник)\w*)", re.IGNORECASE),
        lambda match, _: f"{as_written(match['rank'], 'генерал')}-{match['second']}",
        _FIRST,
    ),
    # «пол.» before a whole rank or a body is police; no other word of notices is cut so.
    Rule(
        "police",
        re.compile(
            rf"пол\.(?=\s?(?:(?:аға|кіші)\s)?(?:{any_of(_WHOLE)}|{any_of(_RANKS)}|бөлім|басқарма|департамент|қызметкер|пункт|учаске))",
            re.IGNORECASE,
        ),
        lambda match, _: as_written(match.group(), "полиция"),
        _FIRST,
    ),
    # Named after a person: Қ. Жұбанов ат. университет. «ат» alone is a horse or a name.
    Rule(
        "named-after",
        re.compile(
            rf"(?<={SMALL} )ат(?P<sure>ын)?\.(?=\s?(?P<body>кітапхана|мектеп|балабақша|университет|көше|саябақ|мешіт)?)"
            r"(?=\s|[,;)»”]|$|ауыл|а\.|мектеп)"
        ),
        lambda match, context: (
            f"атындағы{closing_stop(match, context) or ' '}"
            if match["sure"] or match["body"] or context.before(_PERSON_BEFORE)
            else None
        ),
        frozenset("а"),
    ),
    Rule(
        "century",
        re.compile(r"(?P<number>\d{1,2})\s?(?P<word>ғ\.)"),
        lambda match, context: (
            f"{kazakh_ordinal(int(match['number']))} ғасыр{'дың' if owned_follows(context) else ''}"
            f"{closing_stop(match, context) or ' '}"
        ),
        DIGITS,
    ),
    Rule(
        "cut-adjective",
        re.compile(
            "|".join(
                rf"(?P<a{at}>{re.escape(written)})(?=\s?(?:{any_of(word_list(nouns))}))"
                for at, (written, _, nouns) in enumerate(_ADJECTIVES)
            ),
            re.IGNORECASE,
        ),
        _say_adjective,
        heads(written for written, _, _ in _ADJECTIVES),
    ),
    Rule(
        "abbreviation",
        re.compile(rf"(?P<written>{any_of(_WORDS)})(?:(?<=\.)|(?![\w/.]))(?:{SUFFIX})?"),
        _say,
        heads(_WORDS),
    ),
)

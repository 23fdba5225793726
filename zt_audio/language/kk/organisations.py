"""Read abbreviations of states, bodies and firms (ҚР ІІМ-ге, «Алтай» ЖШС) as their names, in case."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.kk.endings import possessive
from zt_audio.language.kk.forms import owned
from zt_audio.language.kk.number_tokens import CAPITAL, SMALL
from zt_audio.language.kk.organisation_names import BODY_NAMES, CODE_NAMES, FIRM_NAMES, STATE_NAMES, TERM_NAMES
from zt_audio.language.kk.stems import NO_NAMES
from zt_audio.language.kk.suffixes import SUFFIX, Suffix, attach, parse_suffix, suffix_of
from zt_audio.language.tables import any_of, heads, word_list

# ЖК mostly means a firm; after the state's name it means the code.
SPOKEN_NAMES = {**TERM_NAMES, **BODY_NAMES, **CODE_NAMES, **FIRM_NAMES, **STATE_NAMES}
_NUMBERED = frozenset(TERM_NAMES) | frozenset(BODY_NAMES)  # ЖЭО-1
_NUMBER_AFTER = re.compile(r"[-‑–]\d")
_CODE = re.compile(rf"\s+(?:{'|'.join(CODE_NAMES)})(?!\w)")
# A body's name follows the state's without a genitive: ҚР ІІМ, ҚР Ішкі істер министрлігі.
_BODY = re.compile(rf"\s+(?:{'|'.join([*BODY_NAMES, *FIRM_NAMES])})(?![\w]*\w{{3}})|\s+(?:\w+\s+){{0,5}}?\w*министрліг")
_ARTICLE = re.compile(
    r"\s+\d[\d, –-]*(?:(?:және|мен|пен|бен)\s[\d–-]+)?\s?-?\s?(?:ба[пб]|б\.|т\.|тарма[қғ]|бөлі[кг]|тарау)"
)
# Postpositions and conjunctions leave the state in the nominative: ҚР бойынша, ҚР мен РФ арасында.
_NOT_OWNED = re.compile(
    r"\s+(?:туралы|үшін|бойынша|арқылы|жайлы|жөнінде\w*|сияқты|секілді|тәрізді|деген|деп|және|мен|пен|бен|не|немесе|"
    r"әрі|да|де|болып|болса\w*|емес|ғана|ара(?:сы|лығы)нда\w*|ішінде\w*|аталатын|атты)(?!\w)"
)
_POSSESSED = r"(?:[лдт][ае]р|с)?[ыі](?:н[ыі]ң|н[ае]|н|нд[ае](?:ғы|гі)?|н[ае]н|мен)?"
_OWNED_WORD = re.compile(rf"\s+(?:(?:[«“\"]?[\w-]+[»”\"]?|№)\s+|ж\.\s*){{0,6}}?\w+{_POSSESSED}(?!\w)")
# A thing with an owner takes the accusative before its verb: «ЖҚЕ сақтаңыз» is жол қозғалысы ережелерін сақтаңыз. A
# body before a verb acts itself: «ІІМ тексереді».
_THINGS = frozenset(TERM_NAMES) | {"ЖҚЕ", "ЖЖЕ", "ЖСН", "БСН"}
_ACTED_UPON = re.compile(
    r"\s+(?:сақта|бұз|орында|төле|енгіз|көрсет|тексер|толтыр|ұсын|жібер|білу|біліңіз|айтпа|айту|айтыңыз|жазыңыз|"
    r"бермеңіз|беріңіз|беруге|алу(?!ш)|алыңыз|жасыр|сұра|ашу(?!л)|жабу)"
)
# «ҚазАвтоЖол» ҰК АҚ: each kind of firm behind the name has the possessive.
_QUOTE_BEFORE = re.compile(rf"[»”\"](?:\s+(?:{any_of(FIRM_NAMES)}|ШЖҚ)){{0,3}}\s*$")
# «Алтай ЖШС»: a name without its quotation marks; what may begin a sentence is no name.
_NO_FIRMS = word_list("Бұл Осы Сол Мына Аталған Жаңа Бірнеше Әр Бір Қандай Кез Ол Олар Мен Біз Сіз")
_BARE_NAME_BEFORE = re.compile(
    rf"(?<!\w)(?!(?:{any_of(NO_NAMES + _NO_FIRMS)})(?!\w)){CAPITAL}[\w-]*\s+"
    rf"(?:(?:{any_of(FIRM_NAMES)}|ШЖҚ)\s*){{0,3}}$"
    r"|(?:тобы|зауыты|фабрикасы|комбинаты|компаниясы|корпорациясы|холдингі|банкі)\s+$"
)
_QUOTE_AFTER = re.compile(r"\s*[«“\"]")
# These stand for other things too: a service of a ministry, a club, a rifle.
_ONLY_BESIDE_A_NAME = frozenset({"ШҚ", "ҚБ", "ҚҚ", "ӨК"})
_NAME_AFTER = re.compile(r"\s+[«“\"]?[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]")
_STATE_BEFORE = re.compile(r"(?:ҚР|РФ|ҚР-[нд]ың|Республикасы|Республикасының)\s*$")


def _say(match: re.Match[str], context: Context) -> str | Guess | Unread | None:
    """Say the name in the form that its place asks for; a short one whose meaning nothing shows is a guess."""
    spoken = _said(match, context)
    # «ЖК» before a name is an entrepreneur, and before an article a code; elsewhere it may be a block of flats, too.
    shown = context.before(_STATE_BEFORE) or context.after(_ARTICLE)
    named = match["name"] == "ЖК" and (context.before(_QUOTE_BEFORE) or context.after(_NAME_AFTER))
    open_alone = match["name"] in {"ЖК", "ҚК"} and not (match["suffix"] or match["fused"] or shown or named)
    return Guess(spoken) if open_alone and isinstance(spoken, str) else spoken


def _said(match: re.Match[str], context: Context) -> str | Unread | None:
    if match["name"] not in _NUMBERED and context.after(_NUMBER_AFTER):
        return None  # АК-74 is no code
    if _is_open(match, context):
        return Unread("abbreviation-unknown")
    suffix = parse_suffix(match["fused"]) if match["fused"] else suffix_of(match)
    if suffix is None:
        return None
    spoken = _named(match["name"], context)
    has_owner = owned(spoken.lower())
    if suffix == Suffix() and _takes_genitive(match["name"], context):
        suffix = Suffix(case="gen")
    elif suffix == Suffix() and has_owner and match["name"] in _THINGS and context.after(_ACTED_UPON):
        suffix = Suffix(case="acc")
    return attach(spoken, suffix, owned=has_owner)


def _is_open(match: re.Match[str], context: Context) -> bool:
    """Tell whether a short abbreviation stands without what shows its meaning: the name of a firm, an article."""
    if match["name"] in _ONLY_BESIDE_A_NAME:
        return not (context.before(_QUOTE_BEFORE) or context.after(_QUOTE_AFTER))
    of_a_state = match["suffix"] or context.before(_STATE_BEFORE) or context.after(_ARTICLE)
    return match["name"] in {"АК", "ЕК", "БК", "СК"} and not of_a_state


def _named(written: str, context: Context) -> str:
    code = CODE_NAMES.get(written)
    if code and context.before(_STATE_BEFORE):
        return _owned_head(code)
    if code and context.after(_ARTICLE):
        return code  # ЖК 5-бабы is of a code
    named = context.before(_QUOTE_BEFORE) or (written != "ЖК" and context.before(_BARE_NAME_BEFORE))
    return _owned_head(FIRM_NAMES[written]) if written in FIRM_NAMES and named else SPOKEN_NAMES[written]


def _owned_head(spoken: str) -> str:
    head, _, last = spoken.rpartition(" ")
    return spoken if owned(spoken) else f"{head} {possessive(last)}"


def _takes_genitive(written: str, context: Context) -> bool:
    """«ҚР ӘҚБтК 434-бабы» is a chain of owners."""
    text, end = context.text, context.end
    if written in CODE_NAMES:
        return bool(_ARTICLE.match(text, end))
    if written not in {"ҚР", "РФ"} or _NOT_OWNED.match(text, end) or _BODY.match(text, end):
        return False
    possessed = _OWNED_WORD.match(text, end)
    # Two genitives do not meet: Қазақстан Республикасы Президентінің Жарлығы.
    return bool(_CODE.match(text, end) or (possessed and not possessed.group().endswith(("ның", "нің"))))


RULES = (
    Rule(
        "body",
        re.compile(rf"(?P<name>{any_of(SPOKEN_NAMES)})(?:{SUFFIX}|(?P<fused>{SMALL}+))?(?!\w)"),
        _say,
        heads(SPOKEN_NAMES),
    ),
)

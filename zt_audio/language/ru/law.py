"""Read references to articles, parts, points and sub-points of laws, each word in its case.

As Kazakhstan's laws name them: «часть первая статьи 434», but «пункт 2», «подпункт 3)», «статья 434».
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.cases.noun_case import noun_cases
from zt_audio.language.ru.words.number_tokens import DASH, SPACE, any_short, by_key, key
from zt_audio.language.ru.words.numbers import Case, cardinal, ordinal
from zt_audio.language.ru.words.phrases import declined, gender_of
from zt_audio.language.tables import DIGITS, heads

# What is said for an abbreviation, and how far up it stands: what stands higher follows in the genitive.
_LEVELS = {
    "абз": ("*абзац", 0),
    "подп": ("*подпункт", 1),
    "пп": ("*подпункт", 1),
    "п": ("*пункт", 2),
    "ч": ("*часть", 3),
    "ст": ("*статья", 4),
    "§": ("*параграф", 4),
    "гл": ("*глава", 5),
    "разд": ("*раздел", 6),
    "прил": ("*приложение", 6),
    "рис": ("*рисунок", 6),
    "табл": ("*таблица", 6),
}
_DOUBLED = {"п. п": "п", "ч. ч": "ч", "чч": "ч", "ст. ст": "ст", "стст": "ст", "§§": "§"}
_HEIGHT_OF_WORD = {"абзац": 0, "подпункт": 1, "пункт": 2, "част": 3, "стать": 4, "глав": 5}

_ITEM = rf"\d{{1,4}}(?:{DASH}\d{{1,4}})?(?:\.\d{{1,4}})*\)?"
_SUB_POINTS = rf"\d{{1,3}}\){SPACE}?{DASH}{SPACE}?\d{{1,3}}\)"  # «пп. 1)–3)»
_LIST = rf"{_ITEM}(?:{SPACE}?,{SPACE}?{_ITEM}(?=[,\s]|$))*(?:{SPACE}(?:и|или){SPACE}{_ITEM})?"
# Behind a list of numbers stands what they belong to; elsewhere a second number may count something.
_BELONGS = r"(?=\s*(?:$|[.;)»]|КоАП|[А-ЯЁ]{2,}|[Пп]рилож|[Кк]одекс|[Зз]акон|[Пп]равил|ст\.|стать|ч\.|част|п\.|пункт))"
_BEFORE = re.compile(
    rf"(?:(?P<level>(?i:{any_short(_LEVELS)}))\.?|(?P<word>{any_short(_HEIGHT_OF_WORD)})\w*)\s*[\d\-–.]+\)?,?\s+$"
)
# «предусмотренное ч. 2 ст. 437», «регламентируется ст. 12»: by the law, in the instrumental
_LAID_DOWN = re.compile(
    r"(?<!\w)(?:(?:предусмотр|установл|регламентиров|закрепл|определ|урегулиров|запрещ|гарантиров|разреш)[её]?н\w*"
    r"|(?:предусматрива|регламентиру|регулиру|определя|устанавлива|запреща)[ею]тся)\s+$",
    re.IGNORECASE,
)
_LAW_BEFORE = re.compile(r"(?<!\w)(?:ПДД|КоАП|УК|УПК|ГК|ГПК|ТК|НК)(?:\s+РК)?,?\s+$")
_BEFORE_POINT = re.compile(
    r"(?<!\w)(?:знак|пункт|подпункт|раздел|глав|таблиц|рисун|разметк|приложени|стать)[а-яё]{0,3}\s+"
    r"(?:\d[\d.]*(?:,|\s+и)\s+)*$",
    re.IGNORECASE,
)
_SPAN = re.compile(rf"(?P<first>\d+)(?P<each>\)?){SPACE}?{DASH}{SPACE}?(?P<last>\d+)(?P=each)")
_SIGHT = 200  # characters; what a reference depends on does not stand further away
_INDEX = "дефис"  # «434-2»: an article that was put in between

_AFTER_ARTICLE = re.compile(r"(?:ст\.|ст|стать\w+|№|(?:\d{2,3}(?:-\d+)?)(?:,|\s+и|\s+или))\s*$")
_BEFORE_CODE = re.compile(r"\s*(?:КоАП|УК|УПК)")


def _reference(match: re.Match[str], context: Context) -> str:
    written = re.sub(r"[.\s]", "", match["level"]).lower()
    level = by_key(_DOUBLED).get(key(match["level"]).lower().removesuffix("."), written)
    doubled = level != written
    if doubled and level == "п" and ")" in match["items"]:
        level = "подп"  # sub-points are numbered «1)»
    phrase, height = _LEVELS[level]
    case = _case(context.text[: match.start()], height)
    span = _SPAN.fullmatch(match["items"])
    if span and not (doubled or ")" in match["items"] or (level != "ч" and int(span["first"]) < int(span["last"]))):
        span = None  # «ст. 434-2» has an index
    noun = declined(phrase, case, plural=doubled or span is not None or bool(re.search(r"[,и]", match["items"])))
    if span:
        gender = gender_of(phrase)
        return f"{noun} с {ordinal(int(span['first']), 'gen', gender)} по {ordinal(int(span['last']), 'acc', gender)}"
    return f"{noun} {re.sub(_ITEM, lambda item: _item(item.group(), level, case), match['items'])}"


def _case(left: str, height: int) -> Case:
    """«п. 2 ч. 1 ст. 434»: a higher level is the owner, in the genitive; a lower one stands beside it."""
    left = left[-_SIGHT:]
    before = _BEFORE.search(left)
    if not before:
        if _LAW_BEFORE.search(left):
            return "nom"  # «ПДД п. 11.2»
        return "ins" if _LAID_DOWN.search(left) else noun_cases(left)[0]
    level = _LEVELS[before["level"].lower()][1] if before["level"] else _HEIGHT_OF_WORD[before["word"]]
    return "gen" if height > level else _case(left[: before.start()], height)


def _item(written: str, level: str, case: Case) -> str:
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    if level == "ч" and len(numbers) == 1:
        return ordinal(numbers[0], case, "f")
    return (" точка " if "." in written else f" {_INDEX} ").join(map(cardinal, numbers))


def _article_index(match: re.Match[str], context: Context) -> str | None:
    """«статьи 434-2»: a number after «статья» is no range."""
    article, index = int(match["article"]), int(match["index"])
    is_article = _AFTER_ARTICLE.search(context.text[: match.start()]) or _BEFORE_CODE.match(context.text, match.end())
    return f"{cardinal(article)} {_INDEX} {cardinal(index)}" if article >= index and is_article else None


def _point(match: re.Match[str], context: Context) -> str | None:
    if not _BEFORE_POINT.search(context.text[max(match.start() - _SIGHT, 0) : match.start()]):
        return None
    return " точка ".join(cardinal(int(part)) for part in match.groups() if part)


RULES = (
    # «знак 3.27», «пункт 2.1»: no decimals
    Rule(
        "law",
        re.compile(r"(?P<first>\d{1,2})\.(?P<second>\d{1,3})(?:\.(?P<third>\d{1,3}))?(?![\w.]\d|\d)"),
        _point,
        DIGITS,
    ),
    Rule(
        "law",
        re.compile(
            rf"(?P<level>(?i:{any_short([*_DOUBLED, *_LEVELS])})(?<!§)\.|§§?){SPACE}*"
            rf"(?P<items>{_SUB_POINTS}|{_LIST}{_BELONGS}|{_ITEM})"
            # «ст. 73 – 1 КоАП»: its index with spaces, or something else behind a dash
            rf"(?!\w|{DASH}\w|{SPACE}{DASH}{SPACE}\d{{1,2}}{SPACE}(?:КоАП|У?П?К|ГК|ГПК|[Кк]одекс|[Зз]акон|ч\.|част))"
        ),
        _reference,
        heads((*_DOUBLED, *_LEVELS), ".") | {"§"},
    ),
    Rule("law", re.compile(rf"(?P<article>\d{{2,3}}){DASH}(?P<index>\d{{1,2}})(?![\w-])"), _article_index, DIGITS),
)

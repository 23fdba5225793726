"""Tell which cases the text to the left asks of an abbreviated noun, likeliest first.

Words that «и» joins stand in one case (Русская грамматика, 1980, vol. 2, on coordination): «сотрудники полиции и ДЧС».
Behind a noun with an owner either of the two may be meant: «больница посёлка и 12 домов».
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context
from zt_audio.language.ru.cases.clauses import subject_of
from zt_audio.language.ru.cases.left_context import is_action, looks_like_action, number_cases
from zt_audio.language.ru.cases.left_text import SIGHT, before, last_word
from zt_audio.language.ru.cases.owners import HAD, RELATED
from zt_audio.language.ru.words.government import ACTIONS, DONE_TO, MEASURES, OF_BOTH, PREPOSITIONS, Cases
from zt_audio.language.ru.words.morphology import Form, adjectives, forms, is_noun, nouns
from zt_audio.language.ru.words.numbers import Case
from zt_audio.language.tables import word_set
from zt_audio.model import LexiconEntry

# Of a place, a body or a law «в» tells where rather than where to, and «с» together with.
_OF_PLACES: dict[str, Cases] = {
    **PREPOSITIONS,
    **dict.fromkeys(("в", "во", "на"), ("prep", "acc")),
    **dict.fromkeys(("с", "со"), ("ins", "gen")),
    **dict.fromkeys(("за", "под"), ("ins", "acc")),
    "по": ("dat",),
}
# Verbs of going, telling and sending: after them «в» and «на» ask where to.
_WHITHER = re.compile(
    r"(?:обра[тщ]|сообщ|звон|достав|посту|вызв|яв[ил]|прий|прид|наб[ио]р|приед|поед|уе[хд]|ед[еу]|выед|дое[дх]|зае[дх]|въе[дх]|приле[тч]|вылет|приб[ыу]|прих|приш|приез|приех|переда|направ|подат|пода[вйлю]|"
    r"заявлен|вступ|вход|войт|внес|внос|поез(?:ж|дк)|поех|(?<!/д )перее[зх]|"
    r"пойд|под[ох]|(?<![св])ид[иуёт]|(?:до|в)пус[тк]|пропусти|езж|отправ|пригла|перевед|перевод|помещ|заход|"
    r"зайд|загл|сходи|дорог|выезж|выех|вый[дт]|приве[дз]|прин[её]с|принос|отвез|увез|верн|запи[сш]|жалов|"
    r"подключ|водвор|конвоир|этапир|зачисл|эвакуа(?!ции)|эвакуи|отда[лтйю]|треб|ваканс|нап[иа][сш]|попа[лдс])\w*(?:\s+[а-яё]+){0,3}\s+(?:в|во|на)\s+$"
    r"|(?:въезд|выезд|проезд|съезд|поворот|подъезд|очеред|взнос|заявк|обращени)\w{0,2}\s+(?:в|на)\s+$"
    r"|(?<!\w)(?:оплат|плат|долг|взнос|деньги|сда[ёейт]|штраф)\w*\s+за\s+$"
    r"|(?:документ|доверенност|жалоб|нападени|ссылк|влияни|давлени|запрос|донос|покушени|иск)\w*\s+на\s+$",
    re.IGNORECASE,
)
# «Как сообщили в ДЧС»: they say so there; with «соседи сообщили» and «сообщите» the news goes there.
_SAID_IN = re.compile(r"(?<!\w)(?P<said>сообщ(?:или|ают|али))\s+(?:[а-яё]+\s+){0,2}в\s+$", re.IGNORECASE)
# «с ул. Абая на ул. Пушкина»: from one street into another
_ONTO = re.compile(
    r"(?<!\w)[Сс]о?\s+(?:ул|пр|просп|пер|пл|мкр|пр-к?т)\w*\.?\s*[А-ЯЁ][\w-]*(?:\s[А-ЯЁ]?[\w-]+)?\s+(?:на|в)\s+$"
)
_INTO_UNDER = re.compile(r"(?:попа[лдс]|угоди|броси|ныр|зале[зт])\w*(?:\s+[а-яё]+)?\s+под\s+$", re.IGNORECASE)
# «рядом с г. Алга», «связь с пос. Ясный»
_TOGETHER = re.compile(
    r"(?:рядом|вместе|наряду|совместно|связ\w+|сообщени\w+|границ\w+|граничи\w+|договор\w*|сравнени\w+|соседств\w+|меморандум\w*)"
    r"\s+со?\s+$|(?:перекр[её]ст|пересеч)\w*\.?\s[^,;]{2,40}\sсо?\s+$",
    re.IGNORECASE,
)
_CAPITALS = r"(?<!\w)[А-ЯЁ]?[А-Яа-яё]*[А-ЯЁ]{2,}"
_AND = r"\s+(?:и|или)\s+$"
_JOINED = (
    re.compile(rf"(?:{_CAPITALS},\s+)*{_CAPITALS}(?:\s+«[^«»]*»|\s+№\s*\d+)?{_AND}"),
    re.compile(
        rf"\b(?:ул|пр|пер|мкр|г|с|пос|пл)\.\s*(?:[А-ЯЁ]\.\s*)*[А-ЯЁ][\w-]*(?:\s[\w-]+)?(?:{_AND[:-1]}|\s+[–—]\s+)$"
    ),
    re.compile(rf"\b(?:д|кв|корп|под|каб|эт|оф|мкр|уч)\.\s*№?\s*\d[\w/-]*{_AND}"),  # «между д. 5 и д. 7»
)
# «жители мкр-на Шанхай, Курмыш и пос. Кирпичный»: places that «и» joins stand in one case
_PLACE_AND = re.compile(
    r"(?<!\w)(?:(?:мкр|пос|с|г|ул|пр|пер|ст)\.|(?:мкр|мкр-н|р-н|мкр-|кв-л|пр-т)(?P<ending>а|у|ом|е)?)\s*[А-ЯЁ][\w-]*"
    r"(?:,\s+[А-ЯЁ][\w-]*)+\s+и\s+$"
)
_CASE_OF_ENDING: dict[str, Case] = {"а": "gen", "у": "dat", "ом": "ins", "е": "prep"}
# What follows these belongs to them, and so stands in the genitive.
_OWNERS = (
    re.compile(rf"{_CAPITALS}\s+$"),
    re.compile(
        r"(?<!\w)(?:гг|мес|кв|пол|нач|кон|сер|зам|дир|инсп|пом|секр|упр|управл|деп|департ|отд)\.\s+$|(?<!\w)тел\.\s*$",
        re.IGNORECASE,
    ),
    re.compile(r"«[^«»]*»\s+$"),
    re.compile(r"(?<!\w)(?:каб\.|ауд\.|кабинет\w*|аудитори\w*|групп\w+)\s*№?\s*\d+\w?\s+$"),  # «в каб. 214 ДП»
    re.compile(r"(?<!\w)(?!ч/з)[а-я]/[а-я]\s+$"),  # «а/д респ. значения»
    re.compile(r"(?<![\w-])(?:р-н|мкр-н|кв-л|пр-к?т)(?:а|у|ом|е)?\s+$"),
    re.compile(
        r"(?:ст|ч|п|пп|подп|стать\w+|част\w+|пункт\w*|абз)\.?\s*"
        r"(?:\d[\d-]*\)?(?:,\s*|\s+(?:и|или)\s+))*\d(?:[\d-]|\.(?=\d))*\)?\s+$",
        re.IGNORECASE,
    ),
)
# Before these the subject stands behind its verb: «сообщают ДП и ДЧС»; other verbs in the plural have an object there.
_SAYING = word_set(
    "сообщать сообщить информировать проинформировать предупреждать предупредить напоминать напомнить заявить заявлять "
    "отметить отмечать призывать призвать просить попросить уточнить уточнять добавить рассказать рассказывать"
)
# People of a body that decline as adjectives
OFFICERS = word_set("участковый дежурный патрульный постовой рядовой военнослужащий полицейский пожарный управляющий")
_CONJUNCTION = re.compile(r"(?:,?\s+а\s+также|,?\s+и|\s+или)\s+$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:\s+[а-яё]+){0,3}(?:\s*«[^«»]*»)?(?:,\s*[А-ЯЁа-яё\d][^,.;:!?]{1,40})*\s+и\s+(?:(?P<last>[а-яё]+)|\d)"
    r"|(?:\s*«[^«»]*»)?(?:,\s*[А-ЯЁ]{2,}(?:\s*«[^«»]*»)?)*\s*(?:[.!;)]|$)"  # «представители акимата, ДП, ДЧС.»
)
_COUNTED = re.compile(
    r"(?<![\w.,№-])\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?(?!-)\s*(?:(?:[а-яё./²³%°·-]+|[А-ЯЁ₸]{2,5})\s+){1,4}$"
)
_BODIES_BEFORE = re.compile(r"(?:(?<!\w)[А-ЯЁ]{2,}(?:\s*«[^«»]{1,60}»)?,\s+)+$")
_COMMA = re.compile(r",\s*$")
_LONGEST = 6  # joined words; a longer list is taken by what it begins with
# «на улице Абая и пр. Мира»: the name belongs to the place
_NAME_OF = re.compile(r"(?<=[а-яё])\s+(?:«[^«»]*»|№?\s*\d[\w/-]*|[А-ЯЁ][\w-]*(?:\s+[А-ЯЁ][\w-]*)?)\s+$")
_PLACES = word_set(
    "улица проспект переулок площадь посёлок село город аул район область микрорайон станция рынок школа больница "
    "поликлиника парк магазин садик гимназия лицей дом корпус подъезд квартира кабинет"
)


class OpenCaseError(LookupError):
    """The words before an abbreviated noun leave its case open."""


def noun_cases(left: str) -> Cases:
    """Return the cases that `left` asks of an abbreviated noun right after it, likeliest first; never empty.

    Raises OpenCaseError where «и» may join the noun to either of two words.
    """
    left = left[-SIGHT:]
    joined = next((match for pattern in _JOINED if (match := pattern.search(left))), None)
    if joined:
        return noun_cases(left[: joined.start()])
    if cases := _cases_of_phrase(left):
        return cases
    if together := joined_cases(left):
        if not together[1]:
            raise OpenCaseError(left)
        return together[0]
    word = last_word(left)
    return _OF_PLACES.get(word) or _by_kind(word, before(left, word)) if word else ("nom",)


def _cases_of_phrase(left: str) -> Cases:
    """Return the cases that more than the last word of `left` asks; () where one word decides."""
    if any(pattern.search(left) for pattern in _OWNERS):
        return ("gen",)
    if place := _PLACE_AND.search(left):
        ending = place["ending"]
        return (_CASE_OF_ENDING[ending],) if ending else noun_cases(left[: place.start()])
    said = _SAID_IN.search(left)
    if said and not subject_of(left[: said.start()], forms(said["said"])[0]):
        return ("prep",)
    whither = _WHITHER.search(left) or _ONTO.search(left) or _INTO_UNDER.search(left) or left.rstrip().endswith("ч/з")
    return ("acc",) if whither else ()


def entry_in_case(entry: LexiconEntry, context: Context) -> tuple[str, int]:
    """Return what is said for `entry` and where it ends in the text; its plain reading where it lacks the form."""
    cases = noun_cases(context.text[: context.start]) if entry.forms else ()
    return next((entry.forms[case] for case in cases if case in entry.forms), entry.spoken), context.end


def place_case(left: str) -> Case:
    """Return the case of a place after `left`: «с ул. Абая» is from there, where «с ТОО» is together with it."""
    if last_word(left) in ("с", "со"):
        return "ins" if _TOGETHER.search(left) else "gen"
    return noun_cases(left)[0]


def is_clause_of_participle(kinds: tuple[Form, ...], left: str) -> bool:
    """Tell whether a passive participle begins a clause, and who acts stands behind it: «рейд, организованный ДЧС»."""
    return bool(kinds) and kinds[0].kind == "ADJ" and "pssv" in kinds[0].traits and left.rstrip().endswith(",")


def _by_kind(word: str, left: str) -> Cases:
    kinds = forms(word)
    kind = kinds[0].kind if kinds else ""
    if kind == "NOUN" or (kind == "ADJ" and kinds[0].lemma in OFFICERS):
        return ("gen",)  # also «участковые ОП № 2»
    if kind in ("INFN", "GRND"):
        return ("acc",)
    if kind == "VERB" and kinds[0].plural and "tran" in kinds[0].traits and kinds[0].lemma not in _SAYING:
        return ("acc", "nom")  # «проверили ИП»: one body is no subject of a plural
    if is_clause_of_participle(kinds, left):
        return ("ins",)
    if kind == "ADJ":
        own = tuple(dict.fromkeys(form.case for form in kinds if form.kind == "ADJ" and form.case))
        return tuple(case for case in noun_cases(left) if case in own) or own
    return ("nom",)


def joined_cases(left: str) -> tuple[Cases, bool] | None:
    """Return the case of the noun that «и» at the end of `left` joins the number to, and whether it is sure.

    None where `left` ends with no noun and «и».
    """
    conjunction = _CONJUNCTION.search(left)
    if conjunction is None:
        return None
    left = f"{left[: conjunction.start()]} "
    if counted := _COUNTED.search(left):
        asked = number_cases(left[: counted.start()]) or ("nom",)
        shown = [form.case for form in nouns(last_word(left)) if form.case in ("dat", "ins", "prep")]
        return (tuple(case for case in asked if case in shown) or asked), True  # «3 кг марихуаны и 250 г гашиша»
    if (name := _NAME_OF.search(left)) and _names_place(left[: name.start()]):
        left = f"{left[: name.start()]} "
    word = last_word(left)
    if not is_noun(word):
        return None
    case = _case_of(left, word)
    owner = last_word(_before_group(left, word))
    if case != "gen" or not is_noun(owner) or owner in PREPOSITIONS:
        return ((case,), True) if case else None
    owned = (
        forms(owner)[0].lemma in RELATED | HAD | OF_BOTH
        or owner in MEASURES
        or looks_like_action(owner)
        or is_action(owner, DONE_TO | ACTIONS)
    )
    return ("gen",), owned or _case_of(_before_group(left, word), owner) == "gen"


def _names_place(left: str) -> bool:
    """Tell whether `left` ends with a noun that has a name behind it: «улице Абая», «рынке «Алтай»»."""
    found = nouns(last_word(f"{left} "))
    return bool(found) and found[0].lemma in _PLACES


def listed_cases(left: str, right: str) -> tuple[Cases, bool] | None:
    """Return the case of a number in the middle of a list, and whether it is sure: «для больницы, 12 школ и детсада».

    None where no comma ends `left`, or no list goes on behind what is counted. The comma may end a clause as well, so
    the last noun of the list must show its case.
    """
    left = _BODIES_BEFORE.sub("", left)
    more = _GOES_ON.match(right)
    if more is None or not _COMMA.search(left):
        return None
    joined = joined_cases(_COMMA.sub(" и ", left))
    if joined is None or joined[0][0] in ("nom", "acc"):
        return None  # where many things are counted the two are alike
    last = forms(more["last"]) if more["last"] else ()
    if last and joined[0][0] not in {form.case for form in last}:
        return None
    shown = not last or last[0].case == joined[0][0] or all(form.case != "nom" for form in last)
    return joined[0], joined[1] and shown and (bool(last) or not more.group().endswith(tuple("0123456789")))


def _case_of(left: str, word: str) -> Case | None:
    """Return the case of the noun `word` that ends `left`: of its own cases the one that the words before ask for."""
    own = tuple(dict.fromkeys(form.case for form in nouns(word) if form.case))
    rest = _before_group(left, word)
    for _ in range(_LONGEST):
        if not (comma := _COMMA.search(rest)):
            break
        earlier = last_word(f"{rest[: comma.start()]} ")
        if not is_noun(earlier):
            break
        rest = _before_group(f"{rest[: comma.start()]} ", earlier)
    asked = noun_cases(rest) if last_word(rest) else ("nom",)
    return next((case for case in asked if case in own), own[0] if len(own) == 1 else None)


def _before_group(left: str, word: str) -> str:
    """Return what stands in `left` before the noun `word` and its adjectives."""
    left = before(left, word)
    while (adjective := last_word(left)) and adjectives(adjective) and forms(adjective)[0].kind == "ADJ":
        left = before(left, adjective)
    return left

"""Decline proper nouns that no dictionary has by their endings, and the towns of Kazakhstan by a table.

Source: Русская грамматика (1980), vol. 1, on the declension of nouns. Names in -о, -е, -и, -у, -ю, -ы, -э keep one
form; the gender of names in -ь is unknown, so only those in the table of towns have forms.
"""

from __future__ import annotations

from typing import Literal

from zt_audio.language.ru.words.numbers import CASES, Case

NameKind = Literal["place", "person"]
# ending of the nominative -> endings of CASES; a living being's accusative is its genitive
_DECLENSIONS: tuple[tuple[str, str], ...] = (
    ("посёлок", "посёлок посёлка посёлку посёлок посёлком посёлке"),
    ("городок", "городок городка городку городок городком городке"),
    ("ия", "ия ии ии ию ией ии"),
    ("я", "я и е ю ей е"),
    ("ка", "ка ки ке ку кой ке"),
    ("га", "га ги ге гу гой ге"),
    ("ха", "ха хи хе ху хой хе"),
    ("ша", "ша ши ше шу шей ше"),
    ("жа", "жа жи же жу жей же"),
    ("ча", "ча чи че чу чей че"),
    ("ца", "ца цы це цу цей це"),
    ("а", "а ы е у ой е"),
    ("й", "й я ю й ем е"),
    ("ш", "ш ша шу ш шем ше"),
    ("ж", "ж жа жу ж жем же"),
    ("ч", "ч ча чу ч чем че"),
    ("щ", "щ ща щу щ щем ще"),
    ("ц", "ц ца цу ц цем це"),
)
_SURNAMES: tuple[tuple[str, str], ...] = tuple(
    pair
    for stem in ("ов", "ев", "ёв", "ин", "ын")
    for pair in (
        (stem, f"{stem} {stem}а {stem}у {stem}а {stem}ым {stem}е"),
        (f"{stem}а", f"{stem}а {stem}ой {stem}ой {stem}у {stem}ой {stem}ой"),
    )
)
_CONSONANTS = "бвгдзклмнпрстфх"
# How each declines: `-` keeps one form, the others are rows of _TOWN_ENDINGS; behind a stroke the stem that drops its
# vowel. Kazakh names in -е, -о, -и, -у, -ы keep one form; -а and consonants decline as Russian usage has them.
TOWNS = {
    # Aktobe region: the centre, towns, district centres and large villages
    "Актобе": "-",
    "Актюбинск": "m",
    "Алга": "а",
    "Кандыагаш": "m",
    "Хромтау": "-",
    "Эмба": "а",
    "Жем": "m",
    "Темир": "m",
    "Шалкар": "m",
    "Кобда": "а",
    "Хобда": "а",
    "Иргиз": "m",
    "Уил": "m",
    "Мартук": "m",
    "Каргалы": "-",
    "Комсомольское": "ое",
    "Карабутак": "m",
    "Бадамша": "а",
    "Байганин": "m",
    "Шубаркудук": "m",
    "Шубарши": "-",
    "Кенкияк": "m",
    "Сазда": "а",
    "Кенес": "m",
    "Каратал": "m",
    "Жилянка": "а",
    "Жилгородок": "m/Жилгородк",
    "Заречный": "ый",
    "Ясный": "ый",
    "Нурсити": "-",
    "Каратогай": "й",
    "Бестамак": "m",
    "Батамшинский": "ый",
    "Мугалжар": "m",
    "Илек": "m",
    # centres of regions and large towns
    "Астана": "а",
    "Алматы": "-",
    "Шымкент": "m",
    "Атырау": "-",
    "Актау": "-",
    "Уральск": "m",
    "Орал": "m",
    "Костанай": "й",
    "Караганда": "а",
    "Кокшетау": "-",
    "Петропавловск": "m",
    "Павлодар": "m",
    "Усть-Каменогорск": "m",
    "Оскемен": "m",
    "Семей": "й",
    "Талдыкорган": "m",
    "Тараз": "m",
    "Туркестан": "m",
    "Кызылорда": "а",
    "Конаев": "m",
    "Жезказган": "m",
    "Экибастуз": "m",
    "Темиртау": "-",
    "Рудный": "ый",
    "Жанаозен": "m",
    "Байконур": "m",
    "Балхаш": "m",
    "Кентау": "-",
    "Риддер": "m",
    "Степногорск": "m",
    "Сатпаев": "m",
    "Аркалык": "m",
    "Лисаковск": "m",
    "Житикара": "а",
    "Аксай": "й",
    "Кульсары": "-",
    "Аральск": "m",
    "Арысь": "3",
    "Сарань": "3",
    "Щучинск": "m",
    "Талгар": "m",
    "Каскелен": "m",
    "Форт-Шевченко": "-",
    "Тобыл": "m",
    "Косшы": "-",
    "Сарыагаш": "m",
    "Каратау": "-",
    "Шу": "-",
    "Жаркент": "m",
    "Аягоз": "m",
    "Шахтинск": "m",
    "Приозёрск": "m",
    "Ленгер": "m",
    "Есик": "m",
    "Ушарал": "m",
    "Текели": "-",
    "Орск": "m",
    "Оренбург": "m",
    "Самара": "а",
    "Москва": "а",
    "Казахстан": "m",
}
_TOWN_ENDINGS = {
    "m": "∅ а у ∅ ом е",
    "sh": "∅ а у ∅ ем е",
    "а": "а ы е у ой е",
    "га": "а и е у ой е",
    "ша": "а и е у ей е",
    "й": "й я ю й ем е",
    "3": "ь и и ь ью и",
    "ое": "ое ого ому ое ым ом",
    "кое": "ое ого ому ое им ом",
    "ый": "ый ого ому ый ым ом",
    "ий": "ий ого ому ий им ом",
}


def by_ending(name: str, case: Case, kind: NameKind = "place", *, surname: bool = False) -> str | None:
    """Return `name` in `case`; None where its ending does not tell how it declines."""
    for ending, cases in (*(_SURNAMES if surname else ()), *_DECLENSIONS):
        if name.endswith(ending):
            return name[: -len(ending)] + _pick(cases, case, kind)
    if name[-1:] in "оеиуюыэё":
        return name
    return name + _pick("∅ а у ∅ ом е", case, kind).replace("∅", "") if name[-1:] in _CONSONANTS else None


def _pick(cases: str, case: Case, kind: NameKind) -> str:
    forms = cases.split()
    masculine = forms[1].endswith(("а", "я")) and not forms[0].endswith(("а", "я"))
    if case == "acc" and kind == "person" and masculine:
        case = "gen"
    return forms[CASES.index(case)]


def town(name: str, case: Case) -> str | None:
    """Return the town `name` in `case`; None where the table does not have it."""
    kind = TOWNS.get(name)
    if kind is None:
        return None
    if kind == "-" or case == "nom":
        return name
    kind, _, stem = kind.partition("/")
    endings = _TOWN_ENDINGS[_exact(kind, name)].split()
    stem = stem or name.removesuffix(endings[0])
    return stem + endings[CASES.index(case)].replace("∅", "") if case != "acc" or kind != "m" else name


def _exact(kind: str, name: str) -> str:
    """Return the row of endings: velars and sibilants take -и for -ы, sibilants -е for -о."""
    if kind == "а" and name[-2] in "гкх":
        return "га"
    if kind == "а" and name[-2] in "шжчщ":
        return "ша"
    if kind == "m" and name[-1] in "шжчщц":
        return "sh"
    if kind == "ое" and name[-3] in "гкх":
        return "кое"
    return "ий" if kind == "ый" and name.endswith("ий") else kind

"""A token that may be of several kinds is surely read only as a kind that its context licenses.

Each shape stands in contexts of each kind. Where the reading is sure it is of a kind that the context allows; anything
else is a guess, or refused.
"""

from __future__ import annotations

import re
from itertools import product

import pytest

from tests.support.rows import each_row
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.model import Lang

# By what of the spoken text a kind is known. The first that fits counts.
SAID = {
    "ru": {
        "minus": r"минус",
        "range": r"\bот\b.*\bдо\b|-|\bс\b.*\bпо\b",
        "date": r"январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр",
        "decimal": r"целых|десятых|сотых",
        "unit": r"\b(?:метр|литр|грамм|рубл|тонн)",
        "times": r"\bраза?\b",
        "years": r"\bлет\b|\bгода?\b",
        "sheets": r"\bлист",
        "fraction": r"\bтрет[ьи]\b|четверть|пятых|дол[яи]",
        "stroke": r"дробь",
        "letter": r"\b(?:эм|эль|гэ|эр)\b",
        "group": r"\bгрупп",
        "degrees": r"\bградус",
        "thousands": r"\bтысяч",
        "volts": r"\bвольт",
        "feminine": r"\b(?:за|от)крыта\b",
        "ordinal": r"\b(?:сто двадцат|двести пятидесят)(?:ый|ая|ое|ой)\b",
        "hyphen": r"дефис",
        "plain": r"",
    },
    "kk": {
        "minus": r"минус",
        "ordinal": r"(?:нші|ншы|інші|ыншы)(?!\w)|(?:нші|ншы)\w*",
        "date": r"қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан",
        "decimal": r"бүтін",
        "plain": r"",
    },
}
# Shape, contexts with what they license.
RUSSIAN = (
    (("-15", "-8", "-20"), {
        "Ночью {} градусов": "minus degrees", "Температура {}": "minus", "Мороз до {}": "minus",
        "Хлеб {} тенге": "plain", "Телефон {}": "plain", "Возраст {} лет": "plain years", "Штраф {} МРП": "plain",
        "Отключено домов {}": "plain", "Кабинет {}": "plain", "Цена {} тенге": "plain", "Скидка {} процентов": "plain",
    }),
    (("1500 - 45", "0,5 - 900"), {"Взрослые {} минут": "range", "Сметана {}": "range", "Бассейн {}": "range"}),
    (("1г", "3г", "3-4г"), {"Ребёнку {}": "years range", "Мальчик {} пропал": "years range", "Сын {}.": "years range"}),
    (("17/04", "9/05"), {"Сбор {}": "date", "Турнир {}, спортзал": "date", "Вечный огонь 9:00 {}": "date"}),
    (("9-30", "18-30", "10-45"), {
        "Начало: {}": "plain", "Сбор: {}": "plain", "15 мая, {}, площадь": "plain date",
        "Возраст {} лет": "range years", "Ждали {} минут": "range", "Цена {} тенге": "range",
    }),
    (("1/3", "2/5"), {
        "из них {} – повторные": "fraction", "{} территории": "fraction", "ул. Абая, {}": "stroke", "{} этаж": "plain",
    }),
    (("8м", "12м"), {
        "длина {}": "unit", "На расстоянии {} от дома": "unit", "маршрут {}": "letter", "автобус {}": "letter",
    }),
    (("7л", "12л"), {
        "бак {}": "unit", "вылили {} воды": "unit", "дети {}": "years", "возраст {}": "years", "тетрадь {}": "sheets",
    }),
    (("2р", "3р"), {"{} в день": "times", "{} в неделю": "times", "цена {}": "unit"}),
    (("6-7.12", "20-25.11"), {
        "Рейд {}": "date range", "Выходные {}": "date range", "Ждём {}": "date range",
    }),
    (("6л", "8л"), {"сын {} потерялся": "years", "призыв {}": "years", "бак {}": "unit", "вылили {} воды": "unit"}),
    (("14гр", "12гр"), {
        "в классе {} холодно": "degrees", "температура {}": "degrees", "масса {}": "unit", "сахар {}": "unit",
    }),
    (("5т", "20т"), {"вознаграждение {}": "thousands", "билет {}": "thousands", "привезли {} угля": "unit"}),
    (("180в", "210в"), {"напряжение {}": "volts", "ул. Абая {}": "letter plain"}),
    (("12.10", "20.05"), {"Сбор {} у школы": "", "до {}": ""}),
    (("20.12", "25.08"), {"до {}": "date", "прием до {}": "date"}),
    (("10-12", "9-11"), {"Света не будет {}": "", "Пн-пт {}": "range"}),
    (("120", "250"), {"арбуз {} дыня": "plain", "ведро {} самовывоз": "plain", "вход {} детям": "plain"}),
    (("закр", "откр"), {"трасса {} до утра": "feminine", "магазин {} до утра": "plain", "{} до утра": ""}),
    (("3 гр", "2 гр"), {"{} крови": "group", "{} инвалидности": "group", "масса {}": "unit"}),
)  # fmt: skip
KAZAKH = (
    (("-15", "-8"), {
        "Түнде {} градус": "minus", "Ауа температурасы {}": "minus", "Нан {} теңге": "plain", "Анықтама {}": "plain",
        "Жасы {}": "plain",
    }),
    (("14.03", "25.11"), {"Кездесу {} сағ 18:30": "date ordinal", "{} күні": "date ordinal", "бағасы {}": "decimal"}),
    (("15", "4"), {
        "Мекенжай: {} мектеп": "ordinal", "20 наурызда {} топ": "ordinal date", "{} қалалық емхана": "ordinal",
        "{} сайлау округі": "ordinal", "{} теңге төлеңіз": "plain", "{} адам келді": "plain",
    }),
    (("9", "14"), {
        "есік сынған кіреберісте сол {} пәтер": "ordinal", "кеше кешке сынған {} терезе сатылды": "plain ordinal",
        "жаңа жылға қарай {} мектеп салынады екен": "plain", "көшеде тұрған {} автобус тоқтамай кетті": "ordinal",
        "мектептің {} кабинетіне жаңа компьютер қойылды": "plain", "бүгін кешке {} қабатқа су шықпайды": "ordinal",
    }),
    (("15.08", "03.09"), {
        "жиналыс {} де болады": "date ordinal", "мектепке {} ге дейін тіркелу керек": "date ordinal",
        "жер {} сот үй салуға дайын": "decimal", "доллар {} болды бүгін базарда": "decimal",
    }),
    (("9-17", "10-14"), {
        "дүкен {} жұмыс істейді": "plain", "бізде {} жаста бала бар": "plain", "ұпай саны {} болды": "plain",
    }),
    (("-30 да", "-7 де", "-12"), {
        "көшеде {} қатып қалады екен": "minus", "бүгін кешке {} дала суық болады": "minus",
        "бүгін {} деп айтты ғой": "minus", "сабақ {} болмайды деп айтты": "minus",
    }),
    (("5/2", "3/4"), {"жұмыс кестесі {} болады екен": "plain"}),
    (("25.05 тен", "28.10 нан"), {"жазғы каникул {} басталады екен": "date ordinal"}),
    (("-25", "-9"), {"таңертең {} болады деп естідім": "minus", "нан {} теңге арзандады базарда": "plain"}),
)  # fmt: skip


def rows(lang: Lang) -> list[tuple[Lang, str, str]]:
    table = RUSSIAN if lang == "ru" else KAZAKH
    return [
        (lang, context.replace("{}", shape), licensed)
        for shapes, contexts in table
        for shape, (context, licensed) in product(shapes, contexts.items())
    ]


@each_row([*rows("ru"), *rows("kk")])
def test_what_the_context_does_not_license_is_never_sure(lang: Lang, written: str, licensed: str) -> None:
    reading = read(written, lang, Lexicon())
    if reading.problems or reading.confidence == "guess":
        return
    found = {kind for kind, said in SAID[lang].items() if said and re.search(said, reading.spoken)}
    assert found <= set(licensed.split()), (reading.spoken, found)
    assert found or "plain" in licensed, reading.spoken


@pytest.mark.parametrize(
    "written",
    [
        "топка 6 адам керек болды енді",
        "айыппұл төлемесен 7 күнде сотка береди",
        "пәтерден газ иси шығып тұр бүгін",
        "әлеум пәтер кезегі жылжымайды бүгін де",
        "сілтемені ашсаң акшан кетеді бүгін кешке",
        "ЖРВИ мен 46 оқушы ауырды кеше кешке",
        "ЖЭО да жабық",
        "02ші үй тұрғындары жиналысқа келсін бүгін",
        "қысым 2.05 тен асып кетті деп",
        "дүкен 18.30 дан асып кетсе жабылады",
        "11 сыныпта 28 бала 25 и тапсырады",
        "жол бойы сақтанд деп айтты сізге",
    ],
)
def test_what_a_message_may_have_mistyped_is_never_sure(written: str) -> None:
    reading = read(written, "kk", Lexicon())
    assert reading.problems or reading.confidence == "guess", reading.spoken

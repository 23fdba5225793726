"""In a hastily typed Russian sentence a reading is sure only where something beside it asks for exactly that.

The sentences show shapes of numbers, letters and bodies in contexts that license them and in contexts that do not.
"""

from __future__ import annotations

from itertools import product

import pytest

from tests.support.rows import each_row
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.ru.sloppy.licences import is_hasty

# Shapes, and sentences in which nothing shows which of their meanings it is.
OPEN = (
    (("4к", "2к"), ("завтра {} сдаёт нормативы в зале", "собрание {} сегодня после обеда")),
    (("2ч", "3ч"), ("продам учебник алгебры Абылкасымова {} недорого", "кто читал роман Ауэзова {} напишите")),
    (("7т", "12т"), ("сиделка нужна смена {} без выходных", "есть место у окна {} пишите сюда")),
    (("5л", "9л"), ("отдам в хорошие руки {} звоните после обеда", "срочно ищем кто видел {} отзовитесь")),
    (("9фыв",), ("очередь {} на выезде из города", "там уже {} с самого утра")),
    (("15 стол", "7 ангар"), ("очередь {} на выезде из города",)),
    (("5-4", "7-2"), ("вчера по пенальти {} и все довольны", "у нас опять {} без изменений")),
    (("-19-21", "-25-27"), ("завтра утром {} метель не выезжайте",)),
    (("3Б", "4в"), ("завтра {} приходит к восьми часам", "сегодня {} сдаёт книги без опозданий")),
    (("ДТП", "ОСИ"), ("вчера на Маметовой {} сбили человека", "взносы за {} до конца месяца")),
    (("23-я",), ("утром {} маршрут опять ходит редко",)),
    (("51", "21"), ("у школы {} ограничение скорости и камера",)),
    (("1/3", "2/3"), ("вчера кворум {} а пришла половина",)),
    (("5,7,9", "3,5,7"), ("на праздник букеты {} роз успейте купить",)),
    (("00:30", "00:15"), ("муж приедет к {} откройте ему калитку",)),
    (("41", "21"), ("авария у {} школы двое пострадали", "пожар в {} доме по Мира")),
    (("2", "3"), ("в лифте {} подъезда застряли люди", "светлый офис {} этаж недорого сдаётся")),
    (("12", "8"), ("приезжайте мкр {} дом стоит у дороги",)),
    (("-35", "-20", "-50%"), ("завтра {} занятий нет нигде", "оплата сразу {} до пятницы успейте")),
    (("9-12", "8-10"), ("сбор {} у школы после обеда",)),
    (("3/5",), ("продаю Абая {} этаж недорого",)),
    (("5", "1"), ("живём на {} без лифта давно",)),
    (("1",), ("вода с этажа дошла до {} уже",)),
    (("комендант час", "лед дворец"), ("завтра с утра {} и дети дома",)),
    (("фур", "удал"), ("у нас опять {} в районе моста",)),
    (("5,6,7",), ("№{} маршруты изменены",)),
    (("21-23", "20-22"), ("наурыз {} гуляния на площади",)),
    (("18:00-20:00",), ("начало в {} не опаздывать",)),
    (("2.500",), ("цена {} торг", "Цена {}, торг.")),
    (("ОСИ",), ("завтра 3 июня {} Достык отчёт жильцам",)),
    (("СТО",), ("обед с 13 до 14 {} на Рыскулова",)),
    (("УК",), ("опять {} Алтын не чинит лифт",)),
    (("маг-на", "изза"), ("потеряны ключи возле {} вчера вечером",)),
)
# Shapes, and sentences that license one meaning, with how it is said.
SHOWN = (
    ("подскажите врача на 41м разъезде срочно", "сорок первом разъезде"),
    ("начало в 8ч 30м не опаздывать никому", "восемь часов тридцать минут"),
    ("пропала собака кличка Рекс 4г порода овчарка", "четырёх лет"),
    ("в бак залили 20л бензина и уехали", "двадцать литров"),
    ("потерялся мальчик 7л в синей куртке", "семи лет"),
    ("в 7б пропал телефон просьба вернуть", "седьмом бэ"),
    ("очередь 15маш на выезде из города", "пятнадцать машин"),
    ("очередь 15 машин на выезде из города", "пятнадцать машин"),
    ("света не будет с 9 до 17 часов", "с девяти до семнадцати часов"),
    ("лифт в 4-м подъезде не работает давно", "в четвёртом подъезде"),
    ("очевидцы ДТП просьба позвонить в полицию", "дорожно-транспортного происшествия"),
    ("потеряны ключи за столом№7 вернуть вахтёру", "столом номер семь"),
)


@each_row([place.replace("{}", shape) for shapes, places in OPEN for shape, place in product(shapes, places)])
def test_what_nothing_licenses_is_never_sure(written: str) -> None:
    reading = read(written, "ru", Lexicon())
    assert reading.problems or reading.confidence == "guess", reading.spoken


@pytest.mark.parametrize(("written", "said"), SHOWN)
def test_what_is_licensed_is_sure(written: str, said: str) -> None:
    reading = read(written, "ru", Lexicon())
    assert not reading.problems
    assert said in reading.spoken
    assert reading.confidence == "sure", [piece for piece in reading.pieces if piece.confidence == "guess"]


@pytest.mark.parametrize("written", ["В 21 школе карантин.", "Пожар у 41 дома потушен."])
def test_what_may_be_counted_or_put_in_order_is_a_guess_in_clean_text_too(written: str) -> None:
    assert read(written, "ru", Lexicon()).confidence == "guess"


@pytest.mark.parametrize(
    "written",
    ["Дополнительные занятия для 11 классов проходят днём.", "Учебники для 9 классов привезли."],
)
def test_classes_are_counted_or_put_in_order(written: str) -> None:
    assert read(written, "ru", Lexicon()).problems


def test_a_sentence_with_its_capital_and_its_stop_is_not_hasty() -> None:
    assert not is_hasty("Воды не будет до вечера.")
    assert not is_hasty("ул. Абая, 12")
    assert is_hasty("воды не будет до вечера.")
    assert is_hasty("Воды не будет до вечера")

"""Names of places as a table shortens them are spelt out as each language writes them."""

from __future__ import annotations

import pytest

from zt_audio.content.place_table import bare_name, place_types, right_letters, spelt_name
from zt_audio.language.registry import language_of
from zt_audio.model import Lang


@pytest.mark.parametrize(
    ("lang", "written", "spelt"),
    [
        ("ru", "с.Караул", "село Караул"),
        ("ru", "с. Актобе", "село Актобе"),
        ("ru", "с Актобе", "село Актобе"),
        ("ru", "село Актобе", "село Актобе"),
        ("ru", "с.Маутан 2", "село Маутан 2"),
        ("ru", "с.Жеміс-жидек", "село Жеміс-жидек"),
        ("ru", "п.Чаган", "посёлок Чаган"),
        ("ru", "г.Аягоз", "город Аягоз"),
        ("ru", "уч.Талды", "участок Талды"),
        ("ru", "ст.Анар", "станция Анар"),
        ("ru", "рзд.41", "разъезд № 41"),
        ("ru", "рзд №5", "разъезд № 5"),
        ("ru", "рзд.18 км", "разъезд 18 км"),
        ("ru", "зимовка  Актобе 2", "зимовка Актобе 2"),
        ("ru", "отг.Арман", "отгон Арман"),
        ("ru", "Отд. 2", "отделение № 2"),
        ("ru", "кр.хоз Ерлан", "крестьянское хозяйство Ерлан"),
        ("ru", "кр.хоз. «Лекеров»", "крестьянское хозяйство «Лекеров»"),
        ("ru", "с.им.Крупской", "село имени Крупской"),
        ("ru", "с.имени Абая", "село имени Абая"),
        ("ru", "ферма", "ферма"),
        ("ru", "Сарыколь", "Сарыколь"),
        ("ru", "станционный", "станционный"),
        ("kk", "Қараауыл а.", "Қараауыл ауылы"),
        ("kk", "Қараауыл  а", "Қараауыл ауылы"),
        ("kk", "Доланалы ауылы", "Доланалы ауылы"),
        ("kk", "Шаған к.", "Шаған кенті"),
        ("kk", "Аягөз қ.", "Аягөз қаласы"),
        ("kk", "Талды уч.", "Талды учаскесі"),
        ("kk", "Қапанбұлақ ст.", "Қапанбұлақ станциясы"),
        ("kk", "рзд.41", "41-разъезд"),
        ("kk", "рзд.Дүйсекен", "Дүйсекен разъезі"),
        ("kk", "мекен 1", "1-мекен"),
        ("kk", "Бөлімше 2", "2-бөлімше"),
        ("kk", "ферма Азат", "Азат фермасы"),
        ("kk", "Шалғай ферма", "Шалғай ферма"),
        ("kk", "Ерлан шарқож", "Ерлан шаруа қожалығы"),
        ("kk", "«Лекеров» шар.қож.", "«Лекеров» шаруа қожалығы"),
        ("kk", "Атбай атындағы а.", "Атбай атындағы ауыл"),
        ("kk", "Баубек батыр атын.а.", "Баубек батыр атындағы ауыл"),
        ("kk", "Әлкей Марғұлан атын.с.", "Әлкей Марғұлан атындағы ауыл"),
        ("kk", "Қарағайлы қыстауы", "Қарағайлы қыстауы"),
        ("kk", "Шопан үйі", "Шопан үйі"),
        ("kk", "Абай", "Абай"),
    ],
)
def test_a_type_is_written_out_where_its_language_has_it(lang: Lang, written: str, spelt: str) -> None:
    assert spelt_name(written, lang).text == spelt
    assert spelt_name(spelt, lang).text == spelt  # what is spelt out stays so


@pytest.mark.parametrize("row", place_types().values(), ids=list(place_types()))
def test_every_row_of_the_table_can_be_said(row: object) -> None:
    found = next(each for each in place_types().values() if each == row)
    for lang, name in (("ru", f"{found.ru} Актобе"), ("kk", f"Ақтөбе {found.kk}"), ("kk", f"3-{found.kk_bare}")):
        language = language_of("kk" if lang == "kk" else "ru")
        assert {case for case in language.slot_cases if not language.inflect(name, case)} == set()


@pytest.mark.parametrize(
    ("lang", "name", "right"),
    [
        ("ru", "с.Ақбұлақ", "с.Акбулак"),
        ("ru", "Әулиеата", "Аулиеата"),
        ("ru", "Караул", "Караул"),
        ("kk", "Талап ќ.", "Талап қ."),
        ("kk", "Қараауыл а.", "Қараауыл а."),
    ],
)
def test_letters_of_another_language_have_right_ones(lang: Lang, name: str, right: str) -> None:
    assert right_letters(name, lang) == right


@pytest.mark.parametrize(
    ("lang", "name", "words", "kind"),
    [
        ("ru", "посёлок Ясный", "ясный", "village"),
        ("ru", "поселок Ясный", "ясный", "village"),
        ("ru", "с. Ясный", "ясный", "village"),
        ("ru", "Ясный", "ясный", ""),
        ("ru", "ул. Абая", "абая", "street"),
        ("ru", "рынок «Алтай»", "алтай", "market"),
        ("ru", "рынок", "рынок", ""),
        ("ru", "школа № 5", "5", "school"),
        ("kk", "Ясный ауылы", "ясный", "village"),
        ("kk", "Ясный ауыл", "ясный", "village"),
        ("kk", "Абай көшесі", "абай", "street"),
        ("kk", "41-разъезд", "41 разъезд", ""),
    ],
)
def test_a_name_without_the_word_for_what_the_place_is(lang: Lang, name: str, words: str, kind: str) -> None:
    assert bare_name(name, lang) == (tuple(words.split()), kind)

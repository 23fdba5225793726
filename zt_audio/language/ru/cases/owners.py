"""Tell whether a number belongs to the noun before it: «жители пяти сёл», «личности двух погибших».

A noun right before a number may own what is counted (genitive), or tell where, when or what was done; the number then
keeps its own case: «в больнице пять пострадавших», «получили травмы пять рабочих». Source: Русская грамматика (1980),
vol. 2, on the genitive behind nouns; the tables are made from notices.
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.left_text import before, last_word, words_back
from zt_audio.language.ru.words.government import MONTH_NAMES, PREPOSITIONS, UNDERGO
from zt_audio.language.ru.words.morphology import Form, forms, is_noun, likeliest
from zt_audio.language.tables import word_set

# What people and places have: it owns also behind a preposition («о состоянии 2 пострадавших»).
HAD = word_set(
    "жизнь состояние здоровье личность имя тело вина действие показание счёт адрес право территория граница "
    "помощь представитель сторона судьба безопасность усилие сила поддержка мнение просьба результат"
)
# «Жители 5 сёл», also behind a preposition: «у жителей 5 сёл».
_PLACES = word_set(
    "село дом район посёлок город микрорайон улица подъезд округ аул область школа класс квартира двор участок "
    "предприятие организация садик учреждение объект пункт страна регион общежитие больница"
)
# People of something: «по просьбе жителей 5 домов», but «по вине водителя 5 домов остались без света».
RELATED = word_set(
    "житель жилец владелец хозяин собственник директор руководитель начальник председатель заместитель представитель "
    "сотрудник работник ученик учащийся воспитанник студент учитель педагог врач пациент депутат глава аким абонент "
    "потребитель родитель участник член арендатор пользователь заведующий инспектор инвалид население"
)
KIN = word_set("родственник родитель семья мать отец близкий друг вдова сирота")  # «семьям 5 погибших»
# A measure is no owned thing: «срок 5 лет», «штраф 10 тысяч», except of these: «итоги 9 месяцев».
_MEASURES = word_set(
    "год час минута секунда день сутки неделя месяц метр километр сантиметр литр килограмм грамм тонна гектар тенге "
    "рубль доллар процент градус балл раз тиын копейка человек тысяча миллион миллиард показатель квадрат киловатт "
    "вольт дюйм сотка миллиметр атмосфера паскаль ампер"
)
# A count of seats or people stands by itself: «вместимость 500 мест», «население 12 тысяч человек».
_QUANTITIES = word_set(
    "вместимость численность население мощность пробег тираж размер норма лимит квота план выборка высота "
    "длина ширина глубина толщина отара табун стадо"
)
SUMMED_UP = word_set("итог результат конец начало истечение работа отчёт")
_PORTIONS = word_set(
    "голова гол штука тюк мешок ящик банка пачка рулон коробка упаковка доза комплект таблетка капля единица занятие"
)
_COSTS = word_set("цена стоимость вес масса покупка продажа кража хищение пропажа поставка закупка курс цикл")
_MONTHS = MONTH_NAMES | {"год"}
# «Приняли участие 40 команд», «получили повреждения 5 домов»; but «завершат ремонт 6 школ».
ACTORS = word_set("семья команда бригада экипаж расчёт отряд группа компания организация машина автобус поезд")
_EVENTS = word_set("пожар взрыв авария газ буран паводок метель наезд обвал потоп драка очередь грант")
_STATES = word_set("угроза грань стадия этап процесс ожидание план режим порядок очередь")
_NUMBER_ENDS = re.compile(r"(?<=\s)\d+\s+$")
# What has a place in something: «на территории 33 микрорайона».
_PLACES_OF = word_set(
    "территория район двор граница сторона центр конец начало площадка крыша подвал кровля чердак итог отчёт"
)
_FAR = 6  # words; a phrase of place or time is no longer
# «в с. Бестамак 40 дворов»: a short noun governs nothing
_SHORT_NOUN = re.compile(r"(?<![\w.])(?:с|г|п|пос|ст|ул|пр|просп|пер|мкр|обл|р-н[аеу]?)\.?\s+$")


def belongs_to_noun(head: tuple[Form, ...], left: str) -> bool:
    """Tell whether what `head` names belongs to the noun that ends `left`."""
    word = last_word(left)
    kinds = forms(word)
    if word in ("минимум", "максимум"):
        return belongs_to_noun(head, before(left, word))  # «как минимум 5 домов»
    if not kinds or kinds[0].kind != "NOUN" or not any(form.plural and form.case == "gen" for form in head):
        return False
    noun, lemma = kinds[0], head[0].lemma
    beside = noun.lemma in _EVENTS or (lemma in _PORTIONS and noun.lemma not in _COSTS)
    if beside or noun.lemma in _MEASURES | _QUANTITIES | _MONTHS:
        return False  # «взрыв 4 погибших», «2 тенге 50 тиын», «5 мая 12 автобусов»
    if lemma == "год" and noun.animate:  # «мальчик 8 лет», but «ребёнку 8 лет»
        return not any(form.case == "dat" for form in kinds[:2])
    if (
        lemma in _MEASURES
        or noun.lemma in HAD
        or (lemma in _PLACES and noun.lemma in RELATED)
        or (
            noun.lemma in RELATED and noun.case == "ins" and not before(left, word).strip()
        )  # «владельцами 5 машин стали …»
        or (noun.lemma in KIN and head[0].animate and lemma not in _MEASURES)
    ):
        return lemma not in _MEASURES or (noun.lemma in (HAD if lemma == "человек" else SUMMED_UP))
    may_own = any(form.kind == "NOUN" and form.case in ("nom", "acc", "gen") for form in kinds)
    return may_own and not tells_where_or_what(before(left, word), acts=head[0].animate or lemma in ACTORS)


def tells_where_or_what(left: str, *, acts: bool) -> bool:
    """Tell whether a preposition or a verb governs the noun behind `left`; adjectives and nouns may stand between.

    Behind a verb and its object the number may be the subject where what is counted `acts`, or undergoes the verb.
    """
    for _ in range(_FAR):
        word = last_word(left)
        if not word:
            passed = _NUMBER_ENDS.search(left) or _SHORT_NOUN.search(left)
            if passed is None:
                return False
            left = left[: passed.start()]  # «из 15 вызовов 2 ложных»
            continue
        kinds = forms(word)
        kind = kinds[0].kind if kinds else ""
        if kind in ("VERB", "GRND", "INFN"):
            return acts or kinds[0].lemma in UNDERGO
        if word in PREPOSITIONS or kind == "PREP":
            return True
        if kind not in ("ADJ", "NOUN", "NPRO", "NUMR"):
            return False
        left = before(left, word)
    return True


def is_governed(left: str) -> bool:
    """Tell whether a preposition ends `left`, before adjectives and nouns of its phrase."""
    beyond = (
        (word, kinds[0].kind)
        for word, kinds, _ in words_back(left, _FAR)
        if word in PREPOSITIONS or kinds[0].kind not in ("ADJ", "NOUN")
    )
    word, kind = next(beyond, ("", ""))
    return word in PREPOSITIONS or kind == "PREP"


def is_in_state(left: str) -> bool:
    """Tell whether a state ends `left` that things are in: «под угрозой подтопления 5 домов» may go either way."""
    word = last_word(left)
    return likeliest(word).lemma in _STATES and is_governed(before(left, word))


def names_length(left: str) -> bool:
    """Tell whether a noun in the nominative ends `left`, whose own length is measured behind it: «арест 20 суток»."""
    word = last_word(left)
    found = [form for form in forms(word) if form.case == "nom" and "Abbr" not in form.traits] if is_noun(word) else []
    return bool(found) and found[0].lemma not in SUMMED_UP and last_word(before(left, word)) not in PREPOSITIONS


def owns(left: str, word: str) -> bool:
    """Tell whether the number belongs to the noun `word`: «жители 33 микрорайона», but «после пожара 3 этажа»."""
    if not is_noun(word):
        return False
    noun = forms(word)[0]
    if noun.case == "ins" and likeliest(last_word(before(left, word))).kind in ("PRTS", "VERB"):
        return False  # «обеспечены водой 62 дома»
    if noun.lemma in RELATED or (noun.lemma in _PLACES_OF and last_word(before(left, word)) in PREPOSITIONS):
        return True
    return not tells_where_or_what(before(left, word), acts=False)


def ends_with_person(left: str) -> bool:
    """Tell whether a person who is not in the dative ends `left`: «малыш», but not «малышу»."""
    kinds = forms(last_word(left))[:2]
    return bool(kinds) and kinds[0].kind == "NOUN" and kinds[0].animate and all(form.case != "dat" for form in kinds)


def is_in_place(left: str, word: str) -> bool:
    """«В районе 2 дома» are two houses, or the second one."""
    return forms(word)[0].lemma in _PLACES_OF and last_word(before(left, word)) in ("в", "на")

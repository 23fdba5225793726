"""Tell which cases a preposition asks of the group behind it: «в 5 км от», «выезд на ул. Абая», «рядом с г. Алга».

Source: Русская грамматика (1980), vol. 2, on prepositions with two cases.
"""

from __future__ import annotations

import re

from tests.support.ru_proofreading.clauses import Surroundings, clause_of, kind_of, predicate_of, subject_of_clause
from tests.support.ru_proofreading.fits import ACCUSATIVE, GENITIVE, MEASURED, NOMINATIVE, STRAIGHT, Cases
from tests.support.ru_proofreading.words import SpokenWord
from zt_audio.language.ru.words.government import PREPOSITIONS
from zt_audio.language.ru.words.morphology import forms
from zt_audio.language.tables import word_set

_PREPOSITIONAL: Cases = frozenset({"prep"})
# Words of going, telling, sending and giving: behind them «в» and «на» ask where to.
_WHITHER = re.compile(
    r"(?:обра[тщ]|звон|достав|посту[пк]|выз[во]|яв[ил]|при(?:йд|ех|езж|шл|ш[её]л|вез|ведут|вели|нес|нос|был|быв|буд|глас|ход)|"
    r"передв?[аи]|направ|пода[тлсйвнч]|заявлен|вступ|вход|войт|вош|внес|внос|поез[дж]|поех|пере[её][зхсд]|пойд|под[ох]|"
    r"ид[иуёт]|шл[аи]|ш[её]л|езд|отправ|перев[едо]|помещ|помест|заход|зайд|заш|загл|схо[дж]|дорог|вы[её]х|выезд|выезж|"
    r"вый[дт]|выш|прин[её]с|от(?:в[её]з|нес)|ув[её]з|верн|возвра|запи[сш]|жалоб|жалов|подключ|напи[сш]|напад|напал|попа[лдс]|"
    r"водвор|конвоир|этапир|зачисл|угоди|въе[зхд]|врез|поворот|подъезд|съе[зхд]|ссылк|влия|давлен|запрос|покуш|иск$|летел|летит|спус|загруз|"
    r"положи|класт|вли[лтв]|вложи|превра|раздел|объедин|преобраз|рассчит|несмотр|выдел|штраф|проект|перекин|разреш|лиценз|"
    r"цен[аыу]|заказ|билет|бро[сш]|кину|стре[лм]|постав|сел[аио]?$|сяд|сад[иу]|эвакуир|госпитал|зарегистр)"
)
_VERBS = frozenset({"VERB", "PRTS", "INFN", "GRND"})
# Verbs that tell what is or happens somewhere.
_STILL = re.compile(
    r"(?:работ|наход|пройд|проход|прош|состо|прожив|жив|жил|произо|происход|случ|провед|провёл|провел|провод|быть|был|буд|сто[ия]|леж|"
    r"сид[еия]|обуч|уч[аи]т|учи|служ|задерж|откры|закры|установ|обнаруж|отключ|выяв|отмеч|наблюда|ожида|действ|дежур|"
    r"оформ|приобр|куп|участв|леч|хран|содерж|числ|приня|приним|горе|гори|сгоре|загоре|погиб|постра|столкн|изъя|изым|"
    r"остал|оста[её]т|остан|образ|введ|ввод|объяв|планир|постро|строя|ремонт|отремонт|ликвид|туш|потуш|прорв|прекра|отсутств|"
    r"пропа[лд]|потеря|найд|наш[её]?л|нашл|спас|зафикс|фикс|выдел|продол|продлё|продл|размест|располож|украд|укра|похи|похищ|соверш|"
    r"вед[её]т|вести|ищ|иска|разыск|прос[ия]|помог|замет|видел|дежур|взорв|обруш|собра|собир|получ|выда[нвюё]|выда[юл]|выпла|обслуж|наруш|возник|вспых|скапл|скоп|"
    r"нет|можно|нельзя|запрещ|разреш|предусм|указ|пишит|опублик|сообщ|расследу|доступ|дейст|старт|законч|заверш|нача[лт]|начн|"
    r"встре[тч]|дорож|подешев|появ|растёт|повыс|сниз|сниж|увелич|зарегистрирован|госпитализирован$)"
)
_TELLS = re.compile(r"(?:сообщ|рассказ|заяв|отмет|уточн|поясн|добав|подчеркн|говор)")
_AWAY_FROM = re.compile(
    r"(?:взыск|снят|снял|сним|получ|требу|потреб|спрос|увол|уех|приех|верну|удерж|собра|упа[лд]|начин|начат|нача)"
)
_TOGETHER = re.compile(
    r"(?:рядом|вместе|наряду|совместно|связ|сравнени|границ|граничи|договор|соседств|меморандум|соответств|одновременно)"
)
_PASSING = re.compile(r"(?:наста|насту|прош|пришл|минул|прибли)")
_STANDS = re.compile(r"(?:располож|наход|прожив|жив[её]|стоит|стоят|леж)")
_AWAY = word_set("от до к перед на выше ниже левее правее")
_LENGTHS = word_set("километр метр сантиметр")
_WALKED = word_set("ходьбы езды пути случаев")
_NAMES_A_DAY = word_set("сегодня завтра вчера – — - : , и ( дата")


def preposition_licence(around: Surroundings, word: str) -> Cases | None:
    """Return the cases that the preposition `word` asks of the group behind it; None where they are open."""
    group, asked = around.group, frozenset(PREPOSITIONS[word])
    if word in ("больше", "меньше") and not group.count and not any(form.plural for form in group.head):
        return None  # «меньше ДТП» are several
    if len(asked & group.shown) <= 1:
        return asked
    if group.rule in ("time", "weekday") and word in ("в", "во", "на"):
        return ACCUSATIVE
    if group.rule == "ending":
        return group.cases & asked  # its case is written
    if word in ("в", "во", "на"):
        return _where_or_whither(around, word)
    if word in ("с", "со"):
        return _from_or_with(around)
    if word in ("за", "под") and not _is_measure(around):
        return None if _goes(around) or not group.head else group.cases & asked
    return group.cases & asked


def _is_measure(around: Surroundings) -> bool:
    group = around.group
    return group.lemma in MEASURED or group.lemma == "человек" or group.count in ("fraction", "group")


def _where_or_whither(around: Surroundings, word: str) -> Cases | None:
    group, asked = around.group, ACCUSATIVE | _PREPOSITIONAL
    if word == "в" and group.lemma in _LENGTHS and around.next_word in ("", ".", ",", "!"):
        return _PREPOSITIONAL if _clause_has(around, _STANDS) else None  # «школа в 12 км»
    if _is_measure(around):
        return _PREPOSITIONAL if word != "на" and _tells_where(around) else group.cases & asked
    if not group.head and group.rule in ("number", "range"):
        return group.cases & asked if not around.groups or "prep" in group.cases else None
    if _clause_has(around, _TELLS):
        return _told_there(around)
    if _goes(around):
        return ACCUSATIVE
    return _PREPOSITIONAL if _stands_still(around) else None


def _stands_still(around: Surroundings) -> bool:
    """Tell whether no verb stands before the preposition, or one that goes nowhere: unknown ones may ask where to."""
    first, _ = clause_of(around)
    before = [word for word in around.words[first : around.group.start - 1] if not word.is_mark]
    verbs = [word for word in before if kind_of(word) in _VERBS or _is_participle(word)]
    return not verbs or _STILL.match(verbs[-1].text) is not None


def _is_participle(word: SpokenWord) -> bool:
    return any("PRTF" in form.traits for form in forms(word.text)[:1])


def _told_there(around: Surroundings) -> Cases | None:
    """«Как сообщили в ДЧС» says who tells; with a subject the news goes there: «сосед сообщил в ДЧС»."""
    found = predicate_of(around)
    if found is None or not found[1].plural:
        return ACCUSATIVE
    return None if subject_of_clause(around, found[1]) else _PREPOSITIONAL


def _from_or_with(around: Surroundings) -> Cases | None:
    group, behind = around.group, around.next_word
    if group.count and not group.head and not group.in_order and behind == "по":
        return None  # «дома с 5 по 9»
    if group.start > 1 and _TOGETHER.match(around.words[group.start - 2].text):
        return frozenset({"ins"})
    if not group.count and group.living and "gen" in group.cases:
        return None
    if behind in ("до", "по") or "ins" not in group.shown:
        return GENITIVE
    if not _is_measure(around) and _clause_has(around, _AWAY_FROM):
        return None
    return group.cases & {"gen", "ins", "acc"}


def _tells_where(around: Surroundings) -> bool:
    """«в 5 км от школы», «в 20 минутах ходьбы», «в 2 экземплярах»."""
    behind = around.next_word
    away = behind in _AWAY or behind.endswith("нее")
    return (around.group.lemma in _LENGTHS and away) or around.group.lemma == "экземпляр" or behind in _WALKED


def _goes(around: Surroundings) -> bool:
    return _clause_has(around, _WHITHER)


def _clause_has(around: Surroundings, pattern: re.Pattern[str]) -> bool:
    first, last = clause_of(around)
    outside = (*range(first, around.group.start), *range(around.group.end, last))
    return any(pattern.match(around.words[at].text) for at in outside)


def date_licence(around: Surroundings) -> Cases | None:
    """Return the genitive, in which a day tells when, the case of a preposition, or the nominative of a named day."""
    group, words = around.group, around.words
    at = group.start - 1
    before = words[at].text if at >= 0 else ""
    if before in PREPOSITIONS:
        if before in ("по", "на", "в", "за", "под"):
            return ACCUSATIVE
        return GENITIVE if before in ("с", "со") and "gen" in group.cases else frozenset(PREPOSITIONS[before])
    if before in ("и", ",") and around.groups and around.groups[-1].rule == "date":
        return around.groups[-1].cases & group.cases or None  # «с 8 Марта и 22 марта»
    if not before or before in _NAMES_A_DAY:
        return group.cases & {*NOMINATIVE, *ACCUSATIVE, *GENITIVE, "ins"}
    kinds = forms(before) if not words[at].is_mark else ()
    return STRAIGHT if kinds and kinds[0].kind == "VERB" and _PASSING.match(before) else GENITIVE

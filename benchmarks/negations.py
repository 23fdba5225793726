"""Sentences with a negation, as appeals have them: one that is not read turns them into their opposite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.stand_ins import VOICES, StandInTake, rng_of
from zt_audio.ear.listener import bare, without_negation
from zt_audio.language.registry import language_of
from zt_audio.model import Lang, PartId, Utterance, Where
from zt_audio.recordings.status import RecordingText

_SENTENCES: Mapping[Lang, Sequence[str]] = {
    "kk": (
        "Балаларыңызды көшеде жалғыз қалдырмаңыз.",
        "Есікті бейтаныс адамдарға ашпаңыз.",
        "Карта нөмірін ешкімге айтпаңыз.",
        "Жұқа мұзға шықпаңыз.",
        "Мас күйде көлік жүргізбеңіз.",
        "Түнгі уақытта айқайламаңыз.",
        "Жолды қызыл шамда кеспеңіз.",
        "Көлікті тротуарға қоймаңыз.",
        "Күмәнді сілтемелерді ашпаңыздар.",
        "Құрғақ шөпті өртемеңіз.",
        "Бұл жерде суға түсуге болмайды.",
        "Кәмелетке толмағандарға темекі сатылмайды.",
        "Ертең таңертеңнен кешке дейін су берілмейді.",
        "Бұл нөмір полицияға тиесілі емес.",
        "Бұл жерде аялдама жоқ.",
        "Екінші қабатта жарық жоқ.",
        "Жаныңызда құжат болмаса, полицияға хабарласыңыз.",
        "Қауіп төнбесе, орныңызда қалыңыз.",
        "Ешкімге қарызға ақша бермеңіз.",
        "Көпір бүгін жабық емес.",
        "Автобус бүгін кешке жүрмейді.",
        "Итіңізді көшеге бос жібермеңіз.",
        "Жедел жәрдемге жол бермеу заңға қайшы.",
        "Отты қараусыз қалдырмаңыздар.",
        "Полиция қызметкері ақша сұрамайды.",
        "Банк қызметкері құпия кодты сұрамайды.",
        "Шу шығаруға рұқсат жоқ.",
        "Бұл хабарлама жалған емес.",
        "Суық күні балаларды мектепке жібермеңіз.",
        "Жол бойында көлік күтіп тұрмаңыз.",
    ),
    "ru": (
        "Не оставляйте детей на улице одних.",
        "Не открывайте дверь незнакомым людям.",
        "Номер карты никому не сообщайте.",
        "Не выходите на тонкий лёд.",
        "Не садитесь за руль в нетрезвом виде.",
        "Ночью не кричите и не включайте громкую музыку.",
        "Не переходите дорогу на красный свет.",
        "Не ставьте машину на тротуар.",
        "Не переходите по подозрительным ссылкам.",
        "Не поджигайте сухую траву.",
        "Купаться здесь нельзя.",
        "Несовершеннолетним табак не продаётся.",
        "Завтра с утра до вечера воды не будет.",
        "Этот номер полиции не принадлежит.",
        "Остановки здесь нет.",
        "На втором этаже нет света.",
        "Если документов при себе нет, обратитесь в полицию.",
        "Если опасности нет, оставайтесь на месте.",
        "Никому не давайте деньги в долг.",
        "Мост сегодня не закрыт.",
        "Автобус сегодня вечером не ходит.",
        "Не отпускайте собаку с поводка.",
        "Нельзя мешать проезду скорой помощи.",
        "Не оставляйте огонь без присмотра.",
        "Сотрудник полиции не просит денег.",
        "Сотрудник банка не спрашивает код.",
        "Шуметь после десяти вечера не разрешается.",
        "Это сообщение не является ложным.",
        "В мороз не отправляйте детей в школу.",
        "Не стойте на обочине в ожидании машины.",
    ),
}


def texts_with_negations() -> list[RecordingText]:
    """Return each sentence as a text of its own."""
    return [
        RecordingText(
            PartId.parse(f"appeal/negation-{at}/{lang}/1"),
            lang,
            (Utterance(sentence, lang, language_of(lang).syllables(sentence), Where("-")),),
            Where("-"),
            1,
        )
        for lang, sentences in _SENTENCES.items()
        for at, sentence in enumerate(sentences)
    ]


def negation_takes(text: RecordingText, drawing: int = 0) -> Iterator[StandInTake]:
    """Yield takes of `text` by three voices, with its first negation and without; none where it has no negation."""
    rng = rng_of(text, drawing)
    if changed := _affirmed(text.sentences, text.lang):
        for voice in rng.sample(list(VOICES[text.lang]), 3):
            for fault, sentences in (("negation read", text.sentences), ("negation", changed)):
                read = tuple((sentence, 1.0) for sentence in sentences)
                yield StandInTake(text, fault, text.lang, voice, read, rng.getrandbits(30))


def _affirmed(sentences: Sequence[str], lang: Lang) -> list[str]:
    """Return `sentences` with their first negation turned into its opposite, nothing where they have none."""
    for at, sentence in enumerate(sentences):
        words = sentence.split()
        for place, word in enumerate(words):
            opposite = language_of(lang).affirmed(bare(word))
            if opposite is not None:
                changed = " ".join(without_negation(words, place, opposite))
                return [*sentences[:at], changed, *sentences[at + 1 :]]
    return []

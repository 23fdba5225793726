"""What the card says, in both languages at once: a driver reads it, whatever the language of the program is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Both:
    """The same in Kazakh and in Russian."""

    kk: str
    ru: str

    def filled(self, **facts: object) -> Both:
        """Return both with their slots filled."""
        return Both(self.kk.format(**facts), self.ru.format(**facts))


NUMBER = Both("Басыңыз", "Нажмите")
PLACE = Both("Орны", "Место")
TIME = Both("Уақыты", "Время")
SAID = Both("Не айтылады", "Что звучит")
BUILD = Both("Жинақ нөмірі", "Номер сборки")
PRINTED = Both("Карточка күні", "Дата карточки")
STAY = Both("{n} мин", "{n} мин")
TOTAL = Both(
    "Аялдама саны: {stops}. Дыбыстың жалпы ұзақтығы: {h} сағ {m:02d} мин.",
    "Остановок: {stops}. Общая длительность звука: {h} ч {m:02d} мин.",
)
LOOP = Both(
    "Бір файлды қайталау режимін қосыңыз: әр аялдаманың файлы сіз тоқтатқанша қайталанады.",
    "Включите повтор одного файла: файл остановки звучит по кругу, пока вы его не остановите.",
)
SAME_BUILD = Both(
    "Флешкадағы PLAYER.HTML бетінде де осы жинақ нөмірі тұруы керек. Басқа болса, флешканы қайта жаздырыңыз.",
    "На странице PLAYER.HTML на флешке должен стоять тот же номер сборки. Если он другой, флешку надо записать заново.",
)
HOURS = Both(
    "Дауыс зорайтқышты тек мына уақытта қосыңыз: жұмыс күндері {weekday}, демалыс және мереке күндері {weekend}.",
    "Включайте громкоговоритель только в это время: в рабочие дни {weekday}, в выходные и праздники {weekend}.",
)
OUTSIDE_HOURS = Both(
    "Осы айналым бұл уақыттан тыс рұқсат етілген: {reason}", "Вне этих часов объезд разрешён: {reason}"
)
SILENT = Both(
    "Ойнамаса: флешканы шығарып, қайта салыңыз; басқа USB ұясына салып көріңіз; PLAYER.HTML бетін телефоннан ашыңыз.",
    "Если не играет: выньте и снова вставьте флешку; попробуйте другой разъём USB; откройте PLAYER.HTML на телефоне.",
)
DUTY = Both("Болмаса, кезекшіге хабарласыңыз: {phone}", "Не помогло: звоните дежурному, {phone}")
DRAFT = Both(
    "Дыбыс сынақ сапасында: көшеге шығармай тұрып, тыңдап тексеріңіз.",
    "Голос чернового качества: прослушайте до выезда.",
)

DAYS: Mapping[str, Both] = {
    "mon": Both("дс", "пн"),
    "tue": Both("сс", "вт"),
    "wed": Both("ср", "ср"),
    "thu": Both("бс", "чт"),
    "fri": Both("жм", "пт"),
    "sat": Both("сб", "сб"),
    "sun": Both("жс", "вс"),
}

"""What the player page says, in both languages at once."""

from __future__ import annotations

from zt_audio.pages.bilingual import Both

BUILD = Both("Жинақ нөмірі", "Номер сборки")
STOPS = Both("Аялдамалар", "Остановки")
NOW = Both("Қазір ойнап тұр", "Сейчас звучит")
ELAPSED = Both("Өткен уақыт", "Прошло")
STOP = Both("Тоқтату", "Остановить")

# What the script puts on the page; player.js knows these names.
SHOWN = ("choose", "last", "pause", "paused", "chime", "intro", "outro", "following", "end", "missing", "asleep")
CHOOSE = Both("Аялдаманы басыңыз", "Нажмите остановку")
LAST = Both("Соңғы аялдама белгіленген", "Последняя остановка отмечена")
PAUSE = Both("Үзіліс", "Пауза")
PAUSED = Both("Дыбыс тоқтап тұр", "Звук приостановлен")
CHIME = Both("Дыбыс белгісі", "Сигнал")
INTRO = Both("Сәлемдесу", "Приветствие")
OUTRO = Both("Қоштасу", "Прощание")
FOLLOWING = Both("Келесі", "Следующая")
END = Both("Соңғы аялдама", "Последняя остановка")
MISSING = Both(
    "Бұл аялдаманың дыбысы ашылмады: файл жоқ не бүлінген. Флешканы қайта жаздырыңыз.",
    "Звук этой остановки не открылся: файла нет или он повреждён. Флешку надо записать заново.",
)
ASLEEP = Both("Экран сөніп қалуы мүмкін, дыбыс тоқтамайды", "Экран может погаснуть, звук не прервётся")

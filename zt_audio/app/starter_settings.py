"""Hold the settings and lexicons of a new project: explained defaults and examples; `$names` come from the tables."""

from __future__ import annotations

SETTINGS = """\
# Мұнда бәрі бастапқы мәнінде тұр. Керегін өзгертіңіз; өшірілген жол осы мәніне қайтады.
# Здесь всё стоит так, как принято с самого начала. Меняйте, что нужно; удалённая строка вернётся к этому значению.
# Everything here is the default. Change what you need; a line that is taken out goes back to its default.

# Дауыстар, ең қалаулысы бірінші. espeak – сынақ сапасындағы дауыс. Барлық дауыс: zt-audio voices
# Голоса, самый желательный первым. espeak – голос чернового качества. Все голоса: zt-audio voices
# Voices, the most wanted first. espeak is of draft quality. All voices: zt-audio voices
voices:
  kk: [espeak]
  ru: [espeak]

# Қарқын (секундына неше буын, 2–7) және дауыс биіктігі (0–100; 50 – дауыстың өз биіктігі).
# Темп (слогов в секунду, 2–7) и высота голоса (0–100; 50 – собственная высота голоса).
# Pace (syllables a second, 2 to 7) and pitch of the voice (0 to 100; 50 is the voice's own).
prosody:
  kk: {rate_syl_per_s: 3.8, pitch: 50}
  ru: {rate_syl_per_s: 3.8, pitch: 50}

# Дыбысты өңдеу: $presets. street – көшедегі дауыс зорайтқышқа арналған.
# Обработка звука: $presets. street – для громкоговорителя на улице.
# Treatment of the sound: $presets. street is for a loudspeaker in the street.
preset: street

# Үзілістер, миллисекундпен (1000 = 1 секунд): сөйлемдер, абзацтар, үндеулер, тілдер арасында және айналым соңында.
# Паузы в миллисекундах (1000 = 1 секунда): между предложениями, абзацами, обращениями, языками и в конце круга.
# Pauses in milliseconds (1000 are a second): between sentences, paragraphs, appeals, languages, and after a cycle.
pauses:
  sentence_ms: 450
  paragraph_ms: 800
  appeal_ms: 1200
  language_ms: 1500
  cycle_ms: 3000

# Сөйлеу алдындағы дыбыс белгісі: $chimes, немесе өз WAV файлыңыз: chimes/own.wav
# Звуковой сигнал перед речью: $chimes, или свой файл WAV: chimes/own.wav
# The chime before the speech: $chimes, or a WAV file of your own: chimes/own.wav
chime: three-tone

# Ойнатқыш түрі: $profiles. usb – USB-флешкасы бар магнитола.
# Вид проигрывателя: $profiles. usb – магнитола с USB-флешкой.
# The kind of player: $profiles. usb is a car radio with a stick.
profile: usb
"""

LEXICON_KK = """\
# Бағдарламаға оқуды үйрету: сол жақта – мәтінде қалай жазылған, оң жақта – қалай айтылады. Екеуін де тырнақшаға алыңыз.
# Сандар мен көп қысқартуды бағдарлама өзі оқиды: мұнда тек ол білмейтін не басқаша оқылатын сөздер жазылады.
# general – барлық жерде; places – тек сол орынның сәлемдесуі мен қоштасуында. Үлгісі (# белгісін алып тастаңыз):
#
# general:
#   "ЖҚҚ": "жол қозғалысы қауіпсіздігі"
# places:
#   altai-market:
#     "№ 2": "екінші"
general: {}
"""

LEXICON_RU = """\
# Здесь программу учат читать: слева – как написано в тексте, справа – как произнести. И то и другое в кавычках.
# Числа и большинство сокращений программа читает сама: сюда пишут только то, чего она не знает или читает иначе.
# general – везде; places – только в приветствии и прощании этого места. Пример (уберите # в начале строк):
#
# general:
#   "БДД": "безопасность дорожного движения"
# places:
#   altai-market:
#     "№ 2": "второй"
general: {}
"""

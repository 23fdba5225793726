"""Type messages as the rules know text, where that has one meaning: letters first, then words, then numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from zt_audio.language import late_re as re
from zt_audio.language.kk.number_tokens import CAPITAL, SMALL, as_written
from zt_audio.language.kk.sloppy.known_words import is_unknown, letter_repairs
from zt_audio.language.kk.sloppy.message_dates import MONTHS_BY_CUT
from zt_audio.language.kk.sloppy.message_numbers import number_repairs
from zt_audio.language.kk.sloppy.spelling import spelling_repairs
from zt_audio.language.kk.stems import NOUNS, VERBS
from zt_audio.language.kk.suffixes import Suffix, attach, parse_suffix
from zt_audio.language.kk.times import DAYS
from zt_audio.language.repairs import Repair, written_out
from zt_audio.language.stretches import stretches
from zt_audio.language.tables import any_of, word_set

# The whole word, then what is cut short for it.
_PAIR = 2
_FOREIGN = 2  # words that lack their Kazakh letters, in a sentence that has none
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_NEAR, _SHORT_CUT, _LONG = 30, 3, 4  # characters; «Сб» is read by `times`
_TABLE = """
айыппұл: айыпп
футбол: футб
волейбол: волейб
баскетбол: баскет
математика: матем
география: геогр
информатика: информат
әдебиет: әдеб
кондиционер: кондиц
лаборатория: лаборат
диспансер: диспанс
стоматолог: стоматол
репетиция: репет
соревнование: соревн
прокуратура: прокур
нотариус: нотар
полицейлер: полицейл
көтерме: көтерм
жолаушылар: жолауш
тұрғындар: тұрғынд тұрғ
бағдарлама: бағдарл
жабдықтау: жабдықт
арқылы: арқ
мұғалім: мұғ мұғал
инспектор: инсп инспек
декларация: декл
тәжірибе: тәжіриб тәжірб тәжір
помидор: помид
дейін: дейн деін дейинг д-н
биіктігі: биікт
ұзындығы: ұз
сыйымдылығы: сыйымд
кейін: кейн кеін кейінг
болды: боды
қалай: қалй
АЕК: аек
бірінші: бірінш
дүйсенбі: дс дүйс дсн
сейсенбі: сс сейс ссн
сәрсенбі: ср сәрс срс
бейсенбі: бс бейс бсн
жұма: жм
сенбі: сб суб сенб снб сн
жексенбі: жб жекс жкс жс жексб
деп: дп
регистратура: регист регистрат
атындағы: атынд
балабақша: бақш б/бақша
жатақхана: жатақ жатақх
қараша: қараш
тас жол: тас.жол
тас жолы: тас.жолы
тас жолында: тас.жолында
және: ж/е ж-е
мекенжайы: мек-жайы мек.жайы мек-ж
айына: ай-на
килограмы: кг-ы
әке-шеше: әке-шеш
шот-фактура: шот-факт
минутта: минтта
ата-аналар: ата-ан
"""
_WORDS = {
    short: whole.strip()
    for whole, _, cut in (line.partition(":") for line in _TABLE.split("\n"))
    for short in cut.split()
}
# Elsewhere these are cut short otherwise, or whole words: what stands before them and behind tells.
_NAME = r"\b(?!(?i:осы|бұл|сол|мына|әр|бас|үлкен)\s)(?:\w{3,}|би)\s"
_RIVER = r"(?:Елек|Ырғыз|Қарғалы|Жем|Ойыл|Жайық|Торғай|Қобда|Сазды|Ембі|Ілек|Есіл|Ертіс|Тобыл|Сырдария|Нұра|Талас)\s"
_OF_A_RIVER = r"\s(?:су\s)?(?:су|деңгей|шығын|жаға|арна|бой|көпір|мұз|тасқын)\w*[ыі](?!\w)"
_BESIDE = (
    ("көш", _NAME, r"\s(?:асфальт|тротуар|брусчатка|шам|су\sқұбыры)\s(?:төсел|орнат|салын|тартыл)", "көшесіне"),
    ("көш", _NAME, "", "көшесі"),
    # «келіп тур», «есік ашык тур»: an auxiliary, and no tour
    ("тур", r"(?:[ыіу]п|(?:ашы|жабы)[қк])\s", r"\s*(?:$|[,.!?])", "тұр"),
    ("дң|дг", _NAME, "", "даңғылы"),
    ("бат", rf"{CAPITAL}{SMALL}+\s", r"\s(?:көш|даң|дң|к\s|к\.)", "батыр"),
    ("баз", rf"{CAPITAL}{SMALL}+\s", r"\s(?:жан|алд|маң|қас|аума|бағыт)|\W*$", "базары"),
    ("стад", r"[»\"”]\s", "", "стадионы"),
    ("жел", r"(?<!\d)(?:[12]?\d|3[01])\s", r"\s(?:баст|өтеді|болады|сағ|кеш)", "желтоқсанда"),
    ("күн", r"\d\sжұм(?:ыс)?\.?\s", r"\W*$", "күні"),
    ("аур", "", r"\sтүс", "ауруханаға"),
    ("аур", "", r"\s(?:жат|қабылда|ем)", "ауруханада"),
    ("студ", "", r"\sбилет", "студенттік"),
    ("мект", r"(?i:көркемсурет|музыка|спорт|өнер|балет)\s", "", "мектебі"),
    ("д", r"\d\s?-?[кгқғ][ае]\s", r"\W*$", "дейін"),
    ("тоб", r"[1-3I]\s", r"\sмүг", "топтағы"),
    ("жағ", r"\d\s", r"\s(?:тіркел|анық|бол|бар)", "жағдай"),
    ("ауд", r"\dшағын\s|\d\sшағын\s", r"\s(?:су|жарық|газ|жылу)\s(?:жоқ|бол|өш|ажыр)", "ауданда"),
    ("к", r"ауд(?:аны|\.)?,?\s\S+\s", r"\W*$", "кенті"),
    ("баб", r"(?:ҚК|КК|ӘҚБтК|АК|ЕК)\s\d+(?:-\d+)?\s", "", "бабы"),
    ("даң|даңғ", _NAME, "", "даңғылы"),
    ("жабд", r"сабақ\s", "", "жабдықтары"),
    ("жылд", r"жел(?:дің|і)?\s", "", "жылдамдығы"),
    ("үз|үзіл", r"түскі\s", "", "үзіліс"),
    ("жет", r"сынып\s", "", "жетекшісі"),
    ("орт", "", r"\s(?:алаң|базар|стадион|саябақ|парк|кітапхана|аурухана|мешіт)", "орталық"),
    ("мәд", "", r"\sүй", "мәдениет"),
    ("сын бағ", r"мм\s", "", "сынап бағанасы"),
    ("қаб бөл", "", "", "қабылдау бөлмесі"),
    ("байл", r"\w[ғқгк][ае]\s", "", "байланысты"),
    ("ғ", r"[IVXІХ]\s", r"(?<!\.)\s|\W*$", "ғасыр"),
    ("төм", r"[Ее]ң\s", r"\s[а-яәғқңөұүһі]{3}", "төменгі"),
    ("шақ", r"(?<![А-Яа-я])(?:[IVXІХ]+|\d+)\s", r"\.?\sмәслихат", "шақырылым"),
    *(
        (cut, r"[Жж]ел(?:і|дің)?\s", "", f"{south_or_north}-{west_or_east}")
        for cut, south_or_north, west_or_east in (
            ("СБ", "солтүстік", "батыс"),
            ("СШ", "солтүстік", "шығыс"),
            ("ОБ", "оңтүстік", "батыс"),
            ("ОШ", "оңтүстік", "шығыс"),
        )
    ),
    ("уақ", r"\w\s", "", "уақыты"),
    ("мект", "", r"\s(?:директор|оқушы|ұжым|жанын|алдын|аула|асхана|ауто|автобус)", "мектеп"),
    ("тәул", "", r"\s\d\s?р(?:ет)?(?!\w)", "тәулігіне"),
    ("апт", "", r"\s\d\s?р(?:ет)?(?!\w)", "аптасына"),
    ("тәул", "", r"\s\d", "тәулік"),
    ("уч|учаск", "", r"\s(?:полиц|инспектор)", "учаскелік"),
    ("полиц", r"уч(?:аскелік)?\s", "", "полицей"),
    ("уч|участок", r"сайлау\s", "", "учаскесі"),
    ("дәр", r"(?:тіс|көз|бас|мал|бала|балалар|отбасы)\s", "", "дәрігері"),
    ("обл", "", r"\s(?:аурухана|филармония|газет|кітапхана|диспансер|стадион)", "облыстық"),
    ("облфил", "", "", "облыстық филармония"),
    ("қал", "", r"\s(?:аурухана|емхана|кітапхана|саябақ)", "қалалық"),
    ("қал", "", r"\s\d+(?:-\d+)?\s?см", "қалыңдығы"),
    ("эл", "", r"\s(?:желі|энергия|жарық|қуат|сым)", "электр"),
    ("желі", r"(?:эл|электр)\s", r"\s\d", "желісі"),
    ("айып", "", r"\s\d+\s?(?:аек|АЕК|мың|тг|теңге)", "айыппұл"),
    ("арал", r"мен\s\S+\s", "", "аралығында"),
    ("тур", r"\w(?:п|й|су|машина|көлік|адам|бала|жарық)\s", "", "тұр"),
    ("тур", r"(?<!\w)су\s", "", "тұр"),
    ("қав|қаб", r"көп\s", r"\sүй", "қабатты"),
    ("нөм мен", r"(?:пәт|пәтер|тел|үй)\s", "", "нөмірімен"),
    ("пәт", "", r"\sнөм", "пәтер"),
    ("орт", "", r"\s(?:болды|шы(?:қты|кты|ғады|гады)|сөн|өш)", "өрт"),
    ("мобил", "", r"\s(?:ЦОН|ХҚКО|топ|кешен|бригада|бөлімше)", "мобильді"),
    ("жин", r"аула\s", "", "жинау"),
    ("унив", "", "", "университеті"),
    ("консульт", "", "", "консультация"),
    ("смс тегі", "", "", "эсэмэстегі"),
    ("саг|сағ", r"\d\s", r"\s[дш]ейін", "сағатқа"),
    ("саг|сағ", r"\d\s", r"\s(?!\d)\w", "сағат"),
    ("саг|са|сагат|сғат", "", r"\s\d", "сағат"),
    ("қал", "", r"\s(?:білім|тұрғын|ішкі|жұмыспен|кезең|сайлау)", "қалалық"),
    ("жинал", "", r"\s(?:\d(?!\d?[.:]\d\d\sде)|бар(?!\w)|бол|өт|ертең|бүгін|кешке|сағ)", "жиналыс"),
    ("жал|жалақ", "", r"\s\d", "жалақы"),
    ("кв", r"(?:комн|бөлм|комнат)\w*\s", "", "пәтер"),
    ("кв", "^", r"\s\d\s?(?:комн|бөлм)", "пәтер"),
    ("кат", r"(?:[А-Я]|[A-Z]|\w\s)\s?", r"(?:,|\s|$)", "категория"),
    ("деп", r"[Мм]әслихат\s", r"\s\w", "депутаты"),
    ("шар", r"[Аа]уыл\s", "", "шаруашылығы"),
    ("айд", r"\w\s", r"\s\d", "айдың"),
    ("мин", r"(?:кг|пенсия|жалақы|дана|тг)\s", r"(?:,|\s|$)", "минимум"),
    ("уч", r"(?:терапевт|жер|сайлау|дәрігер)\s", "", "учаскесі"),
    ("дек", "", r"\sдемал", "декреттік"),
    ("демал", r"дек\s", "", "демалыс"),
    ("бағ", "", r"\s\d+(?:\s\d{3})*(?!\d|\s?(?:км|шақырым))", "бағасы"),
    ("куә", r"жеке\s", "", "куәлік"),
    ("анық", r"(?:мед|медициналық)\s", "", "анықтама"),
    ("пос", r"\b[А-ЯӘҒҚҢӨҰҮІ][а-яәғқңөұүі]+\s", r"\W*(?:$|,)", "кенті"),
    ("ыст", "", r"\s(?:\d|су)", "ыстық"),
    ("кент", rf"\b(?!Жаңа|Ескі|Үлкен|Шағын|Бұл|Осы|Сол|Әр){CAPITAL}{SMALL}+\s", r"\s\d|\W*$|,", "кенті"),
    *(
        (f"өз-{end}", rf"{CAPITAL}{SMALL}+\s", "", f"өзені{end.removeprefix('і')}")
        for end in ("не", "нен", "нде", "інде", "нің", "інің", "іне", "інен")
    ),
    ("бағд", r"\d\s", r"\sбойынша", "бағдарламасы"),
    ("регистр", "", r"\s\d", "регистратура"),
    ("көл", r"\d{4}\s?(?:ж|жыл)\w*,\s", r"\s\d[.,]\d", "көлемі"),
    ("қыз", r"дене\s", r"\s\d", "қызуы"),
    ("шам", r"\w\s", r"(?<=\.)\s?\d", "шамамен"),
    ("обл", rf"(?:^|(?<!\w){SMALL}+\s)", r"\sбойынша", "облыс"),
    ("шынық", r"дене\s", "", "шынықтыру"),
    ("кеш", r"спорт\s", r"\s(?!\d)", "кешені"),
    ("вэн|вен", r"[Мм]ини\s", "", "вэн"),
    ("т", r"[а-яәғқңөұүһі],\s", r"(?<=\.)\s?\d\d-", "телефоны"),
    ("реан-да", "", "", "реанимацияда"),
    ("м/н", "", r"\s\d{3}\s?[A-ZА-Я]", "мемлекеттік нөмірі"),
    ("с/к", r"[»\"”]\s", "", "спорт кешені"),
    ("арал", r"\d[.:]\d\d\s", "", "аралығында"),
    ("темп", r"(?i:ауа|су|дене|бөлме)\s", r"\s?[-+−–]?\d", "температурасы"),
    ("ықш", "", r"\sауд", "ықшам"),
    ("ықш ауд", rf"(?:{CAPITAL}{SMALL}+|-\d{{1,2}})\s", "", "ықшам ауданы"),
    ("жұм", r"\d\s", r"\sкүн", "жұмыс"),
    ("өз", rf"{CAPITAL}{SMALL}+\s", rf"(?<=\.){_OF_A_RIVER}", "өзенінің"),
    ("өз", rf"{CAPITAL}{SMALL}+\.?\s", r"(?<=\.)\s", "өзені"),
    ("өз", _RIVER, _OF_A_RIVER, "өзенінің"),
    ("өз", _RIVER, r"\s(?:су|мұз|арна|жаға|бой|көпір|тас|деңгей)|\s*(?:$|,)", "өзені"),
    ("бр", "", r"\s\d", "бригада"),
    ("жин", r"(?:тұрғындар|аналар|ата-ана|ұжым)\s", "", "жиналысы"),
    ("кв/м", r"\d\s", "", "шаршы метр"),
    ("жәр|жәрд", r"(?i:жедел|алғашқы)\s", "", "жәрдем"),
    ("комис", "", "", "комиссия"),
    ("өтін", "", r"\s(?:қабылд|бер|толтыр)", "өтініш"),
    ("жин", "", r"\s*$", "жиналыс"),
    ("баст", "", r"\s*$", "басталады"),
    ("тел", r"(?:ңыз|ңіз|с[ыі]н|[дт][ыі]|ңдар|ңдер|керек|бар|жоқ|м[ыі]з)\s", r"\s\d", "телефон"),
    ("нөм", "", r"\s\d", "нөмір"),
    ("пож", r"\d\s", r"\sмаш", "пожарный"),
    ("маш", "", r"\s(?:соқ|бар|кел|жан|тұр|ұр|бос)|\s*$", "машина"),
    ("соқт", r"маш(?:ина)?\s", "", "соқтығысты"),
    ("соқт", "", r"\s*$", "соқтығысты"),
    ("Ағ", "", r"\s[А-ЯӘҒҚҢӨҰҮІ]", "Ағайынды"),
    ("боладыекен|боладекен", "", "", "болады екен"),
    ("дүк", "", r"\s(?:алдында|жанында|қасында|артында|ішінде)", "дүкен"),
    ("соц", "", r"\s(?:баға|көмек|төлем|қызмет|дүкен)", "әлеуметтік"),
    ("авт", "", r"\s(?:жүр|кел|айнал|тоқта|кешік)", "автобус"),
    ("кв", "", r"\s(?:иеле|кезе|тұрғын|сат|жалға|ақы|нөм)", "пәтер"),
    ("ізд", r"^", r"\sерікті", "іздеу"),
    ("тоқс", r"\d\s", "", "тоқсан"),
    ("мед", "", r"\s(?:комиссия|көмек|қызмет|тексер|пункт|орталық|кітапша|анықтама)", "медициналық"),
    ("тел", r"(?:\b[а-яәғқңөұүһі]{2,}[^ң\W\d]|[,;]|\d)\s", r"\s(?:8|\+7)\s?\d", "телефон"),
    ("іш", r"\d\d\s", r"\s\d{1,4}(?!\d)", "ішкі"),
    ("тел", r"\w\s", r"(?<!\.)\s?:\s?[\d+(]", "телефоны"),
    ("д/н", r"[гғкқн][ае]\s", "", "дейін"),
    ("бол", r"[Аа]бай\s", "", "болыңыздар"),
    ("хабарл", rf"(?:{CAPITAL}{CAPITAL}|[»\"”])\s", "", "хабарлайды"),
    ("шеш", r"[Сс]от\s", "", "шешімі"),
    ("кан", r"(?i:көктемгі|күзгі|қысқы|жазғы)\s", "", "каникул"),
    ("пол", r"[Жж]ол\s", "", "полициясы"),
    ("сөнд", r"[Өө]рт\s", "", "сөндірушілер"),
    ("ерт", "^", r"\s(?:сағ|кеш|таң|түс|\d)", "ертең"),
    ("ауд", rf"{CAPITAL}{SMALL}+\s", r"\.?\s?сот", "аудандық"),
    ("кл", "", r"\sсағ", "сынып"),
    ("сағ", r"(?:[Кк]л|сынып)\.?\s", "", "сағаты"),
    ("пол", "", r"\s102", "полиция"),
    ("наз", "", r"\sауд", "назар"),
    ("ауд", r"(?i:наз(?:ар)?)\.?\s", "", "аударыңыздар"),
    ("бағ", "", r"\s(?:келіс|қымбат|арзан)", "бағасы"),
    ("Алм", "", "", "Алматы"),
    ("кап", "", r"\sжөн", "күрделі"),
    ("жөн", r"(?i:күрделі|кап|ағымдағы)\.?\s", "", "жөндеу"),
    ("бөл", r"(?:[лдт][ае]р|ия)\s", "", "бөлімі"),
    ("сағ", r"комендант\s", "", "сағаты"),
    ("пен", r"\d-\d,?\s", r"\s\d-\d", "пенальти"),
    ("тапс", "", r"\s(?:керек|қабылда|бер|мин|уақыт|\d)", "тапсырыс"),
    ("шақыр", r"[Мм]әслихат\w*\s\S+\s", "", "шақырылым"),
    ("бат", "", r"\s(?:мұз|суық|салқын|ысы|жылы|ағ)", "батарея"),
    ("см|смен", r"(?:түнгі|күндізгі|кешкі|таңғы)\s", "", "смена"),
    ("жылд", r"\d\s?%\s", "", "жылдық"),
    ("Гкал|гкал|ГКал", r"[^\W\d]\s", "", "гигакалория"),
    ("ак", "", r"\s(?!кат)[а-яәғқңөұүһі]", "ақ"),
    ("дем", r"(?<!\w)(?:сенбі|жексенбі|жс|жб|сб|бс|жек|сен)\s", r"\s*(?:$|[.,])", "демалыс"),
    ("қиыл", rf"{CAPITAL}{SMALL}+\s", r"\s*(?:$|[.,])", "қиылысы"),
    ("мин", r"(?:мың|мын|тг|теңге)\s", r"\s\d+\s?(?:саг|сағ|күн|кун|сут|тәу|ай)", "минимум"),
    ("ул", rf"{CAPITAL}{SMALL}+\s", r"(?:,?\s№?\d++(?!\s?(?:жас|ай))|\s(?:бой|бұры|қиыл|үй))", "көшесі"),
    ("ул", "", r"\s(?:бала|жас|туд|бар(?!\w))", "ұл"),
    ("бриг", r"атқыштар\s", "", "бригадасы"),
    ("див|дивиз", r"(?:атқыштар|\d)\s", "", "дивизиясы"),
    ("мемл|мем", "", r"(?<!\.)\s(?:грант|нөмір|баж|үлгі|қызмет|тіл|мекеме|көмек|тапсырыс)", "мемлекеттік"),
    ("қос", r"\d,?\s", r"\s\d{2,4}(?!\d)", "қосымша"),
    ("жұм", r"сайын\s", r"\W*(?:$|,)", "жұма"),
    *((cut, "", r"(?<!\.)\sай(?:ы|дың|да)", month) for cut, month in MONTHS_BY_CUT.items()),
)
_ROWS = tuple(
    (cut, re.compile(rf"(?:{before})$"), re.compile(after), whole)
    for cuts, before, after, whole in _BESIDE
    for cut in cuts.split("|")
)
_DAYS = {cut.capitalize() for cut, whole in _WORDS.items() if whole.endswith("сенбі") and len(cut) > _SHORT_CUT}
_CUT = {*_WORDS, *(row[0] for row in _ROWS), *_DAYS}
_WORD = re.compile(rf"(?:^(?i:{any_of(_CUT)})|(?<![\w.,/-])(?:{any_of(_CUT)}))(?![\w/-]|\.(?!\d)\w|\s?[–-](?!\d))")


# «сс,жм,жс», «дс-ср-жм», «дүй-жұма»
_DAY = rf"(?:{any_of(DAYS)})"
_DAYS_IN_ROW = re.compile(rf"(?<![\w/-]){_DAY}(?:(?:\s?[,/]\s?{_DAY}){{1,6}}|(?:-{_DAY}){{2,5}}|-{_DAY})(?![\w/-]|\.)")
_HEADS = word_set("көш даң даңғ")  # `addresses` reads them with their stop
# «Орал ға»
_OF_A_PLACE = re.compile(rf"(?<!\w)({CAPITAL}{SMALL}{{2,}})\s([ғгқк][ае]|[дт][ае]н|[ндт][ыі]ң)(?!\w)")
# «плита-ны», «домофон-нан»
_JOINED = re.compile(rf"(?<![\w-])(?P<noun>{SMALL}{{4,}})-(?P<ending>{SMALL}{{2,5}})(?![\w-])")
# «сабақ-7000 тг», «дс-демалыс», «ақша- жалған», «хат -жалған»: a dash, and no suffix
_DASH = re.compile(
    rf"(?:(?<![\w-]){SMALL}{{3,}}(?P<price>\s?-)(?=\d{{1,3}}(?:\s?\d{{3}}|\s?мың){{0,3}}\s?(?:тг|теңге)(?!\w)|\d{{4,6}}(?!\d))"
    rf"|(?<={SMALL}{{3}})(?P<left>-\s)(?!(?:және|мен|бен|пен)\s)(?=\w)|(?<={SMALL} )(?P<right>-)(?={SMALL}{{5}})"
    rf"|\d\s?(?:[смк]м|м|кг|тг|мл|сағ|мин)(?P<unit>-)(?={SMALL}{{5}})"
    rf"|(?<={SMALL})(?P<between>-)(?=(?:демалыс|жабық|ашық|тегін)(?!\w)))"
)
_VERB = (
    rf"(?:{SMALL}{{2,}}(?:(?<!кас)с[ае](?:ң|ң[ыі]з(?:д[ае]р)?|қ|к|м)?|[ғгқк][ае]н(?:д[ае]р\w*)?|[ае]д[ыі]|йд[ыі]|м[ае]й\w*)"
    r"|(?:төле|кір|кел|тіркел|бер|жібер|жаз|тапсыр|аш|қос|шеш|кіріп|алы)[ыі]?[ңп][ыі]?з?(?:д[ае]р)?|(?:хабарлас|байланыс)\w*)(?!\w)"
)
# One of what a text must hold, where a mark or a space lacks, what is typed for it, and in how long a text without its
# full stop, in spaces, that is sure; 0 is any text.
_SPACES = (
    (
        "-–",
        re.compile(r"(?<!\w)А[қк]т(?=[-–][А-ЯӘҒҚҢӨҰҮІ])|(?<=[а-яәғқңөұүі][-–])А[қк]т(?!\w)"),
        "Ақтөбе",
        0,
    ),  # «Хромтау-Ақт»
    (".", re.compile(rf"(?<!\w)Ағ\.\s?(?={CAPITAL}{SMALL})"), "Ағайынды ", 0),
    # «3ешкі,2қой», «15.00,17.00», «1000,11.30ға», «12 500,2-ші класс», «15000,12 рет»: no decimals
    (
        ",",
        re.compile(
            r"(?<=[^\W\d_]),(?=[+−-]?\d)|(?<=\d),(?=[^\W\d_])|(?:(?<=\d\d\.\d\d)|(?<=\d{4})),(?=\d{1,2}[.:]\d\d(?!\d))|(?<=[\"»”]),(?=\d)|(?<=-\d\d),(?=-\d\d)|(?<=:\d\d),(?=\d{1,2}\s[а-яәғқңөұүһі]{4})"
            r"|(?<=\d{3}),(?=\d{1,3}-(?:[ыі]н)?ш[ыі](?!\w)|\d{1,2}\s(?:рет|сабақ|адам|бала|орын|кісі|оқушы)(?:[гқғк][ае]|[дт][ае]н?)?(?!\w))"
            r"|(?<=\d{4}),(?=\d{1,2}\s(?:ай|күн|апта|түн)(?:ға|ге|да|де|ына|ине|іне)?(?!\w))"
        ),
        ", ",
        0,
    ),
    # «Ойыл ауд да», «б/бақшасына», «минус 17,6.02 минус 21»
    (
        "",
        re.compile(rf"(?<={SMALL} )(ауд|обл|даңғ|көш)\.?\s(?=(?:[дт][ае]н?|[гғқк][ае])(?!\w)|[мбп]ен\s{_VERB})"),
        r"\1-",
        0,
    ),
    ("мкр", re.compile(rf"(?<=[{SMALL[1:-1]}\d] )мкр\.?[\s-](?=(?:н?[дт][ае]н?|[гғқк][ае]|н[ае]н?)(?!\w))"), "ш/а-", 0),
    (
        "а.о",
        re.compile(rf"(?<={SMALL} )а\.о\.?[\s-](?=н[ае]н?(?!\w)|(?:нд|[дт])[ае](?!\w)|[гғкқ][ае](?!\w))"),
        "а/о-",
        0,
    ),
    ("/", re.compile(r"(?<![\w/])б/(?=бақша)"), "бала", 0),
    # «Қайырлы тан», «саг18де», «каб 8, эт 3»
    ("айырлы тан", re.compile(r"(?<!\w)[ҚК]айырлы тан(?!\w)"), "Қайырлы таң", 0),
    (
        "саг",
        re.compile(r"(?<!\w)саг\.?\s?(?=\d{1,2}(?:[.:]\d\d)?\s?-?(?:[дт][ае]|[дтн][ае]н|[гқк][ае])(?!\w))"),
        "сағат ",
        0,
    ),
    ("эт", re.compile(r"(?<=\d, )эт\.?\s?(\d{1,2})(?=\s*(?:$|[,.;]))"), r"\1-этаж", 0),
    ("", re.compile(r"(?<=\d)(?=(?:дейін|шейін|бастап|кейін)(?!\w))"), " ", 0),
    (",", re.compile(r"(?<=\d),(?=\d{1,2}\.(?:0\d|1[0-2])(?![\d.]))"), "; ", 0),
    # «тел 55-20-10 / тәулік бойы», «109/тәулік бойы», «10.00-13.00/сенбі»
    (
        "/",
        re.compile(rf"(?<![\w/-])((?:{CAPITAL}|{SMALL}){SMALL}{{2,}})/({SMALL}{{3,}})/(?={SMALL}{{3,}}(?![\w/]))"),
        r"\1, \2, ",
        0,
    ),
    ("/", re.compile(rf"(?<=\w)\s/\s(?={SMALL}{{3}})|(?<=\d)/(?=тәулік бойы|сенбі|жексенбі|жұма|демалыс)"), ", ", 0),
    # «КСК ға», «ЖК лар», «Kaspi ден», «м/с ке»: no words; «да» and «нан» are
    (
        "",
        re.compile(
            rf"(?<!\w)({CAPITAL}{{2,6}}(?:т{CAPITAL})?|[A-Za-z]{{3,}}|(?<=\d\s)м/с|(?<=\d)м/с)\s"
            r"([ндт][ыі]ң?|[гғкқ][ае]|[дт][ае]н|с?[ыі]н(?:[ае]н?|[дт][ае]|[ыі]ң)|[лдт][ае]р(?:[дт][ыі]ң?|[гғ][ае]|[дт][ае]н?)?)(?!\w)"
        ),
        r"\1-\2",
        0,
    ),
    # «ЖЭО да апат», «Kaspi де», «ш/а да»: in it, and in a text without its full stop hardly it too
    (
        "",
        re.compile(rf"(?:(?<={CAPITAL}{CAPITAL})|(?<=[A-Za-z]{{3}})|(?<=/{SMALL}))\s([дт][ае])(?!\w)"),
        r"-\1",
        4,
    ),
    # «1қап(45кг)», «тг,"Дина"», «5/2,9-18», «жолаушы.,№9», «қой/2кілем», «"Жас"-21ұпай», «1."Жас"»
    ("(", re.compile(rf"(?<={SMALL}{{2}})(?=\(\d)"), " ", 0),
    (",", re.compile(rf",(?=[\"«]{CAPITAL}|№)|(?<=\d/\d),(?=\d)"), ", ", 0),
    ("/", re.compile(rf"(?<={SMALL}{{3}})/(?=\d{{1,2}}\s?{SMALL}{{3}})"), ", ", 0),
    ("-", re.compile(rf"(?<=[\"»])-(?=\d)|(?<={SMALL}{{5}})-(?=\d/\d)"), " – ", 0),
    ('."', re.compile(r"(?<![\w.,])(\d)\.(?=[\"«])"), r"\1-ші ", 0),
    (":", re.compile(rf"(?<={SMALL}{SMALL}:)(?=\d|{SMALL}{SMALL})"), " ", 0),
    # «ЖСН мен келмесеңіз», «QR мен төлеңіз»: before a verb it is no and
    (
        "",
        re.compile(
            rf"(?:(?<={CAPITAL}{CAPITAL})|(?<=[A-Za-z]{{2}})|(?<=(?<!\w)тел)|(?<=(?<!\w)смс))\s(?=[мбп]ен\s{_VERB})"
        ),
        "-",
        0,
    ),
    # «егов та», «38,5 тен асса»
    (
        "",
        re.compile(r"(?<!\w)(егов|каспи|ватсап|уатсап|инстаграм|телеграм)\s(?=(?:[дт][ае]н?|[гғқк][ае])(?!\w))"),
        r"\1",
        0,
    ),
    (
        "",
        re.compile(
            r"(?<!\S)([-−+]?\d[\d.,:]*)\s([дт][ае]н)(?=\s(?:ас|кем|артық|төмен|жоғары|кейін|бастап|көп|аз(?!\w)))"
        ),
        r"\1-\2",
        0,
    ),
    # «ЖРВИ мен 46 оқушы ауырды»: with it, or and
    ("", re.compile(rf"(?<={CAPITAL}{CAPITAL})\s(?=[мбп]ен\s\d)"), "-", 1_000),
)
_STOP_WITHIN = re.compile(rf"\.(?=\s(?:[-+−–]?\d|№|{SMALL})|\d|[,;:])")


def word_repairs(text: str) -> Iterator[Repair]:
    """Yield the cut words of `text` with what they stand for, and the spaces that lack behind commas."""
    ended = text.rstrip()[-1:] in ".!?…"
    for marks, pattern, typed, long in _SPACES:
        sought = not (ended and long) and (not marks or any(mark in text for mark in marks))
        for match in pattern.finditer(text) if sought else ():
            yield Repair(match.start(), match.end(), match.expand(typed), guessed=text.count(" ") < long)
    for match in _OF_A_PLACE.finditer(text) if not ended else ():
        yield Repair(match.start(), match.end(), attach(match[1], parse_suffix(match[2]) or Suffix()))
    for match in _JOINED.finditer(text) if "-" in text else ():
        suffix = parse_suffix(match["ending"])
        inflected = suffix and not (suffix.ordinal or suffix.collective) and attach(match["noun"], suffix)
        denied = match["noun"][-1] in "мбп" and match["noun"][:-1] in VERBS  # «істем-ді»
        if (
            not denied
            and inflected == match["noun"] + match["ending"]
            and (match["noun"] in NOUNS or (len(match["noun"]) > _LONG and not is_unknown(match["noun"])))
        ):
            yield Repair(match.start(), match.end(), str(inflected))
    for match in _DASH.finditer(text) if "-" in text else ():
        start, end = match.span(match.lastgroup or 0)
        yield Repair(start, end, " – ".lstrip(text[start - 1]))
    for match in _DAYS_IN_ROW.finditer(text):
        days = [DAYS[day] for day in re.findall(r"\w+", match.group())]
        together = "–" if len(days) == _PAIR and "-" in match.group() else ", "
        yield Repair(match.start(), match.end(), together.join(days))
    for match in _WORD.finditer(text):
        cut = match.group() if match.start() else match.group().lower()
        stopped = match.group() not in _HEADS and _STOP_WITHIN.match(text, match.end())
        end = stopped.end() if stopped else match.end()
        left = text[max(0, match.start() - _NEAR) : match.start()]
        rows = (row for row in _ROWS if row[0] == cut and row[2].match(text, end) and row[1].search(left))
        whole = next((row[3] for row in rows), None) or _WORDS.get(match.group().lower())
        if whole and whole != match.group() and not (text.startswith(".", end) and whole != "АЕК"):
            typed = whole if match.group().isupper() else as_written(match.group(), whole)  # «жел СБ»
            # «ұз.120м»
            yield Repair(match.start(), end, typed + " " * text[end : end + 1].isdigit())


_STEPS: tuple[Callable[[str], Iterable[Repair]], ...] = (spelling_repairs, letter_repairs, word_repairs, number_repairs)


def certain_repairs(text: str) -> Iterator[Repair]:
    """Yield how `text` is surely meant to be typed, in order; a sentence without an end stays as it is.

    A sentence in Russian letters («жарык ошеди») is doubted as a whole.
    """
    for start, end, readable in stretches(text):
        typed = text[start:end]
        made = _repairs(typed) if readable else ()
        if not _KAZAKH.search(typed) and len([*spelling_repairs(typed), *letter_repairs(typed)]) >= _FOREIGN and made:
            whole = written_out(typed, made).text.strip()
            yield Repair(start, start + len(typed.rstrip()), whole, guessed=True, others=(whole,))
            continue
        for each in made:
            yield replace(each, start=start + each.start, end=start + each.end)


def _repairs(text: str) -> Sequence[Repair]:
    made: list[Repair] = []
    for step in _STEPS:
        whole = written_out(text, made) if made else None
        found = list(step(whole.text if whole else text))
        if whole and found:
            spans = [(end - len(each.typed), end, each) for end, each in whole.repairs]
            found = list(_joined(whole.text, whole.places, found, spans))
        elif whole:
            continue
        made = _apart(found)
    return made


def _apart(repairs: Iterable[Repair]) -> list[Repair]:
    """Return `repairs` in order, the longer first where two begin alike, without those that touch an earlier one."""
    found: list[Repair] = []
    for each in sorted(repairs, key=lambda one: (one.start, -one.end)):
        if not found or each.start >= found[-1].end:
            found.append(each)
    return found


def _joined(
    typed: str, places: Sequence[int], repairs: Iterable[Repair], spans: Sequence[tuple[int, int, Repair]]
) -> Iterator[Repair]:
    """Yield `repairs` of `typed` in the places of the first text, together with the earlier ones at `spans`."""
    left = list(spans)
    for each in _apart(repairs):
        touched = [span for span in left if span[0] < each.end and each.start < span[1]]
        start, end = min([each.start, *(span[0] for span in touched)]), max([each.end, *(span[1] for span in touched)])
        left = [span for span in left if span not in touched]
        guessed = each.guessed or any(span[2].guessed for span in touched)
        meant = typed[start : each.start] + each.typed + typed[each.end : end]
        others = tuple(typed[start : each.start] + other + typed[each.end : end] for other in each.others)
        yield Repair(places[start], places[end], meant, guessed=guessed, others=others)
    yield from (span[2] for span in left)

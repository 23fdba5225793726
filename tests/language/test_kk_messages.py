"""Kazakh messages: what is typed in haste is read as a guess with what else it may be, or refused with an offer."""

from __future__ import annotations

from itertools import product

import pytest

from zt_audio.language.kk.number_tokens import is_hasty
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read

# What is typed, by the class that it is of, and what is said for it; "{}" is where it stands in a message.
CLASSES = {
    "базарда алма {} дейді, келіп алыңыздар": {
        "650/кг": "килограмы алты жүз елу",
        "120тг/дана": "данасына жүз жиырма теңге",
        "3800тг/м2": "шаршы метріне үш мың сегіз жүз теңге",
        "45к": "қырық бес мың",
        "50тг/1 дана": "данасы елу",
        "65.000тг": "алпыс бес мың теңге",
        "150тг/км": "километріне жүз елу теңге",
        "1кв.м/55": "бір шаршы метр елу бес",
        "50/30мын": "елу, отыз мың",
        "50/140": "жүз қырықтан елу",
        "3млн500": "үш миллион бес жүз мың",
    },
    "жиналыс ертең {} болады, келіңіздер": {
        "9 30да": "тоғыз отызда",
        "18 15те": "он сегіз он бесте",
        "25,11 күні": "жиырма бесінші қараша күні",
        "2ч. кейін": "екі сағаттан кейін",
    },
    "кеше {} айтты маған көршілер": {
        "ТЖБ туралы": "тэ жэ бэ туралы",
        "ВАЗ туралы": "ваз туралы",
        "R16 туралы": "эр он алты туралы",
        "U-17 туралы": "у он жеті туралы",
        "д-лы туралы": "даңғылы туралы",
        "аур-ға туралы": "ауруханаға туралы",
        "су/жарық туралы": "су, жарық туралы",
        "узындыгы туралы": "ұзындығы туралы",
        "15 қазан дан туралы": "он бесінші қазаннан туралы",
        "4/5эт туралы": "бес қабатты үйдің төртінші қабаты туралы",
        "140*150 туралы": "жүз қырыққа жүз елу туралы",
        "9/13/17 туралы": "тоғыз, он үш, он жеті туралы",
        "шаш+тырнақ туралы": "шаш плюс тырнақ туралы",
        "1/2 таб туралы": "жарты таблетка туралы",
        "мрт туралы": "эм эр тэ туралы",
        "ГСК-5 туралы": "гэ эс ка бес туралы",
        "каб305 туралы": "үш жүз бесінші кабинет туралы",
        "3-под туралы": "үшінші подъезд туралы",
        "кейiн туралы": "кейін туралы",
        "дс/сс/жм туралы": "дүйсенбі, сейсенбі, жұма туралы",
        "25км/с туралы": "сағатына жиырма бес километр туралы",
        "1 сәу-31 там туралы": "бірінші сәуірден отыз бірінші тамызға дейін туралы",
        "медкарта 8-30да туралы": "сегіз отызда туралы",
        "2-0 туралы": "екіге нөл туралы",
        "12 128гб туралы": "он екі, жүз жиырма сегіз гигабайт туралы",
        "4-қаб туралы": "төртінші қабат туралы",
        "hr туралы": "аш эр туралы",
        "дәріні 2т туралы": "екі таблетка туралы",
        "42р туралы": "қырық екінші размер туралы",
        "мектептегі 7В нын туралы": "жетінші вэ сыныптың туралы",
        "3пт-12400 туралы": "үшінші пәтер, он екі мың төрт жүз туралы",
        "дәріні 2т/күн туралы": "күніне екі таблетка туралы",
        "АЖҚБ туралы": "а жэ қа бэ туралы",
        "345 КМА туралы": "үш жүз қырық бес ка эм а туралы",
        "130/130/120 туралы": "жүз отыз, жүз отыз, жүз жиырма туралы",
        "21/05 туралы": "жиырма бірінші мамыр туралы",
        "5200т туралы": "бес мың екі жүз теңге туралы",
        "1500/адам туралы": "адам басына бір мың бес жүз туралы",
        "3/9қ туралы": "тоғыз қабатты үйдің үшінші қабаты туралы",
        "мектептегі 6В-да туралы": "алтыншы вэ сыныпта туралы",
        "2-3-4подъезд туралы": "екінші, үшінші, төртінші подъезд туралы",
        "02-05 аралығы туралы": "екі мен бес аралығы туралы",
        "5-9-27 туралы": "бесінші қыркүйек екі мың жиырма жетінші жылы туралы",
        "а/ш туралы": "ауыл шаруашылығы туралы",
        "7т500 туралы": "жеті мың бес жүз туралы",
        "2026/27 оқу жылы туралы": "екі мың жиырма алтыншы-екі мың жиырма жетінші оқу жылы туралы",
    },
    "бүгін Алтынсарин {} жағынан келіңіздер, жол жабық": {
        "к. 17 үй": "көшесі он жетінші үй",
        "д 33 үй": "даңғылы отыз үшінші үй",
        "к-мен": "көшесімен",
    },
}
_ROWS = [(frame, typed, said) for frame, rows in CLASSES.items() for typed, said in rows.items()]


@pytest.mark.parametrize(("frame", "typed", "said"), _ROWS)
def test_a_class_is_read_in_a_message(frame: str, typed: str, said: str) -> None:
    reading = read(frame.format(typed), "kk", Lexicon())
    assert not reading.problems
    assert said in reading.spoken


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("мед.карта", "медициналық карта"),
        ("19қаз", "19 қазан"),
        ("тәрб", "тәрбиеші"),
        ("куәл", "куәлік"),
        ("3:1", "3-ге "),
    ],
)
def test_what_was_meant_otherwise_too_often_is_only_offered(typed: str, offered: str) -> None:
    reading = read(f"кеше {typed} туралы айтты маған көршілер", "kk", Lexicon())
    offers = [offer.typed for problem in reading.problems for offer in problem.offers]
    assert any(offered.strip() in each for each in offers)


# What may be of several kinds, and a text that licenses none: it is a guess, or refused.
DOUBTED = ("кыздар етик {} сатам, тез алыныздар", "такси керек {} барады, бағасы арзан деді")
SEVERAL_KINDS = ("9м", "20т", "24с", "18с", "25,11", "7,30-9,30", "200.00", "450тг нан 180тг")


@pytest.mark.parametrize(("frame", "typed"), [*product(DOUBTED, SEVERAL_KINDS)])
def test_what_may_be_of_several_kinds_is_never_sure(frame: str, typed: str) -> None:
    text = frame.format(typed)
    reading = read(text, "kk", Lexicon())
    at = text.index(typed)
    doubted = [each for each in reading.pieces if each.start < at + len(typed) and each.end > at]
    assert reading.problems or any(piece.confidence == "guess" for piece in doubted)


def test_a_word_that_ends_like_until_is_no_suffix() -> None:
    assert read("Тапсырыс №5521 дайын", "kk", Lexicon()).spoken.endswith("жиырма бір дайын")


@pytest.mark.parametrize("word", ["қал", "дек", "жинал", "оңт-шығ", "бағд"])
def test_the_stump_of_a_word_is_never_sure(word: str) -> None:
    reading = read(f"бүгін кешке {word} келеді дейді көршілер", "kk", Lexicon())
    assert reading.problems or any(piece.confidence == "guess" for piece in reading.pieces)


def test_an_unknown_latin_name_is_offered_in_kazakh_letters() -> None:
    reading = read("көшеде Duster көлігі тұр екен қазір", "kk", Lexicon())
    assert [offer.typed for problem in reading.problems for offer in problem.offers] == ["дустер"]


def test_a_guess_of_a_message_has_what_else_it_may_be_beside_it() -> None:
    reading = read("кыздар етик 9м сатам, тез алыныздар", "kk", Lexicon())
    guessed = next(piece for piece in reading.pieces if piece.confidence == "guess" and "мың" in piece.spoken)
    assert [offer.spoken for offer in guessed.offers] == ["тоғыз метр"]


def test_what_is_guessed_is_no_repair_that_may_be_written() -> None:
    reading = read("базарда алма 650/кг дейді, келіп алыңыздар", "kk", Lexicon())
    assert reading.confidence == "guess"
    assert not any("кг" in text for text in (offer.typed for offer in reading.repairs))


@pytest.mark.parametrize("text", ["Алма 650/кг.", "ТЖБ ертең болады.", "Маған тәрб айтты."])
def test_a_clean_sentence_is_not_guessed(text: str) -> None:
    assert not is_hasty(text)
    assert read(text, "kk", Lexicon()).problems


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("дүкен сенбі 9-14, жексенбі 9-13", "дүкен сенбі тоғыздан он төртке дейін, жексенбі тоғыздан он үшке дейін"),
        ("түскі үзіліс 13-14, кейін келіңіз", "түскі үзіліс он үштен он төртке дейін, кейін келіңіз"),
        ("автобус дүй,сәр,жұм күндері жүреді", "автобус дүйсенбі, сәрсенбі, жұма күндері жүреді"),
        ("дәрігер дүй-жұма 9:00-13:00", "дәрігер дүйсенбіден жұмаға дейін тоғыздан он үшке дейін"),
        ("кеше 3,4,5 подъезд суық болды", "кеше үшінші, төртінші, бесінші подъезд суық болды"),
        ("шырша 27 желт. 11.00 ашылады", "шырша жиырма жетінші желтоқсан сағат он бір ашылады"),
        ("6 сәу. сенбілік болады аулада келіңіз", "алтыншы сәуір сенбілік болады аулада келіңіз"),
        ("көрсеткішті 25ине дейін беріңіз", "көрсеткішті жиырма бесіне дейін беріңіз"),
        ("салықты 01.11 шейін төлеңіз", "салықты бірінші қарашаға шейін төлеңіз"),
        ("ертең 1-4 сын. 3 сабақ бар", "ертең бірінші-төртінші сынып үш сабақ бар"),
        ("пойыз 04-55те шығады", "пойыз төрт елу бесте шығады"),
        ("стаж 3 ж. керек", "стаж үш жыл керек"),
        ("су 9 нан 21 ге дейін", "су тоғыздан жиырма бірге дейін"),
        ("үй 9-14 сатылады", "үй тоғыз-он төрт сатылады"),
        ("бөлмеде 3,5 адам", "бөлмеде үш жарым адам"),
    ],
)
def test_hours_days_and_lists_of_a_message(typed: str, said: str) -> None:
    reading = read(typed, "kk", Lexicon())
    assert (reading.spoken, reading.problems) == (said, ())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        # a count that its owner, a list or a wanted cleaner shows, and the number of a thing
        ("облыстағы 31 мектеп бүгін жабық болды", "отыз бір мектеп"),
        ("Барлығы 11 сынып бар екен мектепте", "он бір сынып"),
        ("ауланы сыпырушы керек 3үй 2подъезд, 50мың", "үш үй екі подъезд"),
        ("қаладағы 6мектеп жанында апат болды", "алтыншы мектеп"),
        ("2бөлме пәтер сатамын орталықта тез арада", "екі бөлме"),
        # a letter behind a house, what is called by its letters, a Latin name, a house with a stroke
        ("Маресьев 14б үй жанында ит жүр", "он төрт бэ үй"),
        ("бүгін КСК мен БЖБ туралы айтты", "ка эс ка мен бэ жэ бэ туралы"),
        ("төлемді Kaspi QR арқылы жіберіңіз бүгін", "каспи кью ар арқылы"),
        ("Абай к-сі 14/3 үйде су жоқ", "он төрт дробь үш үйде"),
        # a time, a day, a price, weather
        ("жиналыс 19 00 де мектепте болады", "сағат он тоғызда"),
        ("шырша 27.12да ашылады балаларға тегін", "жиырма жетінші желтоқсанда"),
        ("каникул 28.10-05.11 аралығы деп айтты", "жиырма сегізінші қазан мен бесінші қараша аралығы"),
        ("тіркелу 12 желт. дейін деп айтты", "он екінші желтоқсанға дейін"),
        ("бүгін түнде 00:00-06:00 су жоқ болады", "нөлден алтыға дейін"),
        ("базарда кг 250тг алма келді бүгін", "килограмы екі жүз елу теңге"),
        ("ертең -32 сабақ болмайды деп айтты", "минус отыз екі"),
        # a street, a town, a firm behind its own name
        ("Есенберлин к. жарық жоқ бүгін кешке", "Есенберлин көшесі"),
        ("пойыз Ақт-Орал бүгін кешігіп келеді екен", "Ақтөбе-Орал"),
        ("Ақтөбе құрылыс тобы АҚ жұмысшы алады екен", "тобы акционерлік қоғамы"),
        ("жылу бағасы Гкал 9870тг болды биыл", "гигакалория"),
        # what touches its noun, a part of a house, a line, blood, hours, an identification number as it is typed
        ("вакцина 2доза арасы 21 күн болады", "екі доза"),
        ("сот №4зал ішінде болады ертең сағат 9да", "төрт зал"),
        ("балаларға 0-18жас тегін болады екпе бүгін", "нөл-он сегіз жас"),
        ("мысық 1,5айлық тегін беремін алып кетіңіз", "бір жарым айлық"),
        ("су 15минутка өшеді деп айтты көршілер", "он бес минутқа"),
        ("жылу 4 қабатқа жетпей жатыр бүгін тағы", "төртінші қабатқа"),
        ("поезд бүгін 6 жолға келеді деп жазды", "алтыншы жолға"),
        ("11 мкр да жарық өшеді ертең кешке", "он бірінші шағын ауданда"),
        ("донор керек қан тобы 2(+) бүгін тез", "екінші оң"),
        ("реттеуші көпірде 07-22 тұрады деп жазды", "жетіден жиырма екіге дейін"),
        ("40ша адам қол қойды деп жазды", "қырықша адам"),
        ("13й үйдің жертөлесінде су тұр бүгін", "он үшінші үйдің"),
        # words: of a verb, a noun, a compound of the list; and typed in Russian letters
        ("үйде су босап қалды енді толтырыңыз", "босап"),
        ("медкітапша алиментке заңгер керек болды бүгін", "медкітапша алиментке заңгер"),
        ("бакшага аварияга жаттыгу буркит деп айтты", "бақшаға аварияға жаттығу бүркіт"),
    ],
)
def test_what_the_context_settles_is_sure(typed: str, said: str) -> None:
    reading = read(typed, "kk", Lexicon())
    assert not reading.problems
    assert said in reading.spoken.replace("Г", "г")
    assert reading.confidence == "sure"


@pytest.mark.parametrize(
    "typed",
    ["051203550123", "ГАИ", "ЛОР", "egov.kz", "60А", "315к", "3-2", "шейн", "қырк", "қабылд"],
)
def test_what_is_said_in_two_ways_stays_doubted(typed: str) -> None:
    reading = read(f"кеше {typed} деп айтты маған көршілер", "kk", Lexicon())
    assert reading.problems or reading.confidence == "guess"

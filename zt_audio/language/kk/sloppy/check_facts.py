"""Tell the checks what they must know of Kazakh."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.kk.sloppy.spelling import is_plain_word, plain_kazakh, spelt
from zt_audio.language.registry import CheckFacts
from zt_audio.language.tables import word_list

# Endings that a Kazakh word keeps when it is typed without its letters, and no Russian word has: тастаманыздар. In
# their order: polite commands; plurals in a case; what is in something; genitives; what something is or does.
_PLAIN_ENDING = re.compile(
    "(?:[аеыи]н[ыи]з(?:д[ае]р)?"
    "|[лдт][ае]р(?:ды|ди|дын|дин|га|ге|дан|ден|ын|ында|ынын|ына|инде|ымыз|имиз)|мандар|мендер"
    "|[дт](?:агы|еги)|[^ои]нде(?:ги)?|.{3}ындагы|.{2}сынд[ае]|.{3}ынан"
    "|(?<!ал).{2}(?<!ал)[дтн]ын|.{2}[лдт]ыг(?:ы|ын|ына|ында|ынын)|.{2}[лдт]ык(?:ты|тын|ка|тан|та)"
    "|[аеуы]йд[ыи]|[аеу]м[ыи]з|.[аеу]?йык|.ейик|м[ае]г[ае]н|[ыи]лг[ае]н|[бп][ае]г[ае]н"
    "|[ыи]нш[ыи]|.{2}сыз(?:дар)?|.{2}сиздер|..ып|.[еау]йин|[ыи]лд[ыи])$"
)
# No Russian word has these letters side by side; names have, so a capital letter proves nothing.
_PLAIN_PAIR = re.compile("(?!.*(?:ск|кыргыз|казах))[^А-ЯЁ].*(?:[кг]ы|[аоуы]ы|йы)|^[кг]ы")
# Patterns for the stems of cardinals, ordinals and collectives.
_ONES = word_list("нөл|нол бір|жалғыз ек[іе] үш төрт бес алт[ыа] жет[іе] сегіз тоғыз")
_TENS = word_list("он жиырма отыз қырық|қырқ елу алпыс жетпіс сексен тоқсан")
# «Темір жол» is a railway, «Жемқорлық» corruption, «Оралған» who came back: nothing but a capital tells the town there.
_COMMON_WORD = re.compile(r"(?:Темір|Жем|Орал)(?!\w*\s+(?:ауд|қала|облыс))")
# Towns and districts of the region, and large towns; «Алға!» is a call.
_TOWNS = (
    *word_list(
        "Ақтөбе Алға Хромтау Қандыағаш Ембі Шалқар Темір Жем Қобда Ырғыз Мәртөк Қарғалы Байғанин Ойыл Мұғалжар "
        "Шұбарқұдық Астана Алматы Шымкент Атырау Ақтау Орал Қостанай Қарағанды Қазақстан"
    ),
    "Әйтеке би",
)


def _number_stems(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    found = [_ONES[hundreds]] if hundreds > 1 else []
    found += ["жүз"] if hundreds else []
    found += [_TENS[rest // 10 - 1]] if rest // 10 else []
    return found + ([_ONES[rest % 10]] if rest % 10 or not number else [])


KAZAKH_FACTS = CheckFacts(
    lookalikes=dict(zip("IiYhƏəƟɵ", "ІіҮһӘәӨө", strict=True)),
    said_twice=frozenset({"алға", "тоқта", "жоқ", "иә", "міне", "ал"}),
    months=word_list("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"),
    towns={name: name for name in _TOWNS} | {"Алға": r"Алға(?!\s*[,!])", "Темір": r"Темір(?!\s*[Жж]ол)"},
    common_word=_COMMON_WORD,
    number_stems=_number_stems,
    seems=lambda word: bool(
        # without its Kazakh letters, too
        _PLAIN_ENDING.search(small := word.lower()) or _PLAIN_PAIR.match(word) or is_plain_word(small) or spelt(small)
    ),
    slips=plain_kazakh,
)

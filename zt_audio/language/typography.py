"""Make spaces, hyphens and dashes uniform before the rules look at them: Word and web pages type them in many ways.

A space that is missing behind a mark is put there: «8 машин,23 чел», «щит.железы», but not in «1,5» and «12:30».
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zt_audio.language import late_re as re
from zt_audio.model import Offer, Problem, Reading

_CAPITAL = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
_SMALL = "a-zа-яёәғқңөұүһі"
_CYRILLIC = "А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі"
_VARIANT = re.compile(
    r"(?P<space>[^\S\n]{2,}|[^\S\n ]"  # several, or one that does not break
    r"|(?<=[а-яё]\.)-(?=\d+\s?(?:мин|сек|км|тг)|(?:пн|вт|ср|чт|пт|сб|вс)\b))"  # «муж.-чт», «юн.-11мин»
    r"|(?P<hyphen>[‐‑]"
    # 102–ге, 15 %–ға, АЕК–ке: Word makes a dash of the hyphen before a suffix. Between numbers a minus is a hyphen.
    rf"|(?<=[\d%°₸{_CAPITAL}])[–—−](?=[{_SMALL}])|(?<=[\d{_CAPITAL}{_SMALL}])−(?=[\d{_CAPITAL}{_SMALL}]))"
    r"|(?P<dash>(?<!\w)(?<!\d\s)—(?=\d)|(?<=\s)−(?=\s))"
    # Between figures a comma parts what is no decimal: times, telephone numbers, houses
    rf"|(?P<gap>(?<=[{_CYRILLIC}][,;!?])(?<!\b[А-ЯЁ],)(?=[\d{_CYRILLIC}])|(?<=\d[,;!?])(?=[{_CYRILLIC}])|(?<=[{_CYRILLIC}][.)],)(?=[\d{_CYRILLIC}])"
    rf"|(?<=[{_CYRILLIC}]:)(?=[{_CYRILLIC}])|(?<=[а-яё]{{3}}:)(?=\d{{1,2}}[а-яё]{{2}})|(?<=[а-яё]{{2}}\.)(?=[А-ЯЁ])"
    rf"|(?:(?<=[а-яё]{{2}}[аеёиоуыэюяь]\.)|(?<=\bнет\.))(?=[а-яё]{{3}})|(?<=\d[!?])(?=\d)"
    # A word cut short and what stands behind its full stop: «щит.железы», «отч.ф.№910», «подс.5л», «пенс.с 63 л»
    rf"|(?<=[{_CYRILLIC}]{{2}}\.)(?<!\bтас\.)(?=(?!рф\b|қаз\b)[а-яёәғқңөұүһі]{{2}}|[бзнпрфц]\.|\d|[№+]\d|[\"«][{_CAPITAL}])|(?<=[а-яё]\.)(?=№)|(?<=темп\.)(?=[-–−]\d)|(?<=возд\.)(?=[-–−]\d)"
    r"|(?<=[а-яё]{3}\.)(?=[ви-ксоу]\s)"
    # «17.00:с. Алгабас», «раб.:муж.», «"Уют",вход», «3990тг,cахар», «S.,пишите»
    rf"|(?<=[\d.)»\"%]:)(?=[{_CYRILLIC}\"«])|(?<=[{_CYRILLIC}]\.:)(?=\d)|(?<=[\w.)»\"%₸][,;])(?=[^\W\d_])|(?<=[.)»\"%₸][,;])(?=\d)"
    r"|(?<=[:.]\d\d)(?=до\d)|(?<=[:.]\d\dдо)(?=\d)|(?<=\d)(?=и\d)|(?<=\dи)(?=\d)"
    r"|(?<=:[0-5]\d,)(?=\d\d?:\d\d|\d{3})|(?<=\d\.[0-5]\d,)(?=\d)|(?<=\d-\d\d-\d\d,)(?=\d\d)|(?<=/\d,)(?=\d+/\d)|(?<=/\d\d,)(?=\d+/\d))"
)
# To search for _VARIANT takes 50 µs, a fifth of reading a greeting that has none of its characters.
_MAY_VARY = re.compile(r"[^\S\n]{2}|[^\S\n ]|[‐‑–—−]|[.,!?;:](?=[\w№+\"«])|\d(?:до|и)\d|\.-")
_UNIFORM = {"space": " ", "hyphen": "-", "dash": "–", "gap": " "}


def uniform(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` with one kind of space, hyphen and dash, and where each of its characters stood; then its end."""
    if not _MAY_VARY.search(text) or not _VARIANT.search(text):
        return text, range(len(text) + 1)
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for match in _VARIANT.finditer(text):
        parts += (text[done : match.start()], _UNIFORM[str(match.lastgroup)])
        places += (*range(done, match.start()), match.start())
        done = match.end()
    return "".join((*parts, text[done:])), (*places, *range(done, len(text) + 1))


def placed(reading: Reading, text: str, places: Sequence[int], plain: str = "") -> Reading:
    """Return `reading` of a uniform text with the positions that its pieces, problems and offers have in `text`.

    An offer brings the space that was put behind it in `plain`: «уч.Калиев» is offered as «участковый Калиев».
    """

    def typed(offer: Offer) -> str:
        put_in = plain[offer.end : offer.end + 1] == " " and places[offer.end] == places[offer.end + 1]
        return offer.typed + " " * put_in

    def offers(found: Iterable[Offer]) -> tuple[Offer, ...]:
        return tuple(replace(each, start=places[each.start], end=places[each.end], typed=typed(each)) for each in found)

    pieces = (
        replace(piece, start=places[piece.start], end=places[piece.end], offers=offers(piece.offers))
        for piece in reading.pieces
    )
    problems = (replace(_placed(each, text, places), offers=offers(each.offers)) for each in reading.problems)
    return Reading(reading.spoken, tuple(pieces), tuple(problems), offers(reading.repairs))


def _placed(problem: Problem, text: str, places: Sequence[int]) -> Problem:
    offset, token = problem.offset, str(problem.facts["token"])
    start = places[offset]
    if token.endswith("…"):  # the beginning of what is too long
        return replace(problem, facts={**problem.facts, "offset": start})
    return replace(
        problem, facts={**problem.facts, "offset": start, "token": text[start : places[offset + len(token)]]}
    )

"""Numbers of a track or a playlist in, small pictures with their numbers out: loudness, true peak, airtime."""

from __future__ import annotations

from collections.abc import Mapping

from zt_audio.pages.markup import Markup, element, joined
from zt_audio.pages.report.values import NAMES, NO_BREAK, Limits, Wording, clock

GAUGE_LU = 2.0  # to either side of the target
GAUGE_WIDTH, GAUGE_HEIGHT = 120, 14
HIDDEN = {"aria_hidden": "true"}  # from readers of the page aloud: the words beside it say the same


def loudness(lufs: float, limits: Limits, wording: Wording) -> Markup:
    """Return the loudness of a track against the target band."""
    value = element("b", f"{wording.number(lufs, 2)}{NO_BREAK}LUFS")
    if limits.target_lufs is None:
        return value
    low, high = limits.target_lufs - limits.tolerance_lu, limits.target_lufs + limits.tolerance_lu
    band = wording.say("band", low=wording.number(low), high=wording.number(high))
    gauge = _gauge(lufs, limits.target_lufs, limits)
    return joined([element("span", value, gauge), _verdict(band, low <= lufs <= high, wording)])


def true_peak(dbtp: float, limits: Limits, wording: Wording) -> Markup:
    """Return the true peak of a track against the ceiling."""
    ceiling = wording.say("at_most", ceiling=wording.number(limits.ceiling_dbtp))
    value = element("b", f"{wording.number(dbtp, 2)}{NO_BREAK}dBTP")
    return joined([value, _verdict(ceiling, dbtp <= limits.ceiling_dbtp, wording)])


def _verdict(asked: str, holds: bool, wording: Wording) -> Markup:  # noqa: FBT001 - the fact that it shows
    sign, word = ("✓", "holds") if holds else ("✗", "fails")
    mark = element("span", sign, aria_label=wording.say(word), role="img")
    return element("small", mark, " ", asked, class_="holds" if holds else "fails")


def _gauge(lufs: float, target_lufs: float, limits: Limits) -> Markup:
    def x(level_lufs: float) -> float:
        share = (level_lufs - target_lufs + GAUGE_LU) / (2 * GAUGE_LU)
        return round(GAUGE_WIDTH * min(max(share, 0.01), 0.99), 1)

    left, right = x(target_lufs - limits.tolerance_lu), x(target_lufs + limits.tolerance_lu)
    ground = element("rect", width=GAUGE_WIDTH, height=4, y=5, rx=2)
    band = element("rect", class_="band", x=left, width=right - left, height=4, y=5)
    needle = element("line", x1=x(lufs), x2=x(lufs), y1=1, y2=13)
    return element("svg", ground, band, needle, class_="gauge", viewBox=f"0 0 {GAUGE_WIDTH} {GAUGE_HEIGHT}", **HIDDEN)


def airtime(spoken_ms: Mapping[str, int], wording: Wording) -> Markup:
    """Return how long each language is spoken, and its share."""
    total = sum(spoken_ms.values()) or 1
    bar = (element("i", class_=lang, style=f"flex-grow:{100 * ms / total:.2f}") for lang, ms in spoken_ms.items())
    said = (
        element(
            "span",
            element("span", NAMES.get(lang, lang), lang=lang, class_=lang),
            f" {clock(ms)} ",
            element("small", wording.percent(ms / total)),
        )
        for lang, ms in spoken_ms.items()
    )
    return joined([element("span", *bar, class_="bar", **HIDDEN), element("span", *said, class_="shares")])


def ratio(spoken_ms: Mapping[str, int], wording: Wording) -> str:
    """Return `kk 50,3 : 49,7 ru` without the names: shares in percent, in the order of the languages."""
    total = sum(spoken_ms.values()) or 1
    return " : ".join(wording.number(100 * ms / total) for ms in spoken_ms.values())

"""One cycle of a track in, everything that is said in it as lists out, side by side; each start leads the player."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zt_audio.model import RECORDINGS
from zt_audio.pages.markup import Markup, element, joined
from zt_audio.pages.report.parts import Part, Stretch, by_subject
from zt_audio.pages.report.values import NAMES, Wording, clock
from zt_audio.store.manifest import SegmentEntry
from zt_audio.tracks.join import duration_ms


def spoken(parts: Sequence[Part], wording: Wording) -> Markup:
    """Return what is said in the cycle `parts`, to be opened."""
    stretches = by_subject(parts)
    langs = dict.fromkeys(stretch.lang for stretch in stretches if stretch.lang)
    columns = (_column([stretch for stretch in stretches if stretch.lang == lang], lang, wording) for lang in langs)
    chimes = (_chime(stretch.parts[0], wording) for stretch in stretches if not stretch.lang)
    passages = sum(len(stretch.parts) for stretch in stretches if stretch.lang)
    summary = element(
        "summary", wording.say("what_is_said"), " ", element("small", wording.say("passages", n=passages))
    )
    return element("details", summary, *chimes, element("div", *columns, class_="tongues"), class_="spoken")


def _column(stretches: Sequence[Stretch], lang: str, wording: Wording) -> Markup:
    entries = [part.entry for stretch in stretches for part in stretch.parts]
    all_draft = all(entry.draft for entry in entries)
    speaking = dict.fromkeys(voice(entry) for entry in entries)
    length = clock(duration_ms(sum(entry.frames for entry in entries)))
    head = element(
        "h4",
        element("span", NAMES.get(lang, lang), lang=lang),
        element("small", f"{length} · {', '.join(speaking)}"),
        draft(wording) if all_draft else "",
        class_=lang,
    )
    subjects = (_subject(stretch, wording, all_draft, len(speaking) > 1) for stretch in stretches)
    return element("section", head, *subjects)


def _subject(stretch: Stretch, wording: Wording, all_draft: bool, many: bool) -> Markup:  # noqa: FBT001 - as above
    kind = stretch.parts[0].name.kind
    source = stretch.parts[0].entry.source
    named = element("span", wording.say(kind)) if kind in wording.words else ""
    said_by = element("small", voice(stretch.parts[0].entry)) if many else ""
    head = element("p", named, element("code", source) if source else "", said_by, class_="subject")
    return joined([head, element("ol", *(_passage(part, wording, all_draft) for part in stretch.parts))])


def _passage(part: Part, wording: Wording, all_draft: bool) -> Markup:  # noqa: FBT001 - as above
    loudness = part.entry.loudness_lufs
    level = element("small", f"{wording.number(loudness)} LUFS") if loudness is not None else ""
    mark = draft(wording) if part.entry.draft and not all_draft else ""
    return element("li", start(part, wording), element("p", part.text, lang=part.entry.lang), level, mark)


def _chime(part: Part, wording: Wording) -> Markup:
    return element("p", start(part, wording), wording.say("chime"), class_="chime")


def start(part: Part, wording: Wording) -> Markup:
    """Return the button that makes the player begin at `part`."""
    label = wording.say("play_from", time=part.clock)
    return element("button", part.clock, type="button", data_at=part.start_s, aria_label=label)


def draft(wording: Wording) -> Markup:
    return element("em", wording.say("draft"), class_="draft")


def voice(entry: SegmentEntry) -> str:
    """Return who speaks, as settings name it; each recording is a file of its own, and that says nothing here."""
    return RECORDINGS if entry.engine == RECORDINGS else f"{entry.engine}:{entry.voice}"


def voices(entries: Sequence[SegmentEntry]) -> Iterator[str]:
    """Yield each voice of draft quality once."""
    drafts = sorted((entry for entry in entries if entry.draft), key=lambda entry: entry.lang or "")
    yield from dict.fromkeys(voice(entry) for entry in drafts)

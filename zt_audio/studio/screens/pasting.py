"""Clean what is pasted into a text, and take the paragraphs out of a Word file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zt_audio.app.texts.new_content import (
    CleanText,
    FixKind,
    WordParagraph,
    pasted_lines,
    pasted_text,
    read_word_file,
)
from zt_audio.i18n import N_, gettext as _
from zt_audio.model import LANGS, Lang
from zt_audio.studio.guard import WORD_FILE
from zt_audio.studio.visit import JSONResponse, Response, Visit, known_lang, post_json, put, typed_text

_NAMES: dict[FixKind, str] = {
    "letter": N_("Latin letters in Cyrillic words"),
    "quote": N_("quotation marks"),
    "dash": N_("dashes"),
    "space": N_("special spaces"),
    "invisible": N_("invisible characters"),
    "face": N_("faces"),
    "bullet": N_("bullets of a list"),
    "line": N_("empty lines between paragraphs"),
}
_MOST_WORDS = 3
_NAME_CHARS = 100
_TITLE_CHARS = 80
_ENDS_OF_TEXT = (".", ",", ":", ";", "…")
_SALUTATIONS = ("құрметті", "қадірлі", "қымбатты", "ардақты", "уважаем", "дорог")


@post_json("/clean")
def _clean(visit: Visit) -> Response:
    """Return a pasted text with what is certain set right, and say what that was."""
    text, lang = typed_text(visit.said.get("text")), known_lang(visit.said.get("lang"))
    clean = pasted_text(text, lang)
    is_first, is_whole = visit.said.get("is_first") is True, visit.said.get("into") == "title"
    if is_first and (fields := _fields_of(text, lang, is_whole=is_whole)):
        told = " ".join(filter(None, [_("Each language stands in its own field now. Look at both."), _told(clean)]))
        return JSONResponse({"fields": fields, "told": told})
    return JSONResponse({"text": clean.text, "told": _told(clean)})


def _fields_of(text: str, lang: Lang, *, is_whole: bool) -> Mapping[str, str]:
    """Return the fields that a whole message fills, a paragraph for each line that begins like one.

    Nothing where it is in one language, unless it `is_whole`; then a line that shows no language is in `lang`.
    """
    lines = pasted_lines(text)
    langs = [found or lang for found in _langs(lines)]
    if not (is_whole or {*langs} == {*LANGS}):
        return {}
    fields: dict[str, list[str]] = {}
    for number, (line, of) in enumerate(zip(lines, langs, strict=True)):
        kind = "title" if _is_title(number, lines, langs) else "text"
        fields.setdefault(f"{kind}-{of}", []).append(line.clean.text)
    return {name: "\n\n".join(parts) for name, parts in fields.items()}


@put(WORD_FILE)
def _take(visit: Visit) -> Response:
    """Return the paragraphs of a Word file, for a person to say which belongs to which language."""
    paragraphs = read_word_file(visit.body.read(), visit.query.get("name", "")[:_NAME_CHARS] or "Word")
    langs = _langs(paragraphs)
    rows = [
        (each, lang, _told(each.clean), lang is not None and _is_title(number, paragraphs, langs))
        for number, (each, lang) in enumerate(zip(paragraphs, langs, strict=True))
    ]
    return visit.fragment("word.html", rows=rows)


def _langs(paragraphs: tuple[WordParagraph, ...]) -> list[Lang | None]:
    """Return the language of each paragraph; one that shows none is of that before it in its column, or after it.

    A heading is of that after it.
    """
    found: list[Lang | None] = []
    for number, each in enumerate(paragraphs):
        near = [*zip(paragraphs[:number][::-1], found[::-1], strict=True)]
        after = ((other, other.lang) for other in paragraphs[number:])
        others = (*after, *near) if _is_heading(each) else (*near, *after)
        found.append(next((lang for other, lang in others if lang and other.column == each.column), None))
        found[-1] = each.lang or found[-1]
    return found


def _is_title(number: int, paragraphs: Sequence[WordParagraph], langs: Sequence[Lang | None]) -> bool:
    """Tell whether a paragraph is a heading, the first of its language, and others of it follow."""
    is_first = langs[number] not in langs[:number] and langs[number] in langs[number + 1 :]
    return is_first and _is_heading(paragraphs[number])


def _is_heading(paragraph: WordParagraph) -> bool:
    words = paragraph.clean.text
    is_short = len(words) <= _TITLE_CHARS and not words.endswith(_ENDS_OF_TEXT)
    return is_short and not words.casefold().startswith(_SALUTATIONS)


def _told(clean: CleanText) -> str:
    """Say what was set right."""
    named = []
    for kind, fixes in clean.fixes.items():
        words = ", ".join(f"{before} → {after}" for before, after in fixes[:_MOST_WORDS]) if kind == "letter" else ""
        named.append(f"{_(_NAMES[kind])} ({words})" if words else _(_NAMES[kind]))
    return _("Set right: {what}").format(what=", ".join(named)) if named else ""

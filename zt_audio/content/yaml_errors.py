"""What the YAML parser complains about in, a plain problem with line and column out."""

from __future__ import annotations

import re

import yaml

from zt_audio.content.source import Source
from zt_audio.content.yaml_slips import slip_problem
from zt_audio.model import Problem, Where

# What the parser says (both PyYAML's and libyaml's words) and what it most often means. The first that fits.
_MEANINGS: tuple[tuple[str, str], ...] = (
    (r"mapping values are not allowed", "yaml-colon"),
    (r"could not find expected ':'", "yaml-no-colon"),
    (r"depth|nesting|level", "yaml-depth"),
    (r"tab character", "yaml-tab"),
    (r"unknown escape|escape (character|sequence|code)|hexdecimal|hexadecimal", "yaml-escape"),
    (r"unexpected end of stream|quoted scalar|document separator|unexpected document indicator", "yaml-quote"),
    (r"expected ',' or '[\]}]'", "yaml-bracket"),
    (r"cannot start any token", "yaml-start"),
    (r"expected alphabetic or numeric|undefined alias|anchor|alias", "yaml-alias"),
    (r"comment or (a )?line break", "yaml-block-line"),
    (r"tag", "yaml-tag"),
    (r"expected <block end>|expected key|expected '-' indicator|not allowed (here|in this context)", "yaml-indent"),
    (r"<document start>|directive", "yaml-documents"),
)
_TOLD_AT_THE_START = {"yaml-quote", "yaml-bracket", "yaml-no-colon"}  # the parser stops far behind what was left open
_OFTEN_A_SLIP = {"yaml-colon", "yaml-no-colon", "yaml-indent", "yaml-syntax"}
_SLOT_WITHOUT_QUOTES = re.compile(r"[:,{-]\s*\{\s*place")


def syntax_problem(error: yaml.MarkedYAMLError, source: Source) -> Problem:
    """Return what is wrong in `source` according to the parser's `error`."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Problem("yaml-syntax", Where(source.file))
    index = min(mark.index, len(source.text))
    if _SLOT_WITHOUT_QUOTES.search(source.line(index)):
        return Problem("yaml-unquoted-slot", source.where(index))
    slug = _meaning(error, source.text[index : index + 1])
    if slug in _TOLD_AT_THE_START and error.context_mark is not None:
        index = error.context_mark.index
    if slug in _OFTEN_A_SLIP and (found := slip_problem(source, index)):
        return found
    return Problem(slug, source.where(index))


def _meaning(error: yaml.MarkedYAMLError, character: str) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    if character == "\t" and "cannot start any token" in said:
        return "yaml-tab"
    return next((slug for words, slug in _MEANINGS if re.search(words, said)), "yaml-syntax")

"""Explain what the YAML parser complains about: the likely typing mistake, with its line and column."""

from __future__ import annotations

import re

import yaml

from zt_audio.content.slips import first_slip
from zt_audio.content.source import SourceText
from zt_audio.model import Problem, Where

# What the parser says (both PyYAML's and libyaml's words) and what it most often means. The first that fits.
_MEANINGS: tuple[tuple[str, str], ...] = (
    (r"mapping values are not allowed", "yaml-indent"),
    (r"could not find expected ':'", "yaml-loose-line"),
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
_MERGE_MARK = re.compile(r"(?:<{7}|>{7}|\|{7}) |={7}$")  # where a program could not join two versions of a file
_CERTAIN = {"yaml-depth", "yaml-escape", "yaml-documents"}  # the parser's place and meaning are exact
_AT_THE_START = {"yaml-quote", "yaml-bracket", "yaml-loose-line"}  # the parser stops far behind what was left open


def syntax_problem(error: yaml.MarkedYAMLError, source: SourceText) -> Problem:
    """Return what is wrong in `source`: the slip that a reader finds, else what the parser's `error` means."""
    merged = next((n for n, line in enumerate(source.lines) if _MERGE_MARK.match(line)), None)
    if merged is not None:
        return Problem("yaml-merged", source.where(source.index(merged, 0)))
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Problem("yaml-syntax", Where(source.file))
    index = min(mark.index, len(source.text))
    slug = _meaning(error, source.text[index : index + 1])
    slip = None if slug in _CERTAIN else first_slip(source.lines, source.where(index).line - 1)
    if slip:
        return Problem(slip.slug, source.where(source.index(slip.line, slip.column)), slip.facts)
    if slug in _AT_THE_START and error.context_mark is not None:
        index = error.context_mark.index
    return Problem(slug, source.where(index))


def _meaning(error: yaml.MarkedYAMLError, character: str) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    if character == "\t" and "cannot start any token" in said:
        return "yaml-tab"
    return next((slug for words, slug in _MEANINGS if re.search(words, said)), "yaml-syntax")

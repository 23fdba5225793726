"""Make playlists of imported places by a rule: those of one file, at most so many stops in each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zt_audio.app.edits import NewFile
from zt_audio.app.new_content import free_id
from zt_audio.content.place_names import right_letters
from zt_audio.content.yaml_writer import Value, written_block
from zt_audio.errors import ContentError
from zt_audio.language.foreign_words import foreign_word
from zt_audio.model import LANGS, Lang, Problem, Project, Where
from zt_audio.suggestions import near_facts

_WITHOUT_DISTRICT: Mapping[Lang, str] = {"kk": "Орындар", "ru": "Места"}


@dataclass(frozen=True, slots=True)
class PlaylistRule:
    """At most `most_stops` stops in a playlist, each with these `appeals`. Staff write the times."""

    most_stops: int
    appeals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaylistPlaces:
    """The ids of the places of one district in the order of the table; `titles` name it, if the table does."""

    stem: str
    titles: Mapping[Lang, str] | None
    places: Sequence[str]


def ruled_playlists(
    project: Project, groups: Iterable[PlaylistPlaces], rule: PlaylistRule
) -> tuple[tuple[NewFile, ...], tuple[Problem, ...]]:
    """Return the playlists that `rule` makes of `groups`, and a warning for each that is there and stays as it is.

    Raises ContentError where the project has no such appeal.
    """
    unknown = [name for name in rule.appeals if name not in project.appeals]
    if unknown:
        facts = ({"id": name, **near_facts(name, project.appeals)} for name in unknown)
        raise ContentError(Problem("unknown-appeal", None, fact) for fact in facts)
    made: list[NewFile] = []
    problems: list[Problem] = []
    for group in groups:
        for number, stops in enumerate(_portions(group.places, rule.most_stops), start=1):
            many = len(group.places) > rule.most_stops
            name = free_id(f"{group.stem} {number}" if many else group.stem, ())
            file = f"appeals/playlists/{name}.yaml"
            if name in project.playlists:
                problems.append(Problem("playlist-exists", Where(file), {"n": len(stops)}, "warning"))
            else:
                made.append(NewFile(file, _document(_titles(group), number * many, stops, rule)))
    return tuple(made), tuple(problems)


def _titles(group: PlaylistPlaces) -> Mapping[Lang, str]:
    """Return the name of the district in each language; a plain word where the table has none in that language."""
    named = {lang: right_letters(name, lang) for lang, name in (group.titles or {}).items()}
    return {
        lang: name if (name := named.get(lang, "")) and not foreign_word(name, lang) else _WITHOUT_DISTRICT[lang]
        for lang in LANGS
    }


def _portions(places: Sequence[str], most: int) -> list[Sequence[str]]:
    """Return `places` in portions of nearly the same length, none longer than `most`."""
    count = -(-len(places) // most)
    bounds = [number * len(places) // count for number in range(count + 1)] if count else []
    return [places[first:last] for first, last in pairwise(bounds)]


def _document(titles: Mapping[Lang, str], number: int, stops: Collection[str], rule: PlaylistRule) -> str:
    title: dict[str, Value] = {lang: f"{titles[lang]} – {number}" if number else titles[lang] for lang in LANGS}
    content: Value = {"title": title, "appeals": list(rule.appeals), "stops": [{"place": place} for place in stops]}
    return "\n".join(written_block(content, 2, quoted=False)) + "\n"

"""Look up what a player can take: the rows of profiles.yaml, and the profiles that staff made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import TypeAdapter

from zt_audio.content.fields import Name, Strict, choice, limit, only, whole_number
from zt_audio.content.yaml.source import SourceText
from zt_audio.content.yaml.tree import parse_yaml
from zt_audio.model import OwnProfile

_TABLE = "profiles.yaml"
Layout = Literal["flat", "numbered", "folder-per-stop", "one-file"]


@dataclass(frozen=True, slots=True)
class Profile:
    """One row; the table explains each column. A limit of None is no limit."""

    name: str
    layout: Layout
    format: Literal["mp3", "wav"]
    bitrate_kbps: int
    sample_rate_hz: int
    channels: int
    tags: Literal["none", "id3v2.3"]
    tag_bytes: int | None
    alphabet: Literal["ascii", "cyrillic"]
    case: Literal["upper", "lower", "kept"]
    name_chars: int
    files_per_folder: int | None
    folders: int | None
    depth: int | None
    list: Literal["none", "m3u", "m3u8", "m3u-per-folder", "cue"]
    list_links: int | None
    list_bytes: int | None
    silence_begin_ms: int
    silence_end_ms: int
    order: Literal["copy", "name"]
    why: str
    source: str


_Limit: TypeAlias = Annotated[int | None, limit(1, 1_000_000)]
_SilenceMs: TypeAlias = Annotated[int, whole_number(0, 5_000)] | None


class ProfileColumns(Strict):
    """What each column may hold. A column may be left out; a limit of `none` is no limit."""

    layout: Annotated[str, choice("flat", "numbered", "folder-per-stop", "one-file")] | None = None
    format: Annotated[str, choice("mp3", "wav")] | None = None
    bitrate_kbps: Annotated[int, only(128)] | None = None
    sample_rate_hz: Annotated[int, only(44_100)] | None = None
    channels: Annotated[int, only(1)] | None = None
    tags: Annotated[str, choice("none", "id3v2.3")] | None = None
    tag_bytes: Annotated[int | None, limit(16, 1_000)] = None
    alphabet: Annotated[str, choice("ascii", "cyrillic")] | None = None
    case: Annotated[str, choice("upper", "lower", "kept")] | None = None
    name_chars: Annotated[int, whole_number(12, 120)] | None = None  # room for 001_ABCD.MP3
    files_per_folder: _Limit = None
    folders: _Limit = None
    depth: _Limit = None
    list: Annotated[str, choice("none", "m3u", "m3u8", "m3u-per-folder", "cue")] | None = None
    list_links: _Limit = None
    list_bytes: _Limit = None
    silence_begin_ms: _SilenceMs = None
    silence_end_ms: _SilenceMs = None
    order: Annotated[str, choice("copy", "name")] | None = None
    why: Name | None = None
    source: Name | None = None


@cache
def built_in_profiles() -> Mapping[str, Profile]:
    """Return the rows of the table that comes with the program."""
    text = files(__package__).joinpath(_TABLE).read_text(encoding="utf-8")
    rows = TypeAdapter(dict[str, ProfileColumns]).validate_python(parse_yaml(SourceText(_TABLE, text))[0])
    return {name: Profile(name, **row.model_dump(exclude_unset=True)) for name, row in rows.items()}


class OwnProfileEntry(ProfileColumns):
    """A profile that staff made: a built-in one, and the columns in which theirs differs."""

    base: Annotated[str, choice(*built_in_profiles())]


def profile_of(name: str, own: Mapping[str, OwnProfile]) -> Profile:
    """Return the profile `name`, built in or `own`."""
    if name not in own:
        return built_in_profiles()[name]
    columns: dict[str, Any] = dict(own[name].columns)
    return replace(built_in_profiles()[own[name].base], name=name, **columns)


def profile_contradictions(profile: Profile) -> tuple[tuple[str, str], ...]:
    """Return pairs of columns of `profile` that cannot stand together: only a profile of staff can have any."""
    both = (
        ("list", "layout", profile.list == "cue" and profile.layout != "one-file"),
        ("list", "layout", profile.list not in ("cue", "none") and profile.layout == "one-file"),
        ("list", "alphabet", profile.list in ("m3u", "m3u-per-folder", "cue") and profile.alphabet != "ascii"),
        ("tags", "format", profile.tags != "none" and profile.format == "wav"),
    )
    return tuple((one, other) for one, other, is_so in both if is_so)

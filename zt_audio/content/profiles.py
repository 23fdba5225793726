"""Look up what a player can take: the rows of profiles.yaml, and the profiles that staff made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, TypeAdapter

from zt_audio.content.fields import Name, Strict, choice, limit, only, whole_number
from zt_audio.content.yaml.source import SourceText
from zt_audio.content.yaml.tree import parse_yaml
from zt_audio.i18n import N_
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
_LAYOUTS = {
    "flat": N_("none: all tracks side by side"),
    "numbered": N_("numbered"),
    "folder-per-stop": N_("one for each stop"),
    "one-file": N_("none: the whole playlist is one file"),
}
_TAGS = {"none": N_("no"), "id3v2.3": N_("yes")}
_LISTS = {
    "none": N_("no list"),
    "m3u": N_("one list, names in Latin letters"),
    "m3u8": N_("one list, names in any letters"),
    "m3u-per-folder": N_("a list in each folder"),
    "cue": N_("a list of the times in the one file"),
}


class ProfileColumns(Strict):
    """What each column may hold. A column may be left out; a limit of `none` is no limit."""

    layout: Annotated[str, choice(**_LAYOUTS)] | None = Field(default=None, title=N_("Folders"))
    format: Annotated[str, choice("mp3", "wav")] | None = Field(default=None, title=N_("Kind of file"))
    bitrate_kbps: Annotated[int, only(128)] | None = Field(default=None, title=N_("Bit rate, kbit/s"))
    sample_rate_hz: Annotated[int, only(44_100)] | None = Field(default=None, title=N_("Sample rate, Hz"))
    channels: Annotated[int, only(1)] | None = Field(default=None, title=N_("Channels"))
    tags: Annotated[str, choice(**_TAGS)] | None = Field(default=None, title=N_("Titles inside the files"))
    tag_bytes: Annotated[int | None, limit(16, 1_000)] = Field(default=None, title=N_("Longest title, bytes"))
    alphabet: Annotated[str, choice(ascii=N_("Latin"), cyrillic=N_("Cyrillic"))] | None = Field(
        default=None, title=N_("Letters in names of files")
    )
    case: Annotated[str, choice(upper=N_("capital"), lower=N_("small"), kept=N_("as written"))] | None = Field(
        default=None, title=N_("Capital or small letters in names")
    )
    # Room for 001_ABCD.MP3.
    name_chars: Annotated[int, whole_number(12, 120)] | None = Field(default=None, title=N_("Longest name, characters"))
    files_per_folder: _Limit = Field(default=None, title=N_("Most files in a folder"))
    folders: _Limit = Field(default=None, title=N_("Most folders"))
    depth: _Limit = Field(default=None, title=N_("Most folders inside each other"))
    list: Annotated[str, choice(**_LISTS)] | None = Field(default=None, title=N_("List of what plays"))
    list_links: _Limit = Field(default=None, title=N_("Most lines of a list"))
    list_bytes: _Limit = Field(default=None, title=N_("Longest list, bytes"))
    silence_begin_ms: _SilenceMs = Field(default=None, title=N_("Silence before each cycle (1000 is one second)"))
    silence_end_ms: _SilenceMs = Field(default=None, title=N_("Silence after each cycle (1000 is one second)"))
    order: Annotated[str, choice(copy=N_("as copied"), name=N_("by name"))] | None = Field(
        default=None, title=N_("Order in which it plays")
    )
    why: Name | None = Field(default=None, title=N_("For which player"))
    source: Name | None = Field(default=None, title=N_("Where that is known from"))


class ProfileRow(ProfileColumns):
    """A built-in profile: what it is called and whom it is for, by language of messages, and every column."""

    called: dict[str, Name]
    about: dict[str, Name]


@cache
def profile_rows() -> Mapping[str, ProfileRow]:
    """Return the rows of the table that comes with the program."""
    text = files(__package__).joinpath(_TABLE).read_text(encoding="utf-8")
    return TypeAdapter(dict[str, ProfileRow]).validate_python(parse_yaml(SourceText(_TABLE, text))[0])


@cache
def built_in_profiles() -> Mapping[str, Profile]:
    """Return the profiles of that table; `why` is whom they are for, in English."""
    return {
        name: Profile(name, why=row.about["en"], **row.model_dump(exclude_unset=True, exclude={"called", "about"}))
        for name, row in profile_rows().items()
    }


class OwnProfileEntry(ProfileColumns):
    """A profile that staff made: a built-in one, and the columns in which theirs differs."""

    base: Annotated[str, choice(*built_in_profiles())] = Field(title=N_("Built on"))


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

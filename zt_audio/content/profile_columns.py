"""The columns of a player's profile: what each may hold. Used by the built-in table and by appeals/profiles.yaml."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from zt_audio.content.fields import PROFILES, Name, choice, limit, only, whole
from zt_audio.content.strict import Strict

_Limit: TypeAlias = Annotated[int | None, limit(1, 1_000_000)]
_SilenceMs: TypeAlias = Annotated[int, whole(0, 5_000)] | None


class ProfileColumns(Strict):
    """Each column may be left out: then it is not among the fields that are set. A limit of `none` is no limit."""

    layout: Annotated[str, choice("flat", "numbered", "folder-per-stop", "one-file")] | None = None
    format: Annotated[str, choice("mp3", "wav")] | None = None
    bitrate_kbps: Annotated[int, only(128)] | None = None
    sample_rate_hz: Annotated[int, only(44_100)] | None = None
    channels: Annotated[int, only(1)] | None = None
    tags: Annotated[str, choice("none", "id3v2.3")] | None = None
    tag_bytes: Annotated[int | None, limit(16, 1_000)] = None
    alphabet: Annotated[str, choice("ascii", "cyrillic")] | None = None
    case: Annotated[str, choice("upper", "lower", "kept")] | None = None
    name_chars: Annotated[int, whole(12, 120)] | None = None  # room for 001_ABCD.MP3
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


class OwnProfileEntry(ProfileColumns):
    """A profile of one's own: a built-in one, and the columns that are to differ from it."""

    base: Annotated[str, choice(*PROFILES)]

"""What a player can take: a round in, what it asks beyond its profile out. Each row is arguable by a driver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zt_audio.model import Playlist, Problem


@dataclass(frozen=True, slots=True)
class Profile:
    """Limits of a player; None where it has none."""

    name: str
    name_chars: int  # of a file name, extension included
    files_per_folder: int | None
    m3u_links: int | None
    m3u_bytes: int | None


PROFILES: Mapping[str, Profile] = {
    profile.name: profile
    for profile in (
        # Head units and USB players: 255 files a folder, M3U at most 20 kB and 250 links.
        Profile("usb", 32, 255, 250, 20_000),
        # For players without such limits, and for measuring.
        Profile("unlimited", 32, None, None, None),
    )
}


def misfits(playlist: Playlist, names: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return what `playlist` asks of its player beyond the limits of its profile. `names` are its files in order."""
    profile = PROFILES[playlist.profile]
    limits = (
        ("profile-files", len(names) + 1, profile.files_per_folder),  # + PLAY.M3U
        ("profile-links", len(names), profile.m3u_links),
        ("profile-m3u-bytes", sum(len(name) + 2 for name in names), profile.m3u_bytes),
    )
    facts = {"playlist": playlist.id, "profile": profile.name}
    return tuple(
        Problem(slug, playlist.where, {**facts, "n": n, "limit": limit})
        for slug, n, limit in limits
        if limit is not None and n > limit
    )

"""Warn about stays that are longer than a vehicle usually stands: each makes a file as long as itself."""

from __future__ import annotations

from collections.abc import Iterator

from zt_audio.content.profiles import Profile, profile_of
from zt_audio.model import Fact, Problem, Project

_USUAL_MIN = 120
_WAV_BYTES = 2  # of a sample


def long_stays(project: Project) -> Iterator[Problem]:
    """Yield a warning for each stay that is longer than usual, with the size of its file."""
    for playlist in project.playlists.values():
        bytes_per_s = _bytes_per_s(profile_of(playlist.profile, project.own_profiles))
        for stop in playlist.stops:
            if stop.stay_min is not None and stop.stay_min > _USUAL_MIN:
                megabytes = round(stop.stay_min * 60 * bytes_per_s / 1e6)
                facts: dict[str, Fact] = {"stop": stop.id, "n": stop.stay_min, "mb": megabytes}
                yield Problem("long-stay", stop.where, facts, "warning")


def _bytes_per_s(profile: Profile) -> float:
    if profile.format == "wav":
        return profile.sample_rate_hz * profile.channels * _WAV_BYTES
    return profile.bitrate_kbps * 1000 / 8

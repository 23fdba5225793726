"""Time our joining of a long track against pydub's, on one cycle in one process; print JSON.

`joining.py PROJECT MINUTES`: a process of its own.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import lameenc
import numpy as np
from pydub import AudioSegment

from zt_audio.formats.mp3 import BITRATE_KBPS, SAMPLE_RATE, frame_count, info_frame
from zt_audio.sound import segment as mp3
from zt_audio.store import manifest
from zt_audio.store.workspace import Workspace
from zt_audio.tracks import repeats, write_track

OURS = 9


def cycle_of(root: Path) -> list[bytes]:
    """Return the frames of the first track's segments, in order."""
    workspace = Workspace(root)
    built = manifest.load_manifest(workspace.output)
    if built is None:
        raise LookupError(root)
    track = next(iter(built.playlists.values())).tracks[0]
    keys = {key[:16]: key for key in workspace.segments.keys()}  # noqa: SIM118 - Records is no mapping
    found = [workspace.segments.get(keys[part.segment]) for part in track.cycle]
    return [record.payload[4 * record.meta["frames"] :] for record in found if record]


def ours(cycle: Sequence[bytes], times: int, folder: Path) -> None:
    """Write the track as a build does: Info frame, digest, fsync."""
    frames = sum(frame_count(run) for run in cycle) * times
    write_track(folder / "ours.mp3", info_frame(frames, sum(map(len, cycle)) * times), cycle, times)


def pydubs(cycle: Sequence[bytes], times: int, folder: Path) -> None:
    """Join and export as users of pydub do; it repeats a joined cycle quickly, so let it."""
    parts = {run: _audio(run) for run in cycle}
    whole = sum((parts[run] for run in cycle), AudioSegment.empty()) * times
    if shutil.which("ffmpeg"):
        whole.export(folder / "pydub.mp3", format="mp3", bitrate=f"{BITRATE_KBPS}k").close()
    else:
        (folder / "pydub.mp3").write_bytes(_lame(whole))


def _audio(run: bytes) -> AudioSegment:
    pcm = np.clip(np.rint(mp3.decode(run) * 32768), -32768, 32767).astype("<i2").tobytes()
    return AudioSegment(pcm, sample_width=2, frame_rate=SAMPLE_RATE, channels=1)


def _lame(whole: AudioSegment) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_bit_rate(BITRATE_KBPS)
    return bytes(encoder.encode(io.BytesIO(whole.raw_data).getvalue())) + bytes(encoder.flush())


def timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(root: str, minutes: str) -> dict[str, object]:
    cycle = cycle_of(Path(root))
    times = repeats(sum(frame_count(run) for run in cycle), int(minutes))
    with tempfile.TemporaryDirectory(dir=root) as name:
        folder = Path(name)
        ours_s = [timed(lambda: ours(cycle, times, folder)) for _ in range(OURS)]
        pydub_s = timed(lambda: pydubs(cycle, times, folder))
        ours_s += [timed(lambda: ours(cycle, times, folder)) for _ in range(OURS)]
        size_bytes = (folder / "ours.mp3").stat().st_size
    encoder = "ffmpeg" if shutil.which("ffmpeg") else "lameenc"
    return {"ours_s": ours_s, "pydub_s": pydub_s, "bytes": size_bytes, "pydub_exports_with": encoder}


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout)

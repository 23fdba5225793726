"""Measure how fast the project is and how well it is heard: `python3 benchmarks/run.py [FIGURE ...]`.

One JSON line a figure on stdout, progress on stderr; exit code 1 if a figure misses its goal. Linux and macOS.
Ratios compare two things done here and now, in turns; seconds are of this machine.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # for `benchmarks` and `scripts`, which are not installed

from benchmarks import cold, country, edit, export, idle, tracks
from benchmarks.figure import Figure
from benchmarks.workshop import Workshop
from scripts.environment import ready_python


def studio(shop: Workshop) -> list[Figure]:
    from benchmarks import studio  # noqa: PLC0415 - requests is not there before the environment is

    sound = (studio.hearing, studio.judging, studio.telling)
    measures = (studio.opening, studio.showing, studio.typing, studio.saving, *sound)
    return [figure for measure in measures for figure in measure(shop)]


def journal(shop: Workshop) -> list[Figure]:
    from benchmarks.journal import proved  # noqa: PLC0415 - the project is not there before the environment is

    return proved(shop)


def cluster(shop: Workshop) -> list[Figure]:
    from benchmarks import cluster  # noqa: PLC0415 - Dask is not there before the environment is

    return cluster.whole(shop)


def intelligibility(shop: Workshop) -> list[Figure]:
    from benchmarks.intelligibility import against_plain  # noqa: PLC0415 - heavy, and not there before the environment is

    return against_plain(shop)


def recogniser(shop: Workshop) -> list[Figure]:
    from benchmarks.recogniser import whole  # noqa: PLC0415 - heavy, and not there before the environment is

    return whole(shop)


def voice_slips(shop: Workshop) -> list[Figure]:
    from benchmarks.voice_slips import whole  # noqa: PLC0415 - likewise

    return whole(shop)


def pauses(shop: Workshop) -> list[Figure]:
    from benchmarks.pauses import whole  # noqa: PLC0415 - heavy, and not there before the environment is

    return whole(shop)


FIGURES: Mapping[str, Callable[[Workshop], list[Figure]]] = {
    "help": idle.help_screen,
    "nothing-to-do": idle.shipped_content,
    "nothing-to-do-many": idle.many_places,
    "edit-one-appeal": edit.one_appeal,
    "edit-at-disk-speed": edit.at_disk_speed,
    "join-against-pydub": tracks.against_pydub,
    "peak-memory": tracks.memory,
    "export-over-cp": export.over_cp,
    "export-at-stick-speed": export.at_stick_speed,
    "cold-build": cold.whole,  # three figures, of the same runs
    "journal": journal,
    "studio": studio,  # fourteen figures
    "country": country.whole,  # four figures
    "cluster": cluster,  # three figures
    "intelligibility": intelligibility,  # three figures
    "pauses": pauses,  # two figures
    "recogniser": recogniser,  # three figures, nine where the extra `ear` is
    "voice-slips": voice_slips,  # two figures
}
# Only where they are named: two slow the whole disk down for a minute, one needs `--classifier`, one starts a cluster,
# three need RHVoice.
ON_REQUEST = frozenset(
    {"edit-at-disk-speed", "export-at-stick-speed", "country", "cluster", "pauses", "recogniser", "voice-slips"}
)


def _known(name: str) -> str:
    if name not in FIGURES:  # `choices` refuses, until Python 3.12, that none is named
        raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(FIGURES)}")
    return name


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", type=_known, nargs="*", help=f"{', '.join(FIGURES)}; all where none is named")
    parser.add_argument("--only", choices=FIGURES, action="append", help="measure this; may be given again")
    parser.add_argument("--quick", action="store_true", help="fewer places, shorter tracks: to try it out")
    parser.add_argument("--classifier", type=Path, help="the table of the country's places, for `country`")
    parser.add_argument("--counts", type=Path, help="keeps what was heard, for `recogniser`; texts in it are skipped")
    parser.add_argument("--drawing", type=int, default=0, help="other voices and faults, for `recogniser`; 0 by itself")
    asked = parser.parse_args()
    missed = False
    with tempfile.TemporaryDirectory(prefix="zt-audio-") as folder:
        classifier, counts = (path and path.resolve() for path in (asked.classifier, asked.counts))
        shop = Workshop(Path(folder).resolve(), asked.quick, classifier, counts, asked.drawing)
        for name in [*asked.figures, *(asked.only or ())] or [name for name in FIGURES if name not in ON_REQUEST]:
            for figure in FIGURES[name](shop):
                print(figure.line(), flush=True)
                missed |= not figure.ok
    return int(missed)


if __name__ == "__main__":
    if sys.prefix == sys.base_prefix:  # in no environment yet: go into the project's own
        python = ready_python("dev")
        sys.exit(subprocess.run([str(python), __file__, *sys.argv[1:]], check=False).returncode)
    sys.exit(main())

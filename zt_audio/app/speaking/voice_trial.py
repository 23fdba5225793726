"""Let a voice that a person brought say its sample, in a process of its own, which may die of the model.

Runs as a script, `voice_trial.py FOLDER LANG VOICE BYTES CPU_SECONDS SECONDS PATH…`. The answer on standard output is a
line of JSON, and after it an MP3.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from pathlib import Path


def _main(folder: str, lang: str, voice: str, most_bytes: str, cpu_s: str, seconds: str) -> None:
    from zt_audio.app.speaking.preview import make_sample
    from zt_audio.errors import ZtError
    from zt_audio.language.registry import language_of
    from zt_audio.processes.opener import limit_process

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no answer
    faulthandler.dump_traceback_later(float(seconds), exit=True)  # for the case that the parent is gone
    limit_process(int(most_bytes), int(cpu_s))
    try:
        said = make_sample(Path(folder), language_of(lang).code, voice)
        answers.write(json.dumps({"warnings": [[each.slug, dict(each.facts)] for each in said.warnings]}).encode())
        answers.write(b"\n" + said.audio)
    except ZtError as error:
        problem = error.problems[0]
        answers.write(json.dumps({"refused": problem.slug, "facts": dict(problem.facts)}).encode())
    except MemoryError:
        answers.write(json.dumps({"refused": "foreign-file-memory"}).encode())
    answers.flush()
    os._exit(0)


if __name__ == "__main__":
    sys.path[:] = sys.argv[7:]
    _main(*sys.argv[1:7])

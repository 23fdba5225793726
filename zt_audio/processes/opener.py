"""Open one file of a stranger in a process of its own, which may die of it.

Runs as a script, `opener.py KIND FILE ENDING BYTES CPU_SECONDS SECONDS SOUND_SECONDS PATH…`: what kind of file it is,
where it lies, how its name ends, the memory and the time that it may take, how long a sound may be, and where modules
are sought. The answer on standard output is a line
of JSON, and after it what was read: JSON, or PCM. An answer counts where the exit code is 0. Only what this kind needs
is imported: the start takes 30 ms for a table and 150 ms for a sound.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from pathlib import Path
from typing import BinaryIO


def _main(kind: str, file: str, ending: str, most_bytes: str, cpu_s: str, seconds: str, sound_s: str) -> None:
    from zt_audio.formats.refusal import RefusedFileError  # noqa: PLC0415 - the path is set below
    from zt_audio.processes.limits import limit_process  # noqa: PLC0415 - as above

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no answer
    faulthandler.dump_traceback_later(float(seconds), exit=True)  # for the case that the parent is gone
    try:
        limit_process(int(most_bytes), int(cpu_s))
        _answer(kind, Path(file), answers, ending, int(sound_s))
    except RefusedFileError as error:
        answers.write(json.dumps({"refused": error.slug, "line": error.line, "facts": error.facts}).encode())
    except MemoryError:
        answers.write(json.dumps({"refused": "foreign-file-memory"}).encode())
    answers.flush()
    os._exit(0)  # at once: to free a table of 100 000 rows takes longer than to read it


def _answer(kind: str, file: Path, answers: BinaryIO, ending: str, sound_s: int) -> None:
    """Write what is read in `file`."""
    if kind == "sound":
        from zt_audio.formats.sound_file import spoken_sound  # noqa: PLC0415 - brings numpy and more

        rate_hz, blocks = spoken_sound(file, ending, sound_s)
        answers.write(b'{"rate_hz": %d}\n' % rate_hz)
        answers.writelines(memoryview(block) for block in blocks)
    elif kind == "word":
        from zt_audio.formats.word import word_paragraphs  # noqa: PLC0415 - as said above

        answers.write(b"{}\n" + json.dumps(word_paragraphs(file.read_bytes())).encode())
    else:
        from zt_audio.formats.table import table_rows  # noqa: PLC0415 - as said above

        rows = table_rows(file.read_bytes())
        answers.write(b"{}\n[")
        # Row by row: as a whole it would be in memory twice.
        answers.writelines(b"," * bool(number) + json.dumps(row).encode() for number, row in enumerate(rows))
        answers.write(b"]")


if __name__ == "__main__":
    sys.path[:] = sys.argv[8:]
    _main(*sys.argv[1:8])

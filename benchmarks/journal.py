"""Measure how much work it is to prove a journal of ten thousand lines: CPU time, so that other work does not count."""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.figure import Figure, Goal, rounded, say
from benchmarks.workshop import Workshop
from zt_audio.trust.journal import Deed, JournalHead, append_lines, journal_file, next_lines, verify_journals

LINES = 10_000
MACHINE = "7f3a91c2"
DEED = Deed("aigerim", "text.saved", "appeals/texts/littering.yaml#text/kk, text/ru", "a" * 64, "b" * 64)


def proved(shop: Workshop) -> list[Figure]:
    say(f"journal: {LINES} lines, {shop.repeats} times")
    with tempfile.TemporaryDirectory() as folder:
        path = journal_file(Path(folder), MACHINE)
        append_lines(path, next_lines(JournalHead(), [DEED] * LINES, datetime(2026, 11, 25, tzinfo=UTC)))
        cpu_s = []
        for _ in range(shop.repeats):
            start = time.process_time()
            is_whole = verify_journals(Path(folder)) is None
            cpu_s.append(time.process_time() - start)
        data = path.read_bytes()
        path.write_bytes(data.replace(b"aigerim", b"bolat", 1))
        conditions = {"whole_is_accepted": is_whole, "changed_is_refused": verify_journals(Path(folder)) is not None}
    return [Figure("journal", median(cpu_s), Goal("<=", 0.3, "s of CPU"), conditions, {"cpu_s": rounded(cpu_s)})]

"""A clock for tests: its time passes only while someone sleeps."""

from __future__ import annotations


class Clock:
    """Seconds that pass by sleeping alone; `slept` holds every nap."""

    def __init__(self) -> None:
        self.now_s = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now_s += seconds

"""A measured value, the goal that it has to reach, and its JSON line."""

from __future__ import annotations

import json
import operator
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_HOLDS: Mapping[str, Callable[[float, float], bool]] = {"<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True, slots=True)
class Goal:
    """`sign` is <= or >=."""

    sign: str
    limit: float
    unit: str = ""

    def holds(self, value: float) -> bool:
        return _HOLDS[self.sign](value, self.limit)

    def __str__(self) -> str:
        return f"{self.sign} {self.limit:g} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Figure:
    """`conditions` must hold besides the goal: what the value would be worth nothing without."""

    name: str
    value: float
    goal: Goal
    conditions: Mapping[str, bool] = field(default_factory=dict)
    detail: Mapping[str, object] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.goal.holds(self.value) and all(self.conditions.values())

    def line(self) -> str:
        facts = {
            "figure": self.name,
            "value": round(self.value, 3),
            "to_reach": str(self.goal),
            "ok": self.ok,
            "detail": {**self.conditions, **self.detail},
        }
        return json.dumps(facts, ensure_ascii=False)


def say(text: str) -> None:
    """Tell whoever waits how far it is."""
    print(text, file=sys.stderr, flush=True)


def rounded(numbers: list[float]) -> list[float]:
    """Return `numbers` as a reader wants them."""
    return [round(number, 3) for number in numbers]

"""What `check` prints where one cause makes very many warnings."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.tiny import tiny_project

ROUND = "title: {{kk: Аудан {n}, ru: Район {n}}}\nappeals: [a]\nstops: [{{place: park}}]\n"
KIND = "quiet-hours-unchecked"


def test_the_first_warnings_of_a_kind_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    fresh = tiny_project(tmp_path)
    for number in range(23):
        fresh.write(f"playlists/round-{number}.yaml", ROUND.format(n=number))
    told = fresh.run("check")
    assert told.returncode == 0
    assert told.stderr.count(f"[{KIND}]") == 5 + 1
    assert f"18 more warnings like these: [{KIND}]\nAll of them: zt-audio check --json" in told.stderr
    problems = json.loads(fresh.run("check", "--json").stdout)["problems"]
    assert [problem["slug"] for problem in problems] == [KIND] * 23
    strict = fresh.run("check", "--strict")
    assert strict.stderr.count(f"[{KIND}]") == 23
    assert "more warnings" not in strict.stderr


def test_an_option_that_was_taken_out_is_passed_over_and_said_once(tmp_path: Path) -> None:
    fresh = tiny_project(tmp_path)
    as_now, as_before = fresh.run("check"), fresh.run("check", "--spelling")
    assert (as_before.returncode, as_before.stdout) == (as_now.returncode, as_now.stdout)
    told = "--spelling is gone and was passed over. check finds words without Kazakh letters by itself.\n"
    assert as_before.stderr == told + as_now.stderr
    assert "--spelling" not in fresh.run("check", "--help").stdout

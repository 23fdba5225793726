"""`keys` makes, lists, ends and seals; the PIN comes from standard input where there is no terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.sealing import PIN
from tests.support.zt_cli import Zt, write_files

PEOPLE = "olzhas:\n  name: {kk: Олжас Қ., ru: Олжас К.}\n  roles: [keeper]\n"
TYPED = f"{PIN}\n".encode()


@pytest.fixture(autouse=True)
def _own_user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_a_key_from_its_making_to_its_end(zt: Zt, project: Path) -> None:
    assert "No one has a key" in zt("keys", "list", project=project).err
    write_files(project, {"people.yaml": PEOPLE})
    made = zt("keys", "new", "olzhas", project=project, stdin=TYPED)
    assert (made.code, made.out[:2], len(made.out)) == (0, "RW", 57)
    wrong = zt("keys", "seal", "olzhas", project=project, stdin=b"wrong pin\n")
    assert (wrong.code, wrong.err.rstrip().endswith("[key-wrong-pin]")) == (1, True)
    assert zt("keys", "seal", "olzhas", project=project, stdin=TYPED).code == 0
    listed = zt("keys", "list", project=project)
    assert listed.out.split("\t")[0] == "olzhas"
    assert listed.out.split("\t")[4] == "on this computer\n"
    assert "sealed by olzhas" in listed.err
    assert zt("keys", "pin", "olzhas", project=project, stdin=TYPED + b"another\n").code == 0
    ended = zt("keys", "end", "olzhas", "--last-day", "2030-01-01", project=project)
    assert "counts until 2030-01-01" in ended.err
    told = zt("keys", "list", "--json", project=project)
    document = json.loads(told.out)
    assert (told.code, document["ok"], document["problems"][0]["slug"]) == (1, False, "people-changed")
    assert document["keys"][0]["until"] == "2030-01-01"
    assert "has no key that could be ended" in zt("keys", "end", "olzhas", project=project).err


def test_other_keepers_are_trusted_only_where_one_of_them_has_sealed(zt: Zt, project: Path) -> None:
    write_files(project, {"people.yaml": PEOPLE})
    told = zt("keys", "trust", project=project)
    assert (told.code, told.err.rstrip().endswith("[people-changed]")) == (3, True)
    zt("keys", "new", "olzhas", project=project, stdin=TYPED)
    zt("keys", "seal", "olzhas", project=project, stdin=TYPED)
    trusted = zt("keys", "trust", project=project)
    assert (trusted.code, len(trusted.out)) == (0, 17)

"""The page for a native speaker, and what comes back from it: words, and nothing else."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from tests.support.tiny import Tiny
from zt_audio.app.texts.workbench import Workbench
from zt_audio.app.vouching.proof import (
    MOST_ANSWERS_BYTES,
    ProofAnswer,
    ProofRow,
    make_proof,
    plan_answers,
    proof_rows,
    read_answers,
    take_answers,
)
from zt_audio.content.project import Snapshot
from zt_audio.errors import ContentError
from zt_audio.formats.mp3 import SYNC

TODAY = date(2026, 11, 23)
GUESSED = "Қоқысты жәшікке салыңыз. 5 мектеп тазалық сақтайды."
HOSTILE = (
    "<script>alert(1)</script>",
    "а\u0000б",
    "а\nб: в",
    "../../../etc/passwd",
    "C:\\Windows",
    "{place:gen}",
    "&anchor *alias !!python/object",
    "- а: [б",
    "а\u202eб",
    "а\u2028б",
    "я" * 100_000,
    "'; rm -rf /",
    "\ufeffа",
    "=СУММ(A1)",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    from tests.support.tiny import tiny_project  # noqa: PLC0415 - one for all tests that write nothing

    tiny = tiny_project(tmp_path_factory.mktemp("proof") / "project")
    tiny.edit("texts/a.yaml", "Қоқысты жәшікке салыңыз.", GUESSED)
    return Workbench(tiny.root)


def row_of(bench: Workbench, written: str) -> ProofRow:
    return next(row for row in proof_rows(bench, TODAY) if written in row.written)


def saved(*answers: ProofAnswer) -> bytes:
    told = [{"row": a.row, "verdict": a.verdict, "word": a.word, "said": a.said} for a in answers]
    return json.dumps({"proof": 1, "answers": told}, ensure_ascii=False).encode()


def test_each_sentence_and_each_guess_is_there_once(project: Workbench) -> None:
    rows = proof_rows(project, TODAY)
    spoken = [row for row in rows if row.passage]
    assert len({row.id for row in rows}) == len(rows)
    assert {row.written for row in spoken if row.lang == "ru"} == {
        "Берегите улицы.",
        "Бросайте мусор в урны.",
        "Чистота нужна всем.",
        "Соблюдайте порядок.",
        "Не будьте равнодушны.",
        "Звоните в полицию.",
        "Уважаемые гости рынка!",
        "Уважаемые гости парка!",
        "Уважаемые гости школы!",
        "Внимание!",  # what is urgent begins so
        "Срочное сообщение № 1 от 01.12.2026.",
        "Звоните по телефону 102.",
    }
    assert (
        [(row.written, row.guesses) for row in rows if row.guesses]
        == [
            ("5 мектеп тазалық сақтайды.", (("5 мектеп", "бес мектеп"),)),
        ]
        == [(rows[0].written, rows[0].guesses)]
    )
    review = Path("docs/native-review.md").read_text("utf-8")
    assert all(row.written in review for row in rows if not row.passage)
    assert sum(not row.passage for row in rows) > 50


def test_what_is_said_around_an_urgent_message_is_judged_too(project: Workbench) -> None:
    """It is of no text of the project, so an answer to it is a note."""
    row = row_of(project, "Звоните по телефону 102.")
    assert row.passage
    assert "сто два" in row.said
    assert row_of(project, "Мына телефонға").said.endswith("жүз екі.")
    plan = plan_answers(project, TODAY, [ProofAnswer(row.id, "said", "", "Позвоните по телефону сто два.")])
    assert (plan.edits, [kind for kind, _written, _said in plan.lines]) == ((), ["note"])


def test_the_page_plays_each_sentence_and_loads_nothing(project: Workbench) -> None:
    page = make_proof(project.root, TODAY).html
    sounds = [b64decode(each) for each in re.findall(r'data-sound="([^"]+)"', page)]
    assert len(sounds) == sum(row.passage is not None for row in proof_rows(project, TODAY))
    assert all(each.startswith(SYNC) for each in sounds)
    assert not re.findall(r'(?:src|href)="(?!data:)[^"#]', page)
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_answers_become_signatures_words_and_texts(fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "Қоқысты жәшікке салыңыз.", GUESSED)
    bench = Workbench(fresh.root)
    guess, word, text, wrong = (row_of(bench, each) for each in ("5 мектеп", "урны", "Чистота", "порядок"))
    greeting = row_of(bench, "гости парка")
    answers = read_answers(
        saved(
            ProofAnswer(guess.id, "right"),
            ProofAnswer(word.id, "said", "урны", "у́рны"),
            ProofAnswer(text.id, "said", "", "Чистота нужна городу."),
            ProofAnswer(wrong.id, "wrong"),
            ProofAnswer(greeting.id, "said", "", "Дорогие гости парка!"),
            ProofAnswer("0" * 16, "right"),
        )
    )
    plan, done = take_answers(bench, TODAY, answers)
    assert done is not None
    assert plan.lines == (
        ("signed", "5 мектеп", "бес мектеп"),
        ("taught", "урны", "у́рны"),
        ("changed", "Чистота нужна всем.", "Чистота нужна городу."),
        ("note", "Соблюдайте порядок.", ""),
    )
    assert [problem.slug for problem in plan.refused] == ["proof-not-there", "proof-row-gone"]
    project, _warnings = Snapshot(fresh.root).project()
    assert "Чистота нужна городу." in project.appeals["a"].text["ru"].value
    assert [(e.written, e.spoken) for e in project.lexicon["ru"]] == [("урны", "у́рны")]
    assert [(e.written, e.spoken) for e in project.signed["kk"]] == [("5 мектеп", "бес мектеп")]
    again = plan_answers(bench, TODAY, answers)  # what was signed or changed is no row any more
    assert not again.edits


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"proof": 2, "answers": []}',
        b'{"proof": 1, "proof": 1, "answers": []}',
        b'{"proof": 1, "answers": [{"row": "a", "row": "b", "verdict": "right"}]}',
        b'{"proof": 1, "answers": [{"row": 1, "verdict": "right"}]}',
        b'{"proof": 1, "answers": [{"row": "\\ud800", "verdict": "right"}]}',
        b'{"proof": 1, "answers": [{"row": "a", "verdict": "right", "file": "../x"}]}',
        b'{"proof": NaN, "answers": []}',
        b"[" * 100_000,
        b'{"proof": 1, "answers": []}' + b" " * MOST_ANSWERS_BYTES,
    ],
)
def test_another_file_is_refused_whole(data: bytes) -> None:
    with pytest.raises(ContentError, match="proof-damaged"):
        read_answers(data)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    word=st.sampled_from(["", "урны", "мусор", *HOSTILE]) | st.text(max_size=80),
    said=st.sampled_from(["Мусор в урны.", *HOSTILE]) | st.text(max_size=80),
    verdict=st.sampled_from(["right", "wrong", "said", "", "delete", "../x"]),
    row=st.sampled_from(["known", "", "0" * 16, "appeals/texts/a.yaml"]) | st.text(max_size=20),
)
@example("урны", "у́рны", "said", "known")
@example("", "Бросайте мусор в корзины.", "said", "known")
def test_a_hostile_answer_brings_nothing_but_words(
    project: Workbench, word: str, said: str, verdict: str, row: str
) -> None:
    known = row_of(project, "мусор")
    answer = ProofAnswer(known.id if row == "known" else row, verdict, word, said)
    plan = plan_answers(project, TODAY, read_answers(saved(answer)))
    for edit in plan.edits:
        assert edit.file in {"appeals/texts/a.yaml", "appeals/lexicon/ru.yaml", "appeals/pronunciations.yaml"}
        for change in edit.changes:
            new = getattr(change, "new")  # noqa: B009 - every change of a plan sets a text
            assert re.fullmatch(r"[\w\s\u0301.,!?:;…«»„“”()№%+'’/–—-]*", new)
            assert "\n" not in new.replace("\n", "", 2) or edit.file.startswith("appeals/texts/")
            assert change.path[0] in ("text", "general", "ru", "kk")
            keys = [each for each in change.path[1:] if each not in ("ru", "kk")]
            assert all(str(key) in known.written for key in keys)


@pytest.mark.parametrize("hostile", [each for each in HOSTILE if each not in ("'; rm -rf /", "../../../etc/passwd")])
def test_what_is_no_words_is_refused_and_no_note_keeps_it(project: Workbench, hostile: str) -> None:
    row = row_of(project, "мусор").id
    for answer in (ProofAnswer(row, "said", "", hostile), ProofAnswer(row, "said", hostile, "Мусор в урны.")):
        plan = plan_answers(project, TODAY, [answer])
        assert [problem.slug for problem in plan.refused] == ["proof-not-words"]
        assert not plan.edits
    note = plan_answers(project, TODAY, [ProofAnswer(row, "wrong", "", hostile)])
    assert [(kind, said) for kind, _written, said in note.lines] == [("note", "")]


def test_the_commands_make_the_page_and_take_the_answers(fresh: Tiny, tmp_path: Path) -> None:
    target = tmp_path / "proof.html"
    assert fresh.run("report", "--proof", "-o", str(target)).returncode == 0
    assert 'id="save"' in target.read_text("utf-8")
    row = row_of(Workbench(fresh.root), "урны")
    file = tmp_path / "answers.json"
    file.write_bytes(saved(ProofAnswer(row.id, "said", "урны", "у́рны")))
    done = fresh.run("edit", "--answers", str(file))
    assert done.returncode == 0, done.stderr
    assert "Taught: урны → у́рны" in done.stderr
    file.write_text("{}", encoding="utf-8")
    assert fresh.run("edit", "--answers", str(file)).returncode == 3
    assert fresh.run("edit", "appeals/texts/a.yaml").returncode == 2
    fresh.write("settings.yaml", "voices: [")
    assert fresh.run("report", "--proof", "-o", str(target)).returncode == 3

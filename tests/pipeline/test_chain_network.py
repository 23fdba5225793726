"""Online voices are never asked without leave or twice; when they fail, whole appeals fall to the next voice."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from tests.support.fakes import Fake, after, failure, on, register
from tests.support.tiny import SENTENCES, Ran, Tiny
from zt_audio.app.making import cache as cleanup
from zt_audio.app.making.build import build
from zt_audio.errors import exit_code_of
from zt_audio.events import Event, UtteranceSpoken, Warned
from zt_audio.messages.message import all_messages
from zt_audio.model import Prosody, Speech, Utterance
from zt_audio.pipeline.request import BuildRequest
from zt_audio.pipeline.steps import SpeakStep
from zt_audio.published.verify import verify


@pytest.fixture
def net(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Give a service that speaks both languages."""
    engine = Fake("net")
    register(tmp_path / "site", monkeypatch, engine)
    return engine


def online(tiny: Tiny, how: str, kk: str = "net, tone", ru: str = "net, tone") -> Tiny:
    settings = tiny.root / "appeals/settings.yaml"
    rest = settings.read_text("utf-8").splitlines()[1:] if "tone" in settings.read_text("utf-8") else []
    kept = [line for line in rest if not line.startswith("online")]
    settings.write_text("\n".join([f"voices: {{kk: [{kk}], ru: [{ru}]}}", *kept, f"online: {how}", ""]), "utf-8")
    return tiny


def engines(tiny: Tiny) -> dict[str, set[str | None]]:
    """Return who speaks each block."""
    found: dict[str, set[str | None]] = {}
    for entry in tiny.manifest().segments.values():
        if entry.lang:
            found.setdefault(entry.part.rpartition("/")[0], set()).add(entry.engine)
    return found


def warnings(ran: Ran) -> dict[str, object]:
    return {event.problem.slug: event.problem.facts.get("n") for event in ran.of(Warned)}


def asked(tiny: Tiny, *answers: str, dry_run: bool = False) -> tuple[Ran, list[Mapping[str, int]]]:
    """Build with a person at the terminal who gives `answers`; return what was asked, too."""
    questions: list[Mapping[str, int]] = []
    left = list(answers)

    def ask(wanted: Mapping[str, int]) -> bool:
        questions.append(dict(wanted))
        return left.pop(0) == "yes"

    events: list[Event] = []
    return Ran(build(tiny.workspace, BuildRequest(dry_run=dry_run), events.append, ask), events), questions


# --- leave ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "offline", "slug"),
    [
        ("never", False, "online-never"),
        ("never", True, "online-never"),
        ("yes", True, "online-off"),
        ("ask", True, "online-off"),
        ("ask", False, "online-unasked"),  # there is no one to ask
    ],
)
def test_without_leave_no_text_is_sent(fresh: Tiny, net: Fake, how: str, slug: str, *, offline: bool) -> None:
    online(fresh, how)
    events: list[Event] = []
    ran = Ran(build(fresh.workspace, BuildRequest(offline=offline), events.append), events)
    assert ran.slugs == {}
    assert net.asked == []
    assert warnings(ran) == {slug: 5}  # once a language, with how much it is
    assert [event.problem.facts["lang"] for event in ran.of(Warned)] == ["kk", "ru"]
    assert set().union(*engines(fresh).values()) == {"tone"}


def test_with_leave_every_sentence_is_sent_once(fresh: Tiny, net: Fake) -> None:
    ran = online(fresh, "yes").build()
    assert ran.slugs == {}
    assert warnings(ran) == {}
    assert len(net.asked) == len(set(net.asked)) == SENTENCES
    assert set().union(*engines(fresh).values()) == {"net"}
    assert not any(entry.draft for entry in fresh.manifest().playlists.values())
    verify(fresh.workspace)


def test_someone_at_the_terminal_is_asked_once(fresh: Tiny, net: Fake) -> None:
    ran, questions = asked(online(fresh, "ask"), "yes")
    assert questions == [{"net": SENTENCES}]
    assert warnings(ran) == {}
    assert len(net.asked) == SENTENCES
    fresh.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    assert asked(fresh, "yes")[1] == [{"net": 1}]  # of the next build, what it sends
    assert net.asked[SENTENCES:] == ["Зовите полицию."]


def test_no_is_no(fresh: Tiny, net: Fake) -> None:
    ran, questions = asked(online(fresh, "ask"), "no")
    assert len(questions) == 1
    assert net.asked == []
    assert warnings(ran) == {"online-refused": 5}
    assert set().union(*engines(fresh).values()) == {"tone"}
    assert len(asked(fresh, "yes")[1]) == 1  # the next build asks again, though no file has changed
    assert set().union(*engines(fresh).values()) == {"net"}


def test_a_dry_run_sends_nothing_and_asks_no_one(fresh: Tiny, net: Fake) -> None:
    ran, questions = asked(online(fresh, "ask"), dry_run=True)
    assert (questions, net.asked) == ([], [])
    assert {step.speaker.engine for step in ran.report.steps if isinstance(step, SpeakStep)} == {"net"}


def test_another_service_is_another_question(fresh: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Fake("net", fails=after(0)), Fake("other")
    register(tmp_path / "site", monkeypatch, first, second)
    ran, questions = asked(online(fresh, "ask", "net, other, tone", "net, other, tone"), "yes", "no")
    assert questions == [{"net": SENTENCES}, {"other": SENTENCES}]
    assert second.asked == []
    assert set(warnings(ran)) == {"engine-broken", "voice-lost", "online-refused"}
    assert set().union(*engines(fresh).values()) == {"tone"}


# --- what was fetched is kept -----------------------------------------------------------------------------


def lose_all_but_the_fetched(tiny: Tiny) -> None:
    shutil.rmtree(tiny.workspace.cache)
    shutil.rmtree(tiny.output)


def test_the_same_text_is_never_sent_again(fresh: Tiny, net: Fake) -> None:
    online(fresh, "yes").build()
    before = fresh.tree()
    lose_all_but_the_fetched(fresh)
    net.asked.clear()
    assert fresh.build().slugs == {}
    assert (net.asked, fresh.tree()) == ([], before)
    lose_all_but_the_fetched(fresh)
    for how in ("never", "ask"):  # for what is there no text leaves this computer
        assert warnings(online(fresh, how).build()) == {}
        assert set().union(*engines(fresh).values()) == {"net"}
    assert net.asked == []


def test_cleaning_keeps_what_was_fetched(fresh: Tiny, net: Fake) -> None:
    online(fresh, "yes").build()
    fresh.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    cleanup.drop_unused(fresh.workspace)
    cleanup.clear_cache(fresh.workspace)
    assert cleanup.sizes(fresh.workspace)["fetched"].records == SENTENCES
    assert cleanup.drop_fetched(fresh.workspace)["fetched"].records == SENTENCES
    assert cleanup.sizes(fresh.workspace)["fetched"] == cleanup.CacheSize(0, 0)


def test_a_damaged_record_is_fetched_again(fresh: Tiny, net: Fake) -> None:
    online(fresh, "yes").build()
    lose_all_but_the_fetched(fresh)
    path = next(path for path in fresh.workspace.fetched.root.rglob("*") if path.is_file())
    path.write_bytes(path.read_bytes()[:-1])
    assert fresh.build().slugs == {}
    assert len(net.asked) == SENTENCES + 1
    verify(fresh.workspace)


# --- failures ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 7, SENTENCES - 1])
def test_a_service_that_breaks_down_midway_mixes_no_voices(fresh: Tiny, net: Fake, count: int) -> None:
    net.fails = after(count)
    ran = online(fresh, "yes").build()
    assert ran.slugs == {}
    assert all(len(voices) == 1 for voices in engines(fresh).values())
    assert "tone" in set().union(*engines(fresh).values())
    assert len(net.asked) <= count + 2  # as many as were on their way: a service that is down is asked no more
    assert {"engine-broken", "voice-lost"} == set(warnings(ran))
    verify(fresh.workspace)
    net.fails = lambda _text, _before: None
    sent = set(net.asked[:count])
    net.asked.clear()
    assert warnings(fresh.build()) == {}  # tried again, though no file has changed, and only for what is missing
    assert set().union(*engines(fresh).values()) == {"net"}
    assert sent.isdisjoint(net.asked)


@pytest.mark.parametrize("slug", sorted(slug for slug, message in all_messages().items() if message.is_about_sentence))
def test_a_sentence_that_a_service_does_not_say_costs_its_appeal_alone(fresh: Tiny, net: Fake, slug: str) -> None:
    net.fails = on(["Чистота нужна всем."], slug)
    assert online(fresh, "yes").build().slugs == {}
    assert len(net.asked) == SENTENCES
    found = engines(fresh)
    assert found.pop("appeal/a/ru") == {"tone"}
    assert set().union(*found.values()) == {"net"}


def test_where_the_chain_ends_the_old_output_stays(fresh: Tiny, net: Fake) -> None:
    online(fresh, "yes", "net", "net").build()
    before = fresh.tree()
    fresh.edit("texts/b.yaml", "Тәртіп сақтаңыз.", "Тәртіпті сақтаңыз.")
    net.fails = after(0)
    ran = fresh.build()
    assert ran.slugs == {"city": ["no-voice", "engine-broken", "voice-lost-last"]}
    assert ran.report.outcome
    assert exit_code_of(ran.report.outcome.failed.values()) == 4
    assert {name: data for name, data in fresh.tree().items() if name.startswith("city/")} == {
        name: data for name, data in before.items() if name.startswith("city/")
    }


def test_an_engine_that_is_gone_and_comes_back(fresh: Tiny, net: Fake) -> None:
    online(fresh, "yes")
    net.online, net.is_gone = False, True
    ran = fresh.build()
    net.is_gone = False
    assert (ran.slugs, warnings(ran)) == ({}, {"engine-broken": None})
    assert len(ran.of(Warned)) == 1  # both languages for the same reason
    assert set().union(*engines(fresh).values()) == {"tone"}
    assert warnings(fresh.build()) == {}
    assert set().union(*engines(fresh).values()) == {"net"}


def test_a_voice_of_this_computer_that_fails_fails_its_playlists(fresh: Tiny, net: Fake) -> None:
    net.online, net.fails = False, on(["Чистота нужна всем."], "engine-broken")
    assert online(fresh, "never").build().slugs == {"city": ["engine-broken"]}


# --- voices that do not bend ------------------------------------------------------------------------------


SLOW = Prosody(3.0)


class Unbending(Fake):
    """Speaks at its own pace, whatever the settings say."""

    own_prosody: ClassVar[Prosody | None] = SLOW

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        return super().speak(utterance, voice_id, SLOW)


def test_a_voice_with_a_pace_of_its_own_is_judged_by_that(
    fresh: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(tmp_path / "site", monkeypatch, Unbending("slow"))
    online(fresh, "yes", kk="tone", ru="slow")  # the settings ask for twice as fast
    ran = fresh.build()
    assert (ran.slugs, "voice-lost" in warnings(ran)) == ({}, False)
    fresh.edit("settings.yaml", "ru: {rate_syl_per_s: 6}", "ru: {rate_syl_per_s: 5, pitch: 60}")
    again = fresh.build()
    assert (again.slugs, again.spoken) == ({}, [])  # what does not reach the voice is no reason to ask it again
    assert ran.spoken


# --- interruption -----------------------------------------------------------------------------------------


def test_who_interrupts_a_build_does_not_wait_for_a_service(fresh: Tiny, net: Fake) -> None:
    closed, waited = threading.Event(), []

    def hangs(_text: str, _before: int) -> None:
        waited.append(closed.wait(30))
        raise failure("net-cut")

    def interrupt(event: Event) -> None:
        if isinstance(event, UtteranceSpoken):
            raise KeyboardInterrupt

    net.fails = hangs
    net.on_close = closed.set
    online(fresh, "yes", kk="tone")
    with pytest.raises(KeyboardInterrupt):
        build(fresh.workspace, BuildRequest(jobs=32), interrupt)
    assert waited
    assert all(waited)
    assert not list(fresh.output.iterdir())
    assert not fresh.workspace.fetched.keys()

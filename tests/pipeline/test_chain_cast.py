"""A voice is chosen for each block; each voice may have a pace, a pitch and pauses of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tests.support.fakes import Fake, failure, register
from tests.support.tiny import Tiny
from zt_audio.events import Warned
from zt_audio.model import (
    LANGS,
    Consent,
    Lang,
    Located,
    PartId,
    Passage,
    Prosody,
    Settings,
    SoundSettings,
    Utterance,
    VoiceProsody,
    VoiceSettings,
    Where,
)
from zt_audio.pipeline.request import OPEN, OnlineAccess
from zt_audio.pipeline.script import Part
from zt_audio.pipeline.steps import Speaker, speech_key
from zt_audio.pipeline.voice_selection import Block, SelectionInputs, choose_voices
from zt_audio.speech.protocol import Engine
from zt_audio.speech.recordings import Recording

HERE = Where("texts/a.yaml")
ENGINES = {"net": Fake("net"), "other": Fake("other"), "near": Fake("near", online=False)}
CHAIN = ("recordings", "net", "other", "near")


def load(name: str) -> Engine:
    return ENGINES[name]


def settings(
    chain: tuple[str, ...], ru: tuple[str, ...] | None = None, own: dict[str, VoiceProsody] | None = None
) -> Settings:
    """Return settings of one chain for both languages, or of another one for Russian."""
    chains: dict[Lang, tuple[Located[str], ...]] = dict.fromkeys(LANGS, tuple(map(Located, chain)))
    if ru is not None:
        chains["ru"] = tuple(map(Located, ru))
    return Settings(VoiceSettings(chains, own_prosody=own or {}), SoundSettings(chime=Located("none")))


def block(lang: Lang, name: str) -> Block:
    parts = (
        Part(
            PartId("appeal", name, lang, row),
            Passage(tuple(Utterance(f"{name} {row} {n}", lang, 3, HERE) for n in range(2)), lang, HERE),
            block=PartId("appeal", name, lang),
        )
        for row in (1, 2, 3)
    )
    return Block(PartId("appeal", name, lang), lang, tuple(parts))


BLOCKS = [block(lang, name) for lang in ("kk", "ru") for name in "ab"]
TEXTS = [utterance.text for part in BLOCKS[0].parts if part.passage for utterance in part.passage.utterances]


def key(engine: str, text: str) -> str:
    speaker = Speaker(
        engine,
        f"{engine}-kk-1",
        f"{engine}-kk",
        draft=False,
        prosody=Prosody(),
        sentence_ms=450,
        paragraph_ms=800,
        online=True,
    )
    return speech_key(Utterance(text, "kk", 3, HERE), speaker)


reaches = st.builds(
    OnlineAccess,
    st.sampled_from([None, "online-never", "online-off"]),
    st.frozensets(st.sampled_from(["net", "other"])),
    st.dictionaries(st.sampled_from(["net", "other"]), st.just(failure().problems)),
    st.dictionaries(
        st.builds(key, st.sampled_from(["net", "other"]), st.sampled_from(TEXTS)), st.just(failure().problems)
    ),
)
kept = st.frozensets(st.builds(key, st.sampled_from(["net", "other"]), st.sampled_from(TEXTS)))
takes = st.dictionaries(
    st.sampled_from([part.id for each in BLOCKS for part in each.parts] + [each.id for each in BLOCKS]),
    st.just(Recording(PartId("appeal", "x", "kk"), "kk", "kk/none.flac", ("another text",), "0")),
)


@given(reaches, kept, takes, st.lists(st.sampled_from(CHAIN), unique=True))
def test_no_block_is_ever_mixed(
    access: OnlineAccess, there: frozenset[str], lying: dict[PartId, Recording], chain: list[str]
) -> None:
    inputs = SelectionInputs(settings(tuple(chain)), load, lying, Path("nowhere"), there, access)
    choices = choose_voices(BLOCKS, inputs)
    assert list(choices) == [each.id for each in BLOCKS]
    for each in BLOCKS:
        speakers = choices[each.id].speakers
        assert set(speakers) in (set(), {part.id for part in each.parts})
        assert len({(speaker.engine, speaker.voice) for speaker in speakers.values()}) <= 1
        assert bool(speakers) or len(choices[each.id].rejections) >= len(
            chain
        )  # no voice speaks: each of the chain has a reason
        if "near" in chain:
            assert speakers


@given(kept)
def test_what_is_there_is_used_without_a_network(there: frozenset[str]) -> None:
    found = choose_voices(
        BLOCKS[:1], SelectionInputs(settings(("net", "near")), load, {}, Path(), there, OnlineAccess("online-off"))
    )
    whole = {key("net", text) for text in TEXTS} <= there
    assert {speaker.engine for speaker in found[BLOCKS[0].id].speakers.values()} == {"net" if whole else "near"}


def test_all_of_it_there_is_enough() -> None:
    there = frozenset(key("net", text) for text in TEXTS)
    down = OnlineAccess("online-never", frozenset({"net"}), {"net": failure().problems})
    found = choose_voices(BLOCKS, SelectionInputs(settings(("net", "near")), load, {}, Path(), there, down))
    engines = [{speaker.engine for speaker in found[each.id].speakers.values()} for each in BLOCKS]
    assert engines == [{"net"}, {"near"}, {"near"}, {"near"}]


# --- a voice's own pace, pitch and pauses -----------------------------------------------------------------


@pytest.mark.parametrize("name", ["near", "near:near-kk"])
def test_a_voice_may_have_a_manner_of_its_own(
    fresh: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    engine = Fake("near", online=False)
    register(tmp_path / "site", monkeypatch, engine)
    fresh.edit("settings.yaml", "kk: [tone]", f"kk: ['{name}']")
    fresh.build()
    assert engine.prosodies == {Prosody(6)}
    before = lengths(fresh)
    own = f"voice_prosody: {{'{name}': {{pitch: 60, sentence_ms: 900, paragraph_ms: 1300}}}}\nonline:"
    fresh.edit("settings.yaml", "pauses:", f"{own} never\npauses:")
    engine.prosodies.clear()
    ran = fresh.build()
    assert engine.prosodies == {Prosody(6, 60)}
    assert {step.reason for step in ran.report.steps if step.kind == "encode"} == {"settings", "fresh"}
    longer = {part: lengths(fresh)[part] - before[part] for part in before if part != "pauses"}
    assert longer["appeal/a/kk/1"] == pytest.approx(700, abs=60)  # two sentences
    assert longer["appeal/a/kk/2"] == longer["appeal/a/ru/1"] == 0
    assert pauses(fresh, "kk") == [("appeal/a/kk/1", 1300), ("appeal/b/kk/1", 1300)]
    assert pauses(fresh, "ru") == [("appeal/a/ru/1", 300), ("appeal/b/ru/1", 300)]


@pytest.mark.parametrize(
    ("chain", "own", "pitches"),
    [
        (("near:near-kk", "near"), {"near": 60}, (60, 60)),  # the engine's goes for a voice that is named
        (("near:near-kk", "near"), {"near:near-kk": 60}, (60, 50)),
        (("near:near-kk", "near"), {"near": 60, "near:near-kk": 70}, (70, 60)),
        (("near", "near"), {"near": 60, "near:near-kk": 70}, (70, 60)),  # and a voice's own for one that is not
        (("near", "near"), {"near": 60, "near:near-ru": 70}, (60, 70)),
        (("near:near-kk", "near"), {"other": 60, "near:near-ru": 70}, (50, 70)),
    ],
)
def test_an_engines_manner_is_that_of_its_voices_but_for_those_with_their_own(
    chain: tuple[str, str], own: dict[str, int], pitches: tuple[int, int]
) -> None:
    manners = {name: VoiceProsody(pitch=pitch) for name, pitch in own.items()}
    wanted = settings(chain[:1], chain[1:], manners)
    choices = choose_voices(
        [block("kk", "a"), block("ru", "a")], SelectionInputs(wanted, load, {}, Path(), frozenset(), OPEN)
    )
    found = [{speaker.prosody.pitch for speaker in choices[name].speakers.values()} for name in choices]
    assert found == [{pitches[0]}, {pitches[1]}]


def test_what_a_voices_own_manner_leaves_open_is_that_of_all() -> None:
    manners = {"near": VoiceProsody(rate_syl_per_s=3, pitch=60), "near:near-kk": VoiceProsody(sentence_ms=900)}
    wanted = settings(("near",), own=manners)
    choices = choose_voices([block("kk", "a")], SelectionInputs(wanted, load, {}, Path(), frozenset(), OPEN))
    speaker = choices[PartId("appeal", "a", "kk")].speakers[PartId("appeal", "a", "kk", 1)]
    assert (speaker.prosody, speaker.sentence_ms) == (Prosody(), 900)


def test_no_pause_between_paragraphs(fresh: Tiny) -> None:
    fresh.edit("settings.yaml", "pauses:", "voice_prosody: {tone: {paragraph_ms: 0}}\npauses:")
    assert fresh.build().slugs == {}
    assert pauses(fresh, "kk") == pauses(fresh, "ru") == []


def lengths(tiny: Tiny) -> dict[str, float]:
    return {e.part: e.frames * 1152 / 44.1 for e in tiny.manifest().segments.values() if e.lang}


def pauses(tiny: Tiny, lang: str) -> list[tuple[str, int]]:
    """Return after which part of the first track a pause between paragraphs comes, and how long it is."""
    segments = tiny.manifest().segments
    cycle = [segments[each.segment] for each in tiny.manifest().playlists["city"].tracks[0].cycle]
    blocks = [entry.part.rpartition("/")[0] for entry in cycle]
    return [
        (before.part, 100 * round(pause.frames * 1152 / 4_410))
        for before, pause, name, after in zip(cycle, cycle[1:], blocks, blocks[2:], strict=False)
        if pause.part == "pause" and name == after and before.lang == lang
    ]


# --- voices that are not here -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chain", "slugs"),
    [
        ("[piper, rhvoice, tone]", []),
        ("['piper:kk_KZ-issai-high', rhvoice, tone]", ["piper-no-model"]),
        ("[piper, gtts, tone]", ["engine-language"]),
    ],
)
def test_an_engine_that_is_not_here_is_no_news_and_a_voice_by_name_is(
    fresh: Tiny, chain: str, slugs: list[str]
) -> None:
    fresh.edit("settings.yaml", "kk: [tone]", f"kk: {chain}")
    ran = fresh.build()
    assert [event.problem.slug for event in ran.of(Warned)] == slugs
    assert {entry.engine for entry in fresh.manifest().segments.values() if entry.lang} == {"tone"}


def test_where_none_of_a_chain_is_here_nothing_is_made_and_every_reason_is_told(fresh: Tiny) -> None:
    fresh.edit("settings.yaml", "ru: [tone]", "ru: [piper, rhvoice]")
    failed = fresh.build().report.failed["city"]
    assert [problem.slug for problem in failed.problems] == ["no-voice", "piper-no-model", "rhvoice-not-installed"]


_NEAR = "near:near-kk", "near:near-ru"

# --- voices made from a person's --------------------------------------------------------------------------


@pytest.mark.parametrize("floor", ["draft", "broadcast"])
def test_a_consent_goes_with_the_playlist_and_a_longer_one_makes_nothing_anew(
    fresh: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, floor: str
) -> None:
    engine = Fake("near", online=False, consent=Consent("Айгүл Серікова", "2026-12-31"))
    register(tmp_path / "site", monkeypatch, engine)
    settings = fresh.root / "appeals/settings.yaml"
    settings.write_text(f"voices: {{kk: [near], ru: [near]}}\nquality_floor: {floor}\n", "utf-8")
    fresh.build()
    before = fresh.manifest().playlists["city"]
    assert before.consents == (
        {"near:near-kk": "2026-12-31", "near:near-ru": "2026-12-31"} if floor == "broadcast" else {}
    )
    engine.consent = Consent("Айгүл Серікова", "2027-12-31")
    settings.write_text(settings.read_text("utf-8") + "# longer\n", "utf-8")
    assert not fresh.build().spoken
    after = fresh.manifest().playlists["city"]
    assert after.number == before.number
    assert set(after.consents.values()) == ({"2027-12-31"} if floor == "broadcast" else set())


@pytest.mark.parametrize(
    ("origin_known", "said", "slugs", "is_poor", "consents"),
    [
        (False, "", ["voice-origin-unsaid"] * 2, True, {}),
        (True, "", [], False, {}),
        (False, "near: {cloned: no}", [], False, {}),
        (True, "near: {agreed: Айгүл, until: 2027-12-31}", [], False, dict.fromkeys(_NEAR, "2027-12-31")),
        (True, "near: {cloned: yes}", ["voice-unagreed"], True, {}),
        (
            *(False, "'near:near-kk': {cloned: no}, near: {agreed: Айгүл, until: 2027-12-31}", [], False),
            {"near:near-ru": "2027-12-31"},
        ),
    ],
)
def test_a_voice_that_may_be_anyone_s_is_a_draft_until_the_settings_say_whose_it_is(
    fresh: Tiny,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    origin_known: bool,
    said: str,
    slugs: list[str],
    is_poor: bool,
    consents: dict[str, str],
) -> None:
    register(tmp_path / "site", monkeypatch, Fake("near", online=False, origin_known=origin_known))
    settings = f"voices: {{kk: [near], ru: [near]}}\nquality_floor: broadcast\nvoice_origins: {{{said}}}\n"
    (fresh.root / "appeals/settings.yaml").write_text(settings, "utf-8")
    warned = [event.problem.slug for event in fresh.build().of(Warned)]
    made = fresh.manifest().playlists["city"]
    assert [slug for slug in warned if slug.startswith("voice-")] == slugs
    assert bool(made.below_floor) == is_poor
    assert made.consents == consents

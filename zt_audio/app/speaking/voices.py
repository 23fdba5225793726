"""List the voices that can speak here, those that a project uses, and the sentences by which they are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from zt_audio.content.project import Snapshot
from zt_audio.errors import VoiceError, ZtError
from zt_audio.i18n import N_, gettext as _
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.sentences import paragraphs, sentences
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, RECORDINGS, Lang, Online, Problem, Project, Voice, VoiceSettings
from zt_audio.pipeline.load import Content, load_content
from zt_audio.pipeline.plan import failure_of, warnings_of, what_is_known
from zt_audio.pipeline.request import OnlineAccess, closed_by
from zt_audio.pipeline.voice_selection import SelectionInputs, blocks_of, choose_voices
from zt_audio.published.inputs import code_digest
from zt_audio.speech.registry import LoadEngine, engine_names, open_engines, with_origin
from zt_audio.store.workspace import Workspace

# What stands for a licence where none is named.
_LICENCE_WORDS = (
    N_("see the model card"),
    N_("unknown"),
    N_("no restriction listed"),
    N_("see the voice's own licence"),
    N_("Microsoft Services Agreement; unofficial endpoint"),
    N_("Google Terms of Service; unofficial endpoint"),
    N_("see the licence of the server's voice"),
)
_READ_AT = "read the model card at "  # only the address of the text that names the licence is known


@dataclass(frozen=True, slots=True)
class VoiceList:
    """The voices of every engine, and which of them a project uses: nothing in the last two outside a project."""

    voices: tuple[tuple[str, Voice], ...]  # each with the name of its engine
    problems: tuple[Problem, ...]
    exit_code: int
    shares: tuple[VoiceShare, ...] = ()
    chains: tuple[ChainVoice, ...] = ()


@dataclass(frozen=True, slots=True)
class ChainVoice:
    """A voice that the settings name, and how many texts it speaks; `voice` is None of recordings, and where it lacks.

    `missing` says what it lacks.
    """

    lang: Lang
    name: str
    texts: int
    voice: Voice | None = None
    missing: tuple[Problem, ...] = ()

    @property
    def is_recordings(self) -> bool:
        return self.name == RECORDINGS


def list_voices(root: Path, read: Snapshot | None = None) -> VoiceList:
    """Return what can speak here, and what the settings of the project at `root`, if it is one, use.

    `read` has its files where they were read before.
    """
    snapshot = read or Snapshot(root)
    voices: list[tuple[str, Voice]] = []
    problems: list[Problem] = []
    settings: VoiceSettings | None = None
    with suppress(ZtError):  # `shares_of` reports it
        settings = snapshot.manner.settings.voices
    origins = settings.origins if settings else {}
    workspace, shared = Workspace(root.resolve()), VoiceShares((), (), None)
    chains: tuple[ChainVoice, ...] = ()
    with open_engines(root) as load:
        for name in engine_names():
            found, missing = _voices_of(name, load)
            voices += ((name, with_origin(name, each, origins)) for each in found)
            problems += map(milder, missing)
        if workspace.appeals.is_dir():
            try:
                shared = shares_of(workspace, load_content(workspace, code_digest(), snapshot=snapshot), load)
            except ZtError as error:
                shared = VoiceShares((), (), error)
            named = [(lang, name) for lang in LANGS for name in settings.names(lang)] if settings else []
            chains = tuple(_chain_voice(lang, name, load, voices, shared.shares) for lang, name in named)
    lacks = VoiceError.exit_code if any(each.severity == "error" for each in problems) else 0
    wrong = (*shared.skipped, *(shared.error.problems if shared.error else ()))
    problems += [problem for problem in wrong if problem not in problems]
    failed = shared.error.exit_code if shared.error else lacks
    return VoiceList(tuple(voices), tuple(problems), failed, shared.shares, chains)


def milder(problem: Problem) -> Problem:
    """Return `problem` as a warning where it is about something optional."""
    return replace(problem, severity="warning") if message_of(problem).is_optional else problem


def _voices_of(name: str, load: LoadEngine) -> tuple[Sequence[Voice], Sequence[Problem]]:
    """Return the voices of an engine, and why it has none in a language."""
    voices: list[Voice] = []
    problems: list[Problem] = []
    for lang in LANGS:
        try:
            voices += load(name).voices(lang)
            found = load(name).damaged(lang, "")
        except VoiceError as error:
            found = error.problems
        problems += [problem for problem in found if problem not in problems]
    return voices, problems


def _chain_voice(
    lang: Lang, name: str, load: LoadEngine, voices: Sequence[tuple[str, Voice]], shares: Sequence[VoiceShare]
) -> ChainVoice:
    engine, _, wanted = name.partition(":")
    found = next((v for e, v in voices if (e, v.lang) == (engine, lang) and wanted in ("", v.id)), None)
    spoken = (s.texts for s in shares if (s.lang, s.engine) == (lang, engine) and wanted in ("", s.voice))
    if found or name == RECORDINGS:
        return ChainVoice(lang, name, sum(spoken), found)
    try:
        missing = tuple(map(milder, load(engine).missing(lang, wanted)))
    except VoiceError as error:
        missing = error.problems
    return ChainVoice(lang, name, 0, None, missing)


def usual_voices() -> tuple[str, ...]:
    """Return what settings may name as a voice: the recordings of people, and every engine that is known."""
    return RECORDINGS, *engine_names()


@dataclass(frozen=True, slots=True)
class VoiceShare:
    """How many `texts` (an appeal or a greeting in one language) a voice speaks; of recordings, `voice` is empty."""

    lang: Lang
    engine: str
    voice: str
    texts: int


@dataclass(frozen=True, slots=True)
class VoiceShares:
    """`skipped` warns of voices that are passed over; `error` says why some text has no voice."""

    shares: tuple[VoiceShare, ...]
    skipped: tuple[Problem, ...]
    error: ZtError | None


def shares_of(workspace: Workspace, content: Content, load: LoadEngine) -> VoiceShares:
    """Return who would speak `content` if a person agreed to everything that the settings ask about.

    Nothing is spoken for it, and no network is asked.
    """
    settings, kept = content.project.settings, what_is_known(workspace).speech
    access = OnlineAccess(closed_by(settings.voices.online, offline=False, can_ask=True))
    inputs = SelectionInputs(settings, load, content.recordings, workspace.recordings, kept, access)
    blocks = blocks_of(content.scripts).values()
    choices = choose_voices(blocks, inputs)
    spoken = ((block.lang, next(iter(choices[block.id].speakers.values()), None)) for block in blocks)
    counts = Counter((lang, by.engine, "" if by.engine == RECORDINGS else by.voice) for lang, by in spoken if by)
    found = tuple(VoiceShare(*speaker, texts) for speaker, texts in counts.items())
    made = list(choices.values())
    return VoiceShares(found, warnings_of(made), failure_of(made, settings))


def licence_words(licence: str) -> str:
    """Return `licence` in the language of messages."""
    if (address := licence.removeprefix(_READ_AT)) != licence:
        return _("read the model card at {address}").format(address=address)
    return _(licence) if licence else "-"  # the translation of nothing is the catalogue's own heading


_SENTENCES = 10
_LONGEST = 220  # characters: a longer sentence tires those who compare
_PLAIN = frozenset({"word", "space", "mark"})  # rules that only read letters and marks
_RULE_WEIGHT = 3  # a number or an abbreviation counts as much as three rare pairs of letters
_NO_CHANGES = "-ND"  # of Creative Commons: no derivatives


def hard_sentences(project: Project, lang: Lang, most: int = _SENTENCES) -> tuple[str, ...]:
    """Return the sentences of the appeals that are hardest to say, the hardest first, each once.

    A sentence is the harder the more of it is read by a rule or an entry of the lexicon (numbers, abbreviations, names)
    and the more pairs of letters it has that no other sentence of the project has.
    """
    lexicon = Lexicon([entry for entry in project.lexicon.get(lang, ()) if entry.place is None])
    found = dict(
        entry for appeal in project.appeals.values() for entry in _rated(appeal.text[lang].value, lang, lexicon)
    )
    common = Counter(pair for _ruled, said in found.values() for pair in _pairs(said))

    def hardness(written: str) -> int:
        ruled, said = found[written]
        return _RULE_WEIGHT * ruled + sum(common[pair] == 1 for pair in _pairs(said))

    return tuple(sorted((one for one in found if len(one) <= _LONGEST), key=hardness, reverse=True)[:most])


def _rated(text: str, lang: Lang, lexicon: Lexicon) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield each sentence of `text` as it is written, how many tokens of it a rule reads, and what is said."""
    for _start, paragraph in paragraphs(text):
        reading = read(paragraph, lang, lexicon)
        said = sentences(reading, lang, paragraph)
        ends = [*(each.offset for each in said), len(paragraph)][1:]  # none where nothing can be said
        for sentence, end in zip(said, ends, strict=True):
            begin = sentence.offset
            ruled = sum(begin <= piece.start < end and piece.rule not in _PLAIN for piece in reading.pieces)
            written = " ".join(paragraph[begin:end].split())
            if sentence.syllables and not read(written, lang, lexicon).problems:
                yield written, (ruled, sentence.text)


def _pairs(said: str) -> set[str]:
    words = "".join(letter if letter.isalpha() else " " for letter in said.lower()).split()
    return {word[at : at + 2] for word in words for at in range(len(word) - 1)}


def audition_voices(found: VoiceList, lang: Lang, online: Online) -> tuple[str, ...]:
    """Return the name of every voice of `found` that can speak `lang` and may be used.

    Those on the internet only where the settings allow it; none whose licence forbids to change it, as every sound is.
    """
    names = [
        f"{engine}:{voice.id}"
        for engine, voice in found.voices
        if voice.lang == lang and (online != "never" or not voice.online) and _NO_CHANGES not in voice.licence
    ]
    # The bare name of a model with several speakers means its first one, which has a name of its own.
    return tuple(name for name in names if f"{name}#0" not in names)

"""Voices: who speaks each language, the first that can; each to be heard, ordered, added, left out and fetched."""

from __future__ import annotations

from pathlib import PurePosixPath

from zt_audio.app.file_form import FileField, file_form
from zt_audio.app.speaking.voice_install import (
    EAR_LICENCE,
    EXTRA_ENGINES,
    SOURCE,
    installable_voices,
    known_voice,
    recogniser_lacks,
)
from zt_audio.app.speaking.voices import ChainVoice, VoiceList, audition_voices, hard_sentences, licence_words
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS, RECORDINGS, Lang, Problem
from zt_audio.studio.guard import VOICE_FILES
from zt_audio.studio.job_kinds import EarJob, VoiceJob
from zt_audio.studio.names import choice_name, voice_title
from zt_audio.studio.screens.jobs import show_job
from zt_audio.studio.visit import HTTPException, Response, Visit, get, known_lang, or_404, post

_SETTINGS_FILE = "appeals/settings.yaml"
_EAR = "ear"  # the name of what hears words, where others are those of voices
_NEEDED = "piper-not-installed"  # before a voice that can be got speaks; it stands above them
_NO_MODEL = "piper-no-model"  # the voices that can be got stand on this page


@get("/recordings/voices")
def _voices(visit: Visit) -> Response:
    ear = {"name": _EAR, "licence": EAR_LICENCE, "source": SOURCE} if recogniser_lacks() else None
    return visit.page("voices.html", role="keeper", ear=ear)


@get("/recordings/voices/chains")
def _chains(visit: Visit) -> Response:
    """Return the chain of each language; asking every engine takes seconds, so the page fetches it."""
    found = visit.studio.desk.voices()
    chains = {lang: [voice for voice in found.chains if voice.lang == lang] for lang in LANGS}
    named = {voice.name.partition(":")[0] for voice in found.chains}
    # Tell of each language whether the settings hold a chain; a default has to be written down as a whole.
    form = file_form(visit.view, _SETTINGS_FILE, "settings")
    values = {part.path: part.value for part in form if isinstance(part, FileField)}
    needed = [problem for problem in found.problems if problem.slug == _NEEDED]
    told = [*needed, *(problem for voice in found.chains for problem in voice.missing)]
    return visit.fragment(
        "chains.html",
        chains={lang: {each.name: each for each in (*chains[lang], *_others(found, lang))} for lang in LANGS},
        chosen={lang: [voice.name for voice in chains[lang]] for lang in LANGS},
        others_who_may=visit.others_who_may("keeper"),
        gettable={lang: _gettable(found, lang) for lang in LANGS},
        needed=needed,
        written={lang: bool(values["voices", lang]) for lang in LANGS},
        licence=licence_words,
        problems=[each for each in found.problems if each not in told and _is_about(each, named)],
        file=_SETTINGS_FILE,
    )


def _others(found: VoiceList, lang: Lang) -> list[ChainVoice]:
    """Return the voices of `lang` that could speak and are not named: recordings, and of each engine every voice."""
    named = {voice.name for voice in found.chains if voice.lang == lang}
    here = [
        ChainVoice(lang, f"{engine}:{voice.id}", 0, voice)
        for engine, voice in found.voices
        if voice.lang == lang and engine not in named
    ]
    return [each for each in (ChainVoice(lang, RECORDINGS, 0), *here) if each.name not in named]


def _gettable(found: VoiceList, lang: Lang) -> list[dict[str, object]]:
    here = {voice.id.partition("#")[0] for _engine, voice in found.voices}
    engines = {problem.facts["engine"] for problem in found.problems if problem.slug == "engine-not-installed"}
    extras = [
        {
            "name": name,
            "title": choice_name("voices", name),
            "mb": 0,
            "licence": licence_words(licence),
            "source": "",
        }
        for name, licence in EXTRA_ENGINES.items()
        if name in engines
    ]
    return extras + [
        {
            "name": each.name,
            "title": voice_title(each.name),
            "mb": round(each.size / 1e6),
            "licence": "" if each.source in each.licence else licence_words(each.licence),  # it stands there
            "source": each.source,
        }
        for each in sorted(installable_voices(), key=lambda voice: voice.quality != "high")
        if each.lang == lang and each.name not in here
    ]


def _is_about(problem: Problem, engines: set[str]) -> bool:
    """Tell whether `problem` is about an engine that the project names: others are no one's concern here."""
    if problem.slug == _NO_MODEL:
        return False
    return problem.severity == "error" or problem.slug.partition("-")[0] in engines - {RECORDINGS}


@get("/recordings/voices/audition")
def _audition(visit: Visit) -> Response:
    """Show the hardest sentences, each to be heard by every voice."""
    lang = known_lang(visit.query.get("lang"))
    project = visit.view.project
    texts = hard_sentences(project, lang) if project else ()
    voices = audition_voices(visit.studio.desk.voices(), lang, project.settings.voices.online) if project else ()
    return visit.page("audition.html", code=lang, texts=texts, voices=voices, problems=visit.view.errors)


@post("/recordings/voices/get")
def _get(visit: Visit) -> Response:
    """Fetch a voice that is known; the page has shown its licence and its size."""
    name = visit.line("voice")
    if name != _EAR and name not in EXTRA_ENGINES:
        known_voice(name)  # it may be unknown
    return show_job(visit, EarJob() if name == _EAR else VoiceJob(name))


@post(VOICE_FILES)
def _look(visit: Visit) -> Response:
    """Try the voices of files that a person brought, and show what they are. They lie aside until they are kept."""
    files = {_plain_name(str(each.filename)): each.file for each in visit.files.get("files", ())}
    if not files:
        raise HTTPException(400, _("No file was chosen. Go back and choose one."))
    visit.studio.voices_in_hand.look(files)
    return _brought(visit)


def _brought(visit: Visit) -> Response:
    tried = visit.studio.voices_in_hand.tried.values()
    return visit.page("brought.html", role="keeper", tried=tried, licence=licence_words)


def _plain_name(name: str) -> str:
    """Return the name of a chosen file, with those of the folders that it was chosen with; it leads nowhere else."""
    parts = PurePosixPath(name.replace("\\", "/").replace(":", "_")).parts
    return "/".join(part for part in parts if part.strip("./"))


@get("/recordings/voices/brought/{name}")
def _brought_sample(visit: Visit) -> Response:
    voice = or_404(visit.studio.voices_in_hand.tried.get(visit.named["name"]))
    return Response(voice.sample, media_type="audio/mpeg")


@post("/recordings/voices/keep")
def _keep(visit: Visit) -> Response:
    """Keep a voice whose licence a person has accepted."""
    visit.studio.voices_in_hand.keep(visit.line("voice"))
    return _brought(visit) if visit.studio.voices_in_hand.tried else visit.lead_to("/recordings/voices")

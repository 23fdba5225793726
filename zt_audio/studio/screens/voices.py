"""Voices: who speaks each language, the first that can; each to be heard, ordered, added, left out and fetched."""

from __future__ import annotations

from pathlib import PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.files.file_form import FileField, file_form
from zt_audio.app.speaking.voice_brought import VoicesInHand
from zt_audio.app.speaking.voice_install import (
    EXTRA_ENGINES,
    LICENCE,
    SOURCE,
    installable_voices,
    known_voice,
    recogniser_lacks,
)
from zt_audio.app.speaking.voices import ChainVoice, VoiceList, audition_voices, hard_sentences, licence_words
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS, RECORDINGS, Lang, Problem
from zt_audio.studio.guard import VOICE_FILES
from zt_audio.studio.job_worker import EAR, VoiceJob
from zt_audio.studio.screens.jobs import show_job
from zt_audio.studio.visit import form_line, form_texts, fragment, known_lang, others_who_may, page

_SETTINGS_FILE = "appeals/settings.yaml"
_NEEDED = "piper-not-installed"  # before a voice that can be got speaks; it stands above them


def _voices(request: Request) -> Response:
    ear = {"name": EAR, "licence": LICENCE, "source": SOURCE} if recogniser_lacks() else None
    return page(request, "voices.html", role="keeper", ear=ear)


def _chains(request: Request) -> Response:
    """Return the chain of each language; asking every engine takes seconds, so the page fetches it."""
    studio = request.app.state.studio
    found: VoiceList = studio.desk.voices()
    chains = {lang: [voice for voice in found.chains if voice.lang == lang] for lang in LANGS}
    named = {voice.name.partition(":")[0] for voice in found.chains}
    # Tell of each language whether the settings hold a chain; a default has to be written down as a whole.
    view = request.app.state.studio.view()
    parts = {part.path: part for part in file_form(view, _SETTINGS_FILE, "settings") if isinstance(part, FileField)}
    needed = [problem for problem in found.problems if problem.slug == _NEEDED]
    told = [*needed, *(problem for voice in found.chains for problem in voice.missing)]
    return fragment(
        request,
        "chains.html",
        chains={lang: {each.name: each for each in (*chains[lang], *_others(found, lang))} for lang in LANGS},
        chosen={lang: [voice.name for voice in chains[lang]] for lang in LANGS},
        others_who_may=others_who_may(request, "keeper"),
        gettable={lang: _gettable(found, lang) for lang in LANGS},
        needed=needed,
        written={lang: bool(parts["voices", lang].value) for lang in LANGS},
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
        {"name": name, "mb": 0, "licence": licence_words(licence), "source": ""}
        for name, licence in EXTRA_ENGINES.items()
        if name in engines
    ]
    return extras + [
        {"name": each.name, "mb": round(each.size / 1e6), "licence": licence_words(each.licence), "source": each.source}
        for each in sorted(installable_voices(), key=lambda voice: voice.quality != "high")
        if each.lang == lang and each.name not in here
    ]


def _is_about(problem: Problem, engines: set[str]) -> bool:
    """Tell whether `problem` is about an engine that the project names: others are no one's concern here."""
    return problem.severity == "error" or problem.slug.partition("-")[0] in engines - {RECORDINGS}


def _audition(request: Request) -> Response:
    """Show the hardest sentences, each to be heard by every voice."""
    studio = request.app.state.studio
    lang = known_lang(request.query_params.get("lang"))
    view = studio.view()
    project = view.project
    texts = hard_sentences(project, lang) if project else ()
    voices = audition_voices(studio.desk.voices(), lang, project.settings.voices.online) if project else ()
    return page(request, "audition.html", code=lang, texts=texts, voices=voices, problems=view.errors)


async def _get(request: Request) -> Response:
    """Fetch a voice that is known; the page has shown its licence and its size."""
    name = form_line(await form_texts(request), "voice")
    if name != EAR and name not in EXTRA_ENGINES:
        known_voice(name)  # it may be unknown
    return await show_job(request, VoiceJob(name))


async def _look(request: Request) -> Response:
    """Try the voices of files that a person brought, and show what they are. They lie aside until they are kept."""
    in_hand: VoicesInHand = request.app.state.studio.voices_in_hand
    async with request.form() as form:
        chosen = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
        files = {_plain_name(str(each.filename)): each.file for each in chosen}
        if not files:
            raise HTTPException(400, _("No file was chosen. Go back and choose one."))
        await run_in_threadpool(in_hand.look, files)
    return page(request, "brought.html", role="keeper", tried=in_hand.tried.values(), licence=licence_words)


def _plain_name(name: str) -> str:
    """Return the name of a chosen file, with those of the folders that it was chosen with; it leads nowhere else."""
    parts = PurePosixPath(name.replace("\\", "/").replace(":", "_")).parts
    return "/".join(part for part in parts if part.strip("./"))


def _brought_sample(request: Request) -> Response:
    in_hand: VoicesInHand = request.app.state.studio.voices_in_hand
    if request.path_params["name"] not in in_hand.tried:
        raise HTTPException(404)
    return Response(in_hand.tried[request.path_params["name"]].sample, media_type="audio/mpeg")


async def _keep(request: Request) -> Response:
    """Keep a voice whose licence a person has accepted."""
    in_hand: VoicesInHand = request.app.state.studio.voices_in_hand
    await run_in_threadpool(in_hand.keep, form_line(await form_texts(request), "voice"))
    left = in_hand.tried.values()
    if left:
        return page(request, "brought.html", role="keeper", tried=left, licence=licence_words)
    return RedirectResponse("/recordings/voices", 303)


ROUTES = (
    Route("/recordings/voices", _voices),
    Route("/recordings/voices/chains", _chains),
    Route("/recordings/voices/get", _get, methods=["POST"]),
    Route("/recordings/voices/audition", _audition),
    Route(VOICE_FILES, _look, methods=["POST"]),
    Route("/recordings/voices/brought/{name}", _brought_sample),
    Route("/recordings/voices/keep", _keep, methods=["POST"]),
)

"""Sound: what was built, the buttons that make and verify it, what the ear doubts, and what the player bar plays."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from html import escape

from zt_audio.app.making.build import BuildRequest
from zt_audio.app.making.output import BuiltPlaylist, built_playlists
from zt_audio.app.speaking.doubted_takes import doubted_takes, rejected_takes, vouch
from zt_audio.app.speaking.playback import Playback, PlayedPiece
from zt_audio.app.texts.appeals import unused_appeals
from zt_audio.errors import BuildError
from zt_audio.i18n import current_language, speaking
from zt_audio.model import Problem
from zt_audio.studio.desk import Desk
from zt_audio.studio.job_worker import BuildJob, ListenJob, VerifyJob
from zt_audio.studio.problem_words import Teller
from zt_audio.studio.screens.jobs import show_job, sound_order
from zt_audio.studio.visit import (
    HTTPException,
    JSONResponse,
    Response,
    Visit,
    filled,
    get,
    known_lang,
    known_part,
    or_404,
    post,
    post_json,
    typed_text,
)


@get("/sound")
def _sound(visit: Visit) -> Response:
    built: tuple[BuiltPlaylist, ...] = ()
    damage: tuple[Problem, ...] = ()
    try:
        built = built_playlists(visit.root, visit.today, visit.plan_of)
    except BuildError as error:  # a damaged manifest: the button that makes it again is on this page
        damage = error.problems
    names = visit.view.project.playlists if visit.view.project else {}
    missing = [playlist for name, playlist in names.items() if name not in {each.name for each in built}]
    return visit.page(
        "sound.html",
        built=built,
        missing=missing,
        errors=visit.view.errors,
        is_barred=bool(visit.view.errors) and not visit.view.scripts,
        damage=damage,
        job=visit.studio.jobs.running,
        unused=unused_appeals(visit.view),
        rejected=rejected_takes(visit.root),
    )


@post("/sound")
def _update(visit: Visit) -> Response:
    return show_job(visit, BuildJob(sound_order(visit)), joins=True)


@post("/sound/plan")
def _plan(visit: Visit) -> Response:
    return show_job(visit, BuildJob(BuildRequest(dry_run=True, today=visit.today)), joins=True)


@post("/sound/verify")
def _verify(visit: Visit) -> Response:
    return show_job(visit, VerifyJob(), joins=True)


_DOUBTS = "/sound/voices"


@get(_DOUBTS)
def _listening(visit: Visit) -> Response:
    teller, takes = visit.teller, []
    for take in doubted_takes(visit.root):
        subject = take.part.subject
        name = teller.title(subject, "text") if take.part.kind == "appeal" else teller.place_name(subject)
        takes.append((take, name, next(iter(visit.studio.desk.take(take.digest).pieces), None)))
    return visit.page("listening.html", role="editor", takes=takes)


@post(_DOUBTS)
def _listen(visit: Visit) -> Response:
    return show_job(visit, ListenJob(), joins=True)


@post(f"{_DOUBTS}/heard")
def _heard(visit: Visit) -> Response:
    digest = visit.line("digest")
    takes = or_404([take for take in doubted_takes(visit.root) if take.digest == digest])
    vouch(visit.root, takes[:1], visit.person)
    return visit.lead_to(_DOUBTS)


_WAV = b"RIFF"
_MOST_PIECES = 10_000
_EDITORS = {"appeal": "/appeals", "intro": "/places", "outro": "/places"}  # kind of part -> where its words are changed


@post_json("/say")
def _say(visit: Visit) -> Response:
    """Return what is to be played, piece by piece: a cycle without its sound, else one piece with it."""
    said = visit.said
    found = _asked_for(visit.studio.desk, said)
    visit.studio.measure_soon()
    pieces = [_shown(piece, visit.teller) for piece in found.pieces]
    if "piece" not in said and ("stop" in said or "track" in said):  # each is asked for by its number
        pieces = [{**piece, "say": {**said, "piece": number}} for number, piece in enumerate(pieces)]
    return JSONResponse({"pieces": pieces})


def _asked_for(desk: Desk, said: Mapping[str, object]) -> Playback:
    number = said.get("piece")
    if number is not None and not (isinstance(number, int) and 0 <= number < _MOST_PIECES):
        raise HTTPException(400)
    match said:
        case {"part": str(part)}:
            return Playback((desk.say_part(known_part(part)),))
        case {"stop": [str(playlist), int(position)]}:
            return desk.stop(playlist, position, number)
        case {"track": [str(playlist), int(track)]}:
            return desk.track(playlist, track, number)
        case {"take": str(digest)}:
            if not (taken := desk.take(digest)).pieces:
                raise HTTPException(404)
            return taken
        case {"voice": str(voice)}:
            text = _text(said["text"]) if "text" in said else None
            return Playback((desk.say_voice(known_lang(said.get("lang")), voice, text),))
    place = said.get("place")
    lang, text = known_lang(said.get("lang")), _text(said.get("text"))
    return Playback((desk.say(lang, text, place if isinstance(place, str) else None, _taught(said)),))


def _shown(piece: PlayedPiece, teller: Teller) -> dict[str, object]:
    kind = "audio/wav" if piece.audio.startswith(_WAV) else "audio/mpeg"
    editor = _EDITORS.get(piece.part.kind)
    if editor:
        editor = f"{editor}/{piece.part.subject.partition('.')[0]}"
    name = teller.piece_name(piece.part)
    with speaking(piece.part.lang or current_language()):
        title = Teller(teller.view, teller.path).piece_name(piece.part)  # as what sounds, not as the page
    return {
        "lang": piece.part.lang,
        "name": name,
        "title": title,
        "label": f'<text y="15" x="4">{escape(name)}</text>',
        "seconds": piece.seconds,
        "exact": piece.is_exact,
        "sentences": [{"at": each.at_s, "start": each.start, "end": each.end} for each in piece.sentences],
        "words": filled(teller, "played_words.html", piece=piece, editor=editor),
        "audio": [kind, base64.b64encode(piece.audio).decode()] if piece.audio else None,
        "outlines": piece.outlines if piece.audio else (),
    }


def _taught(said: Mapping[str, object]) -> tuple[str, str] | None:
    """Return a word and how it is to be said, where a page asks how it will sound."""
    match said.get("taught"):
        case [str() as written, str() as spoken]:
            return typed_text(written), typed_text(spoken)
    return None


def _text(value: object) -> str:
    text = typed_text(value)
    if not text.strip():
        raise HTTPException(400)
    return text

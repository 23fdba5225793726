"""Give the player bar what it plays: texts, parts, voices, and the cycle of a stop before and after its build."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from html import escape

from zt_audio.app.speaking.playback import Playback, PlayedPiece
from zt_audio.i18n import current_language, speaking
from zt_audio.model import LANGS
from zt_audio.studio.desk import Desk
from zt_audio.studio.problem_words import Teller
from zt_audio.studio.visit import (
    HTTPException,
    JSONResponse,
    Response,
    Visit,
    filled,
    known_lang,
    known_part,
    post_json,
    typed_text,
)

_WAV = b"RIFF"
_MOST_PIECES = 10_000
_EDITORS = {"appeal": "/appeals", "intro": "/places", "outro": "/places"}  # kind of part -> where its words are changed


@post_json("/say")
def _say(visit: Visit) -> Response:
    """Return what is to be played, piece by piece: a cycle without its sound, else one piece with it."""
    said = visit.said
    both = [each for each in said["both"] if isinstance(each, dict)] if isinstance(said.get("both"), list) else [said]
    if not both:
        raise HTTPException(400)
    found = [piece for each in both[: len(LANGS)] for piece in _asked_for(visit.studio.desk, each).pieces]
    visit.studio.measure_soon()
    pieces = [_shown(piece, visit.teller) for piece in found]
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

"""Speak with the neural voices that Microsoft's browser reads pages with, by the library edge-tts.

The library is an extra. It escapes the text itself and uses an endpoint that is not official: from time to time the
service refuses it (403) until the library is updated.
"""

from __future__ import annotations

import asyncio
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from zt_audio.engines.online import azure
from zt_audio.engines.online.client import NetError, Patience, ServiceClient, decode_answer, of_status
from zt_audio.errors import VoiceError
from zt_audio.language.lexicon import STRESS
from zt_audio.model import LANGS, Lang, Problem, Prosody, Speech, Utterance, Voice
from zt_audio.speech.registry import DaemonExecutor, find_voice

if TYPE_CHECKING:
    from edge_tts import Communicate

_NAME = "edge"
# Change it when the same words sound different: by this module, or by a version of the library that asks for others.
# The version itself is no part of it: an update helps against refusals, and what was fetched stays as good.
_RECIPE = "1"
_HOST = "speech.platform.bing.com"
_PATIENCE = Patience(gap_s=0.25)
EDGE_LICENCE = "Microsoft Services Agreement; unofficial endpoint"


class Edge:
    """See `Engine`."""

    name = _NAME
    deterministic = False
    keeps_time = True
    online = True

    def __init__(self, client: ServiceClient | None = None) -> None:
        self._client = client or ServiceClient(_NAME, _HOST, _PATIENCE)

    def missing(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:  # noqa: ARG002 - all voices need the same
        if find_spec("edge_tts"):
            return ()
        return (Problem("engine-not-installed", facts={"engine": _NAME}),)

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        """Return the voices. Raises VoiceError: engine-not-installed."""
        if missing := self.missing(lang, ""):
            raise VoiceError(missing)
        return azure.voices(lang, EDGE_LICENCE)

    def fingerprint(self, voice_id: str) -> str:
        voice = find_voice(_NAME, [voice for lang in LANGS for voice in self.voices(lang)], voice_id)
        return f"{_NAME}-{voice.id}-{_RECIPE}-{azure.NATURAL_SYL_PER_S}"

    def prepare(self, text: str, lang: Lang) -> str:  # noqa: ARG002 - both languages need the same
        return text.replace(STRESS, "")

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        voice = find_voice(_NAME, self.voices(utterance.lang), voice_id)
        text = self.prepare(utterance.text, utterance.lang)
        return self._client.speech(utterance, [partial(self._ask, text, voice.id, prosody)])

    def _ask(self, text: str, voice_id: str, prosody: Prosody, left_s: float) -> Speech:
        from edge_tts import Communicate  # noqa: PLC0415 - 0.3 s, and it need not be there

        patience = self._client.patience
        communicate = Communicate(
            text,
            voice_id,
            rate=f"{azure.rate_percent(prosody):+d}%",
            pitch=f"{azure.pitch_percent(prosody):+d}Hz",  # the library takes no percentages; voices lie at 100-200 Hz
            connect_timeout=round(patience.connect_s) or 1,
        )
        # A loop of its own: this thread has no other.
        return decode_answer(asyncio.run(_listen(communicate, left_s, patience.read_s)))

    def close(self) -> None:
        """Fail the calls that wait for an answer; the engine holds nothing else."""
        self._client.close()


def engine() -> Edge:
    """Return the engine that the entry point names."""
    return Edge()


async def _listen(communicate: Communicate, left_s: float, silent_s: float) -> bytes:
    """Return the MP3 that comes. Raises NetError, also where the connection ends before the service has sent all.

    At most `silent_s` may pass without a piece: the library's own `receive_timeout` does not reach websockets.
    """
    import aiohttp  # noqa: PLC0415 - comes with edge-tts
    from edge_tts.exceptions import EdgeTTSException  # noqa: PLC0415

    loop, sound = asyncio.get_running_loop(), bytearray()
    loop.set_default_executor(DaemonExecutor())
    try:
        async with asyncio.timeout(left_s), asyncio.timeout(silent_s) as silence:
            async for piece in communicate.stream():
                silence.reschedule(loop.time() + silent_s)
                if piece["type"] == "audio":
                    sound += piece["data"]
    except (aiohttp.ClientError, OSError) as error:  # TimeoutError is an OSError
        raise _connection_failure(error) from error
    except (EdgeTTSException, ValueError, LookupError) as error:
        raise _protocol_failure(error) from error
    # A connection that closes too early ends the stream without an error. The library adds up the sound of a turn when
    # it gets the turn's end (edge_tts/communicate.py since 7.2.8), so a difference means that the end is missing.
    if communicate.state["cumulative_audio_bytes"] != len(sound):
        raise NetError("net-cut", f"{len(sound)} B")
    return bytes(sound)


def _connection_failure(error: Exception) -> NetError:
    import aiohttp  # noqa: PLC0415

    kind = type(error).__name__
    if isinstance(error, aiohttp.ClientResponseError):
        return of_status(error.status)
    if isinstance(error, aiohttp.ClientSSLError):
        return NetError("net-untrusted", kind)
    if isinstance(error, TimeoutError):
        return NetError("net-timeout", kind)
    cut = isinstance(error, aiohttp.ServerDisconnectedError | aiohttp.ClientPayloadError)
    return NetError("net-cut" if cut else "net-offline", kind)


def _protocol_failure(error: Exception) -> NetError:
    from edge_tts.exceptions import SkewAdjustmentError, WebSocketError  # noqa: PLC0415

    kind = type(error).__name__
    if isinstance(error, SkewAdjustmentError):  # what the library makes of a 403 without a date
        return NetError("net-refused", kind)
    return NetError("net-cut" if isinstance(error, WebSocketError) else "net-bad-audio", kind)

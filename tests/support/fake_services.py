"""What Google, Edge, Azure and a speech server would answer, made of tones; requests are read as they read them."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import re
import threading
import wave
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from urllib.parse import parse_qs
from xml.etree import ElementTree as ET

import edge_tts.communicate
import gtts.tts
import lameenc
import pytest
from aiohttp import WSCloseCode, WSMessage, web

from tests.support.loopback import Heard, Reply, Server, serve
from tests.support.speech_samples import utterance
from zt_audio.engines.online.azure import Account, Azure
from zt_audio.engines.online.client import Patience, ServiceClient
from zt_audio.engines.online.edge import Edge
from zt_audio.engines.online.gtts import Gtts
from zt_audio.engines.online.server import Server as SpeechServerEngine, SpeechServer
from zt_audio.model import Lang, Located, Prosody, ServerSettings, ServerVoice, Speech
from zt_audio.speech.protocol import BareEngine
from zt_audio.speech.tone import Tone

NATURAL_SYL_PER_S = 5.0
QUICK = Patience(attempts=3, connect_s=10, read_s=20, total_s=60, gap_s=0)
ACCOUNT = Account("k3y" * 10, "westeurope")
SSML = "{http://www.w3.org/2001/10/synthesis}"


def tones(text: str, lang: Lang, rate: float = NATURAL_SYL_PER_S, pitch: int = 50) -> Speech:
    return Tone().speak(utterance(text, lang), lang, Prosody(rate, pitch))


def as_wav(speech: Speech) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(speech.sample_rate)
        wav.writeframes(speech.pcm)
    return file.getvalue()


def as_mp3(speech: Speech) -> bytes:
    encoder = lameenc.Encoder()
    encoder.set_in_sample_rate(speech.sample_rate)
    encoder.set_out_sample_rate(24_000)
    encoder.set_channels(1)
    encoder.set_bit_rate(48)
    encoder.silence()
    return bytes(encoder.encode(speech.pcm) + encoder.flush())


# --- azure ------------------------------------------------------------------------------------------------


def said_in(ssml: bytes | str) -> tuple[str, Lang, float, int]:
    """Read a document as a service does: text, language, rate, pitch."""
    speak = ET.fromstring(ssml)  # noqa: S314 - our own
    (voice,) = speak.findall(f"{SSML}voice")
    (prosody,) = voice.findall(f"{SSML}prosody")
    rate = NATURAL_SYL_PER_S * (1 + int(prosody.attrib["rate"].removesuffix("%")) / 100)
    lang: Lang = "kk" if "kk-KZ" in voice.attrib["name"] else "ru"
    pitch = 50 + int(re.sub(r"%|Hz", "", prosody.attrib["pitch"]))
    return "".join(prosody.itertext()), lang, rate, pitch


def azure_reply(heard: Heard) -> Reply:
    text, lang, rate, pitch = said_in(heard.body)
    assert f'xml:lang="{lang}-{"KZ" if lang == "kk" else "RU"}"'.encode() in heard.body
    assert heard.path == "/cognitiveservices/v1"
    assert heard.headers["Ocp-Apim-Subscription-Key"] == ACCOUNT.key
    assert heard.headers["X-Microsoft-OutputFormat"] == "riff-24khz-16bit-mono-pcm"
    return Reply(as_wav(tones(text, lang, rate, pitch)))


def azure_at(server: Server, patience: Patience = QUICK) -> Azure:
    return Azure(ACCOUNT, server.url, ServiceClient("azure", "tts.speech.microsoft.com", patience))


@contextmanager
def fake_azure() -> Iterator[Azure]:
    with serve(azure_reply) as server:
        yield azure_at(server)


# --- a server with the interface of OpenAI ------------------------------------------------------------------

SERVER_KEY = "s3cret-of-the-server"
SERVER_VOICES: Mapping[Lang, ServerVoice] = {
    "kk": ServerVoice("omni", "aigul"),
    "ru": ServerVoice("omni-ru", "aigul"),
}


def server_reply(heard: Heard) -> Reply:
    asked = json.loads(heard.body)
    lang: Lang = "ru" if asked["model"] == "omni-ru" else "kk"
    assert heard.path == "/v1/audio/speech"
    assert heard.headers["Authorization"] == f"Bearer {SERVER_KEY}"
    assert (asked["voice"], asked["response_format"]) == ("aigul", "wav")
    assert 0.25 <= asked["speed"] <= 4
    return Reply(as_wav(tones(asked["input"], lang, NATURAL_SYL_PER_S * asked["speed"])), kind="audio/wav")


def server_at(server: Server, client: ServiceClient | None = None) -> SpeechServerEngine:
    settings = ServerSettings(Located(f"{server.url}/v1/"), voices=SERVER_VOICES)
    client = client or ServiceClient("server", "tts.institute.example", QUICK)
    return SpeechServerEngine(SpeechServer(settings, SERVER_KEY), client)


_RUNNING: list[Server] = []


@contextmanager
def fake_server() -> Iterator[SpeechServerEngine]:
    """Give an engine; a second one meanwhile asks the same server, for its address is part of the fingerprint."""
    if _RUNNING:
        yield server_at(_RUNNING[0])
        return
    with serve(server_reply) as server:
        _RUNNING.append(server)
        yield server_at(server)
        _RUNNING.clear()


# --- gtts -------------------------------------------------------------------------------------------------


def google_text(heard: Heard) -> str:
    """Read gTTS's request as the service does."""
    ((rpc,),) = json.loads(parse_qs(heard.body.decode())["f.req"][0])
    text, lang, slow, _null = json.loads(rpc[1])
    assert (rpc[0], lang, slow) == ("jQ1olc", "ru", None)
    return str(text)


def google_reply(mp3: bytes) -> Reply:
    audio = json.dumps([base64.b64encode(mp3).decode()], separators=(",", ":"))
    rows = [["wrb.fr", "jQ1olc", audio, None, None, None, "generic"], ["di", 51], ["af.httprm", 50]]
    body = ")]}'\n\n2600\n" + json.dumps(rows, separators=(",", ":")) + "\n25\n" + '[["e",4,null,null,2636]]'
    return Reply(body.encode(), kind="application/json; charset=utf-8")


def google_speaks(heard: Heard) -> Reply:
    return google_reply(as_mp3(tones(google_text(heard), "ru")))


@contextmanager
def gtts_at(server: Server, patience: Patience = QUICK) -> Iterator[Gtts]:
    """Lead the real library's requests to `server`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gtts.tts, "_translate_url", lambda tld, path: f"{server.url}/{path}")
        yield Gtts(ServiceClient("gtts", "translate.google.com", patience))


@contextmanager
def fake_gtts() -> Iterator[Gtts]:
    with serve(google_speaks) as server, gtts_at(server) as engine:
        yield engine


# --- edge -------------------------------------------------------------------------------------------------


def binary(mp3: bytes) -> bytes:
    head = b"X-RequestId:1\r\nContent-Type:audio/mpeg\r\nPath:audio\r\n"
    return len(head).to_bytes(2) + head + mp3


class FakeEdge:
    """The websocket of Microsoft's browser. `mode` says what goes wrong; `heard` holds the documents."""

    def __init__(self) -> None:
        self.mode = ""
        self.heard: list[str] = []
        self.calls = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.calls += 1
        if self.mode.isdecimal():
            return web.Response(status=int(self.mode), headers={"Retry-After": "1"})
        if self.mode == "html":
            return web.Response(text="<html>Sign in</html>", content_type="text/html")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            if "Path:ssml" in message.data:
                await self.speak(socket, message)
        return socket

    async def speak(self, socket: web.WebSocketResponse, message: WSMessage) -> None:
        self.heard.append(message.data.partition("\r\n\r\n")[2])
        await socket.send_str("X-RequestId:1\r\nPath:turn.start\r\n\r\n{}")
        if self.mode == "hang":
            await asyncio.sleep(60)
        if self.mode == "strange":
            await socket.send_str("no header at all")
        mp3 = b"\0" * 4_000 if self.mode == "garbage" else as_mp3(tones(*said_in(self.heard[-1])))
        for at in range(0, 0 if self.mode == "silent" else len(mp3), 720):
            await socket.send_bytes(binary(mp3[at : at + 720]))
            if self.mode in ("cut", "broken") and at:
                if self.mode == "broken" and socket._req and socket._req.transport:
                    socket._req.transport.abort()
                await socket.close(code=WSCloseCode.GOING_AWAY)
                return
        await socket.send_str("X-RequestId:1\r\nPath:turn.end\r\n\r\n{}")


@contextmanager
def edge_service() -> Iterator[FakeEdge]:
    """Run a fake service, and lead the real library to it."""
    fake, loop, ready = FakeEdge(), asyncio.new_event_loop(), threading.Event()
    runner = web.AppRunner(application(fake), shutdown_timeout=0.1)

    async def start() -> str:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return f"ws://127.0.0.1:{runner.addresses[0][1]}/edge/v1?TrustedClientToken=x"

    thread = threading.Thread(target=lambda: (loop.call_soon(ready.set), loop.run_forever()))
    thread.start()
    ready.wait(10)
    url = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(edge_tts.communicate, "WSS_URL", url)
            yield fake
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def application(fake: FakeEdge) -> web.Application:
    app = web.Application()
    app.router.add_get("/edge/v1", fake.answer)
    return app


def edge_client(patience: Patience = QUICK) -> ServiceClient:
    return ServiceClient("edge", "speech.platform.bing.com", patience)


@contextmanager
def fake_edge() -> Iterator[Edge]:
    with edge_service():
        yield Edge(edge_client())


# Engines that speak here only with a fake service: for the contract that every engine keeps.
STAND_INS: Mapping[str, Callable[[], AbstractContextManager[BareEngine]]] = {
    "azure": fake_azure,
    "edge": fake_edge,
    "gtts": fake_gtts,
    "server": fake_server,
}

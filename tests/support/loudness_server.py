"""Run the speech server of loudness-tts with the voices of a folder: `python loudness_server.py FOLDER`.

Its own catalogue knows only voices that it would download; everything else, from the request to the WAV, is its code.
It prints its address. It needs loudness-tts alone, so it runs in any environment that has it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from loudness_tts import server
from loudness_tts.catalog import Voice
from loudness_tts.engine import TTS
from loudness_tts.errors import TTSError


def main(folder: Path) -> None:
    """Serve until the process is ended."""

    def find_voice(name: str | None, _language: str | None = None) -> Voice:
        path = folder / f"{name}.onnx"
        if not path.is_file():
            raise TTSError("VOICE_NOT_FOUND", f"No voice called {name!r}.")
        return TTS._custom_voice(path, "ru")

    setattr(server, "find_voice", find_voice)  # noqa: B010 - mypy knows that the name is not theirs to give
    http = server.SpeechServer(("127.0.0.1", 0), TTS(offline=True, threads=1))
    sys.stdout.write(f"http://127.0.0.1:{http.server_address[1]}\n")
    sys.stdout.flush()
    http.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

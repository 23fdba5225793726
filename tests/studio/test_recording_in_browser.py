"""A person records in a real browser, with a microphone that plays a file: by keys alone, and no sample is changed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
from scipy.signal import resample_poly

from tests.support.chrome import Chrome, chrome
from tests.support.read_aloud import RATE, ROOM, record, spoken
from tests.support.studio import RunningStudio
from zt_audio.app.recordings import keep_heard
from zt_audio.model import PartId

RATE_HZ = 44_100  # of the fake microphone, whatever the file has
LEAD_S = 6  # a page that opens on a busy machine and a first key
REST_S = 60
READ = ("Берегите улицы.", "Бросайте мусор в урны.")
SESSION = "/recordings/session?lang=ru&part=appeal/a/ru/1"


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file of a room in which a person reads READ, once."""
    voice = resample_poly(spoken(READ, "ru"), RATE_HZ, RATE, padtype="line")
    noise = ROOM * np.random.default_rng(3).standard_normal((LEAD_S + REST_S) * RATE_HZ + len(voice))
    noise[LEAD_S * RATE_HZ : LEAD_S * RATE_HZ + len(voice)] += voice
    path = tmp_path_factory.mktemp("microphone") / "voice.wav"
    soundfile.write(path, np.clip(noise, -1, 1), RATE_HZ, subtype="PCM_16")
    return path


def speech_s() -> float:
    return LEAD_S + len(spoken(READ, "ru")) / RATE


@contextmanager
def reader(studio: RunningStudio, microphone: Path | None, language: str = "en") -> Iterator[Chrome]:
    """Yield a browser in a session of the studio; without `microphone` it may not use one."""
    fake = f"--use-file-for-fake-audio-capture={microphone}%noloop"
    allowed = "--use-fake-ui-for-media-stream" if microphone else "--deny-permission-prompts"
    with chrome(1366, 768, (allowed, "--use-fake-device-for-media-stream", fake)) as page:
        page.visit(studio.door)
        page.run(f"document.cookie = 'lang={language}; path=/'")
        yield page


def press(page: Chrome, key: str) -> None:
    code = {" ": 32, "Enter": 13, "ArrowRight": 39}.get(key, ord(key.upper()[0]))
    for kind in ("rawKeyDown", "keyUp"):
        page.say("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code)


def state(page: Chrome, *names: str) -> None:
    page.until(f"{list(names)}.includes(document.getElementById('session').dataset.state)")


def is_part(samples: np.ndarray, whole: np.ndarray) -> bool:
    """Tell whether `samples` stand in `whole` one after another, none changed."""
    starts = np.arange(len(whole) - len(samples) + 1)
    for at in range(len(samples)):
        starts = starts[whole[starts + at] == samples[at]]
        if len(starts) <= 1:
            break
    return any(np.array_equal(whole[start : start + len(samples)], samples) for start in starts)


def as_read(samples: np.ndarray) -> np.ndarray:
    """Return what stood in a file of 16 bits: Chromium divides what is below zero by 32768, what is above by 32767."""
    found: np.ndarray = np.rint(samples * np.where(samples < 0, 32_768, 32_767)).astype(np.int64)
    return found


def test_a_text_is_recorded_by_keys_and_each_sample_is_as_it_came(
    studio: RunningStudio, microphone: Path, tmp_path: Path
) -> None:
    keep_heard(studio.studio.root, record(tmp_path / "before.wav", READ), PartId("appeal", "a", "ru", 1), READ)
    flac = studio.studio.workbench.workspace.recordings / "ru/a.1.flac"
    before = flac.read_bytes()
    with reader(studio, microphone) as page:
        begun = time.monotonic()
        page.visit(studio.base + SESSION)
        state(page, "ready")
        press(page, " ")
        state(page, "recording")
        time.sleep(max(0, speech_s() + 1 - (time.monotonic() - begun)))  # the file plays in its own time
        press(page, " ")
        state(page, "ready")
        assert page.run("document.getElementById('state').textContent") == "✓ Good."
        take = studio.studio.workbench.workspace.cache / "takes-waiting/ru/a.1.wav"
        heard, rate_hz = soundfile.read(take, dtype="float32")
        source, _rate_hz = soundfile.read(microphone, dtype="int16")
        assert rate_hz == RATE_HZ
        assert len(heard) > 3 * RATE_HZ
        assert is_part(as_read(heard), source)
        press(page, "Enter")
        page.until("document.getElementById('ask').open")
        page.run("document.querySelector('#ask [value=no]').click()")
        state(page, "ready")
        assert flac.read_bytes() == before
        page.until("document.activeElement === document.body")
        press(page, "Enter")
        page.until("document.getElementById('ask').open")
        page.run("document.querySelector('#ask [value=yes]').click()")
        page.until("document.getElementById('state').textContent.startsWith('This was the last text')")
        assert [line for line in page.complaints() if "409" not in line] == []  # the question
    assert soundfile.info(flac).samplerate == RATE_HZ


def test_a_microphone_that_is_not_allowed_is_said_so(studio: RunningStudio) -> None:
    with reader(studio, None) as page:
        page.visit(studio.base + SESSION)
        page.until("document.getElementById('state').classList.contains('bad')")
        assert "microphone" in page.run("document.getElementById('state').textContent")
        press(page, " ")
        page.until("document.getElementById('state').classList.contains('bad')")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("path", ["/recordings", SESSION])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1366, 768)])
def test_the_screens_fit_and_have_no_barrier(
    studio: RunningStudio, microphone: Path, language: str, path: str, width: int, height: int
) -> None:
    with reader(studio, microphone, language) as page:
        page.say(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )
        page.visit(studio.base + path)
        page.until("!document.querySelector('#voices > .soft:only-child')")
        assert page.run("document.documentElement.lang") == language
        assert page.run("document.documentElement.scrollWidth <= innerWidth")
        assert page.violations() == []
        assert page.complaints() == []

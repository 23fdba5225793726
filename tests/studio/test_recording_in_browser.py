"""A person records in a real browser, with a microphone that plays a file: by keys alone, and no sample is changed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
from scipy.signal import resample_poly

from tests.support.chrome import Chrome, chrome
from tests.support.microphone import give_microphone, say
from tests.support.read_aloud import RATE, ROOM, record, spoken
from tests.support.studio import RunningStudio
from zt_audio.app.speaking.recordings import keep_heard
from zt_audio.model import PartId

RATE_HZ = 44_100  # of the fake microphone, whatever the file has
TAKES = int(os.environ.get("ZT_TAKES", "3"))
TAKE_S = 8  # at most, with its verdict, on a busy machine
LEAD_S = 6  # a page that opens on a busy machine and a first key
REST_S = 60
MOST_READINGS = 8
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
    for _attempt in range(3):
        with reader(studio, microphone) as page:
            page.run("localStorage.setItem('beeps', 'no')")
            page.visit(studio.base + SESSION)
            state(page, "ready")
            press(page, "ArrowRight")  # the microphone is not tried
            press(page, " ")
            state(page, "recording")
            page.until("document.getElementById('state').textContent === '✓ Good.'")  # it stops by itself
            (take,) = (studio.studio.workbench.workspace.cache / "takes-waiting").rglob("a.1.wav")
            heard, rate_hz = soundfile.read(take, dtype="float32")
            source, _rate_hz = soundfile.read(microphone, dtype="int16")
            assert rate_hz == RATE_HZ
            assert len(heard) > 3 * RATE_HZ
            if not is_part(as_read(heard), source):
                take.unlink()  # a busy machine wakes Chromium's microphone late, which leaves pieces of its file out
                continue
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
            break
    else:
        pytest.fail("none of three takes is what the microphone played")
    assert soundfile.info(flac).samplerate == RATE_HZ


@pytest.mark.slow  # ZT_TAKES takes of two seconds each, in the time that they take
def test_many_takes_in_a_row_do_not_drift(studio: RunningStudio, tmp_path: Path) -> None:
    """Each take is as long as the clock says, and the last one is as exact as the first."""
    noise = ROOM * np.random.default_rng(4).standard_normal((REST_S + TAKES * TAKE_S) * RATE_HZ)
    soundfile.write(tmp_path / "room.wav", noise, RATE_HZ, subtype="PCM_16")
    with reader(studio, tmp_path / "room.wav") as page:
        watch = """window.takes = []; const put = window.fetch; window.fetch = (address, how) => {
            if (how?.method === 'PUT') window.takes.push([address, how.body]);
            return put(address, how); }; localStorage.setItem('beeps', 'no')"""
        page.say("Page.addScriptToEvaluateOnNewDocument", source=watch)
        page.visit(studio.base + SESSION)
        state(page, "ready")
        press(page, "ArrowRight")
        for _take in range(TAKES):
            record_noise(page)
        sizes = page.run(
            "takes.map(([address, wav]) => [new URLSearchParams(address.split('?')[1]).get('clock'), wav.size])"
        )
        assert len(sizes) == TAKES
        for clock_s, size in sizes:
            assert (size - 44) / 4 / RATE_HZ == pytest.approx(float(clock_s), rel=0.01)
        source, _rate_hz = soundfile.read(tmp_path / "room.wav", dtype="int16")
        presses = 0
        while not is_part(as_read(samples := last_samples(page)), source):
            assert (presses := presses + 1) <= MOST_READINGS  # a busy machine drops samples: what was cut is read again
            record_noise(page)
    assert samples.any()


def record_noise(page: Chrome) -> None:
    """Record two seconds of what the microphone hears."""
    state(page, "ready")
    press(page, " ")
    state(page, "recording")
    page.run("new Promise((done) => setTimeout(done, 2000))")
    press(page, " ")
    state(page, "ready")


def last_samples(page: Chrome) -> np.ndarray:
    """Return the samples of the last take that the page sent."""
    bytes_of = "takes.at(-1)[1].arrayBuffer().then((all) => [...new Float32Array(all.slice(44))])"
    return np.array(page.run(bytes_of), dtype=np.float64)


def test_a_microphone_that_is_not_allowed_is_said_so(studio: RunningStudio) -> None:
    with reader(studio, None) as page:
        page.visit(studio.base + SESSION)
        page.until("document.getElementById('state').classList.contains('bad')")
        assert "Press the sign beside the address" in told(page)
        assert not page.run("document.getElementById('file').disabled")  # a file from a phone needs no microphone
        assert "Try again" in page.run("document.getElementById('record').textContent")
        press(page, " ")
        page.until("document.getElementById('state').classList.contains('bad')")
        assert "Press the sign beside the address" in told(page)  # it is still so


def told(page: Chrome) -> str:
    words: str = page.run("document.getElementById('state').textContent")
    return words


@contextmanager
def speaker(studio: RunningStudio, language: str = "en") -> Iterator[Chrome]:
    """Yield a browser with a microphone that hears what `say` says; nobody waits for tones."""
    with chrome(1366, 768) as page:
        give_microphone(page)
        page.visit(studio.door)
        page.run(f"document.cookie = 'lang={language}; path=/'; localStorage.setItem('beeps', 'no')")
        yield page


HIDE = "Object.defineProperty(document, 'hidden', {value: true}); document.dispatchEvent(new Event('visibilitychange'))"
THREE = (
    ("Берегите улицы нашего города.", "Бросайте мусор только в урны."),
    ("Берегите тишину в своём дворе.",),
    ("Чистота нужна всем жителям.", "Она начинается с каждого."),
)


def test_an_appeal_of_three_paragraphs_takes_eight_keys(studio: RunningStudio) -> None:
    """Space and Enter for the microphone and for each paragraph: it stops by itself."""
    file = studio.studio.root / "appeals/texts/a.yaml"
    kk = file.read_text("utf-8").split("  ru: |")[0]
    file.write_text(kk + "  ru: |\n    " + "\n\n    ".join(" ".join(each) for each in THREE) + "\n", "utf-8")
    keys = 0
    with speaker(studio) as page:
        page.visit(f"{studio.base}/recordings/session?lang=ru&part=appeal/a/ru")
        for n, said in enumerate((("Сегодня все жители гуляют.",), *THREE)):
            state(page, "ready")
            page.until(f"!document.querySelectorAll('article')[{n}].hidden")
            for _reading in range(MOST_READINGS):  # a busy machine drops samples: what was cut is read again
                press(page, " ")
                state(page, "recording")
                if n == 0:
                    page.until("document.getElementById('state').textContent.startsWith('Now read')")
                say(page, spoken(said, "ru"))
                state(page, "ready")
                if taken := page.run("document.getElementById('state').classList.contains('good')"):
                    break
            assert taken
            press(page, "Enter")
            keys += 2  # of the reading that was taken
        page.until("document.getElementById('state').textContent.startsWith('This was the last text')")
        assert page.complaints() == []
    assert keys <= 8
    folder = studio.studio.workbench.workspace.recordings / "ru"
    for n, said in enumerate(THREE, start=1):
        samples, rate_hz = soundfile.read(folder / f"a.{n}.flac")
        assert len(samples) / rate_hz == pytest.approx(len(spoken(said, "ru")) / RATE - 1.5, abs=0.5)  # ends are cut


def test_what_goes_wrong_is_said_and_the_take_before_stays(studio: RunningStudio) -> None:
    presses = 0
    with speaker(studio) as page:
        page.visit(studio.base + SESSION)
        state(page, "ready")
        press(page, "ArrowRight")
        while page.run("document.getElementById('state').textContent") != "✓ Good.":
            assert (presses := presses + 1) <= MOST_READINGS  # a busy machine drops samples: what was cut is read again
            press(page, " ")
            state(page, "recording")
            say(page, spoken(READ, "ru"))
            state(page, "ready")
        for happens, says in (
            (
                HIDE,
                "The page was hidden",
            ),
            ("window.heard.track.dispatchEvent(new Event('ended'))", "The microphone was pulled out"),
        ):
            press(page, " ")
            state(page, "recording")
            page.run(happens)
            page.until("document.getElementById('state').classList.contains('bad')")
            assert told(page).startswith(says)
            assert told(page).endswith("The recording before this one is still here.")
        press(page, " ")  # opens it again
        state(page, "ready")
        page.run("document.getElementById('beeps').click()")
        for _again in range(2):
            assert page.run(BEGUN_AND_STOPPED) == "ready"
        press(page, " ")
        state(page, "recording")  # after three tones
        page.run("new Promise((done) => setTimeout(done, 1500))")
        press(page, " ")
        state(page, "ready")
        assert told(page).endswith("The recording before this one is still here.")  # nothing was said
        assert not page.run("document.getElementById('keep').disabled")
        press(page, "Enter")
        page.until("document.getElementById('state').textContent.startsWith('This was the last text')")
    assert (studio.studio.workbench.workspace.recordings / "ru/a.1.flac").is_file()


def test_a_file_from_a_phone_and_a_take_that_waits(studio: RunningStudio, tmp_path: Path) -> None:
    file = record(tmp_path / "phone.mp3", READ)
    with speaker(studio) as page:
        page.visit(studio.base + SESSION)
        state(page, "ready")
        press(page, "ArrowRight")
        field = page.say("Runtime.evaluate", expression="document.getElementById('file')")["result"]["objectId"]
        page.say("DOM.setFileInputFiles", files=[str(file)], objectId=field)
        page.until("document.getElementById('state').textContent === '✓ Good.'")
        page.visit(studio.base + SESSION)  # the page was closed before it was kept
        page.until("document.getElementById('state').textContent === '✓ Good.'")
        press(page, "Enter")
        page.until("document.getElementById('state').textContent.startsWith('This was the last text')")


# The three tones before a recording last two seconds, which may pass between two looks from here.
BEGUN_AND_STOPPED = """(async () => {
    const button = document.getElementById('record'), state = () => document.getElementById('session').dataset.state;
    button.click();
    while (state() !== 'counting') await new Promise((go) => setTimeout(go, 10));
    button.click();
    return state(); })()"""
WATCH_PLAYS = """window.played = []; const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { window.played.push(this.src); return play.call(this); }"""


def test_a_doubted_take_is_kept_when_a_person_says_that_it_was_heard(studio: RunningStudio, tmp_path: Path) -> None:
    file = record(tmp_path / "doubled.wav", (READ[0], *READ))
    with speaker(studio) as page:
        page.say("Page.addScriptToEvaluateOnNewDocument", source=WATCH_PLAYS)
        page.visit(studio.base + SESSION)
        state(page, "ready")
        press(page, "ArrowRight")
        field = page.say("Runtime.evaluate", expression="document.getElementById('file')")["result"]["objectId"]
        page.say("DOM.setFileInputFiles", files=[str(file)], objectId=field)
        page.until("document.getElementById('state').classList.contains('warn')")
        page.run("document.querySelector('#verdict [data-from]').click()")
        assert re.search(r"#t=[\d.]+,[\d.]+$", page.run("window.played.at(-1)"))
        press(page, "Enter")
        page.until("document.getElementById('state').classList.contains('bad')")
        assert "was not kept" in told(page)
        page.run("document.querySelector('#verdict input').click()")
        press(page, "Enter")
        page.until("document.getElementById('state').textContent.startsWith('This was the last text')")
    assert (studio.studio.workbench.workspace.recordings / "ru/a.1.flac").is_file()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_screens_fit_and_have_no_barrier(studio: RunningStudio, language: str) -> None:
    with speaker(studio, language) as page:
        for width, height in ((390, 844), (683, 384), (1366, 768)):  # a phone; 200 % of a laptop; a laptop
            size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
            page.say("Emulation.setDeviceMetricsOverride", **size)
            for path in ("/recordings", "/recordings/voices", SESSION):
                page.visit(studio.base + path)
                page.until("!document.querySelector('#voices > .soft:only-child')")
                assert page.run("document.documentElement.lang") == language
                assert page.run("document.documentElement.scrollWidth <= innerWidth"), (path, width)
                assert page.violations() == []
        assert page.complaints() == []


def chain(studio: RunningStudio) -> str:
    """Return the voices of Russian as they stand in the settings."""
    text = (studio.studio.root / "appeals/settings.yaml").read_text("utf-8")
    return text.split("ru: [")[1].split("]")[0]


def test_without_a_microphone_nothing_is_called_done_and_there_are_ways_back(studio: RunningStudio) -> None:
    told = "document.getElementById('state')"
    with reader(studio, None) as page:
        page.visit(f"{studio.base}/recordings/session?lang=ru&part=appeal/a/ru")
        page.until(f"{told}.classList.contains('bad')")
        page.run("document.getElementById('test').click()")
        page.until(f"{told}.classList.contains('bad')")
        assert page.run("document.querySelector('article').hidden")  # no sentence that nothing can hear
        shown = "[...document.querySelectorAll('article')].findIndex((each) => !each.hidden)"
        texts = page.run("document.querySelectorAll('article').length") - 1
        for _text in range(texts):
            press(page, "ArrowRight")
        page.until(f"{told}.textContent.includes('Recorded: 0 of {texts}.')")
        assert not page.run(f"{told}.classList.contains('good')")
        assert page.run("document.querySelector('.ends a').checkVisibility()")
        assert page.run("document.querySelector('.ends a').pathname") == "/appeals/a"
        assert not page.run("document.querySelector('.prompt').checkVisibility()")
        page.run("document.getElementById('previous').click()")
        page.until(f"{shown} === {texts} && {told}.classList.contains('bad')")
        assert page.violations() == []


def test_voices_are_ordered_by_drag_and_by_keys(studio: RunningStudio) -> None:
    file = studio.studio.root / "appeals/settings.yaml"
    file.write_text(file.read_text("utf-8").replace("ru: [tone]", "ru: [tone, espeak]"), "utf-8")
    ready = "document.querySelector('[data-lang=ru] .order') && await import('/static/fields.js')"  # its arrows work

    def save() -> None:
        page.run("window.isOld = true; document.querySelector('.saving .main').click()")
        page.until("!window.isOld && " + ready)  # it is drawn anew

    with speaker(studio) as page:
        page.visit(f"{studio.base}/recordings/voices")
        page.until(ready)
        each_grip = "[...document.querySelectorAll('[data-lang=ru] .grip')]"
        grips = page.run(f"{each_grip}.map((grip) => grip.getBoundingClientRect().toJSON())")
        (x, y), to = (grips[1]["x"] + 3, grips[1]["y"] + 3), grips[0]["y"] + 3
        for kind, at in (("mousePressed", y), ("mouseMoved", y - 5), ("mouseMoved", to), ("mouseReleased", to)):
            page.say("Input.dispatchMouseEvent", type=kind, x=x, y=at, button="left", buttons=1, clickCount=1)
        page.until("document.querySelector('output.dirty')")
        save()
        assert chain(studio) == "espeak, tone"
        page.run("document.querySelector('[data-lang=ru] li:nth-child(2) [data-move=\"-1\"]').focus()")
        press(page, " ")
        page.run("document.querySelector('[data-lang=ru] [value=recordings]').click()")
        save()
        assert chain(studio) == "tone, espeak, recordings"
        page.run("document.querySelector('[data-lang=ru] [value=espeak]').click()")
        save()
        assert chain(studio) == "tone, recordings"
        assert page.complaints() == []

"""Test Ctrl-C at any moment, by real signals to real processes: exit 130, no traceback, one document for --json."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.zt_cli import environment
from zt_audio.store.workspace import Workspace

ROOT = Path(__file__).parents[2]
# The process signals itself right when the module NAME is looked for: the earliest moments, without luck.
CHILD = """
import os, runpy, signal, sys
moment = sys.argv[1]
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == moment:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
{run}
"""
BY_MODULE = "sys.argv[:2] = ['zt-audio']; runpy.run_module('zt_audio', run_name='__main__', alter_sys=False)"
BY_SCRIPT = "sys.argv[:2] = ['zt-audio']; from zt_audio.cli import main; main()"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to all processes of a console at once")


def interrupted(run: str, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CHILD.replace("{run}", run), module, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment(), timeout=60, check=False)


EARLY = ("zt_audio.cli.main", "click", "zt_audio.cli.console", "zt_audio.messages.render")
LATE = ("zt_audio.cli.commands.build", "zt_audio.app.making.build", "filelock", "zt_audio.pipeline.run", "numpy")


@pytest.mark.parametrize(
    ("run", "module"), [(BY_MODULE, "zt_audio.cli"), (BY_MODULE, "click"), *((BY_SCRIPT, name) for name in EARLY)]
)
def test_in_the_first_moments_it_is_quiet(project: Path, run: str, module: str) -> None:
    done = interrupted(run, module, "--project", str(project), "build")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("module", LATE)
def test_later_it_is_one_sentence(project: Path, module: str) -> None:
    done = interrupted(BY_SCRIPT, module, "--project", str(project), "build")
    assert (done.returncode, done.stdout) == (130, "")
    kept = "Everything that was there before is still there; run the command again to continue."
    assert done.stderr.strip() == f"Interrupted. {kept}"


@pytest.mark.parametrize("module", [*EARLY, *LATE])
def test_json_is_one_document_all_the_same(project: Path, module: str) -> None:
    done = interrupted(BY_SCRIPT, module, "--project", str(project), "build", "--json")
    document = json.loads(done.stdout)
    assert (done.returncode, done.stderr.strip(), document["ok"]) == (130, "", False)
    assert [problem["slug"] for problem in document["problems"]] == ["stopped-by-user"]


# --- networks ---------------------------------------------------------------------------------------------

# gTTS, led to a service on this computer that takes every question and answers none.
WAITS = """
import socket, sys, threading
import gtts.tts
service = socket.create_server(("127.0.0.1", 0))
gtts.tts._translate_url = lambda tld, path: f"http://127.0.0.1:{service.getsockname()[1]}/{path}"
def listen():
    kept = [service.accept()]
    print("waiting", flush=True)
    while True:
        kept.append(service.accept())
threading.Thread(target=listen, daemon=True).start()
from zt_audio.engines.online.client import Patience
Patience.__init__.__defaults__ = (1, 5.0, 600.0, 600.0, 0.2, 8)  # no busy machine takes that long to end
from zt_audio.cli import main
main()
"""
PREVIEW = ("preview", "--lang", "ru", "--text", "Берегите улицы. Звоните в полицию.", "-o", "a.mp3")


@pytest.mark.parametrize("arguments", [("build",), PREVIEW], ids=lambda arguments: arguments[0])
def test_a_service_that_does_not_answer_is_not_waited_for(project: Path, arguments: tuple[str, ...]) -> None:
    (project / "appeals/settings.yaml").write_text("voices: {kk: [tone], ru: [gtts]}\nonline: yes\n", "utf-8")
    command = [sys.executable, "-c", WAITS, *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=project, stdout=pipe, stderr=pipe, encoding="utf-8", env=environment() | {"NO_PROXY": "127.0.0.1"}
    ) as running:
        assert running.stdout
        assert running.stdout.readline() == "waiting\n"
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=120)  # by itself it would wait for 600 s
    assert (running.returncode, out) == (130, "")
    assert err.splitlines()[-1].startswith("Interrupted.")
    assert not Workspace(project).fetched.keys()
    assert not (project / "a.mp3").exists()


# --- scripts ----------------------------------------------------------------------------------------------

SCRIPT = """
import os, runpy, signal, sys
sys.path.insert(0, {scripts!r})
{before}
sys.argv = [{script!r}]
runpy.run_path({script!r}, run_name="__main__")
"""
AT_IMPORT = """
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "environment":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
"""
# In place of the real work runs a child that tells when it is there, and how it ends.
AT_WORK = """
import environment
environment.ready_python = lambda _requirements: sys.executable
real = environment.run
CHILD = '''
import sys, time
try:
    print("working", flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    time.sleep(1)  # some cleaning takes its time
    print("cleaned up", flush=True)
    sys.exit(130)
'''
environment.run = lambda _command, **options: real([sys.executable, "-c", CHILD], **options)
"""


def script(name: str, before: str) -> list[str]:
    scripts = ROOT / "scripts"
    text = SCRIPT.format(scripts=str(scripts), script=str(scripts / name), before=before)
    return [sys.executable, "-c", text]


@pytest.mark.parametrize("name", ["regenerate.py", "run_tests.py"])
def test_a_script_in_its_first_moments(name: str) -> None:
    done = subprocess.run(script(name, AT_IMPORT), capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("name", ["regenerate.py", "run_tests.py"])
def test_a_script_lets_its_command_end_in_its_own_way(name: str) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        script(name, AT_WORK), stdout=pipe, stderr=pipe, encoding="utf-8", start_new_session=True
    ) as running:
        assert running.stdout
        assert running.stdout.readline() == "working\n"
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to the script and to what it runs
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, "cleaned up\n", "")

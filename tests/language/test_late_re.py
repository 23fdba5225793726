"""Patterns of a language are compiled when a text reaches them, and behave as those of `re`."""

from __future__ import annotations

import re
import subprocess
import sys

from zt_audio.language import late_re

_COUNTED = """
import re, re._compiler as compiler
made, compiled = [], compiler.compile
compiler.compile = lambda pattern, flags=0: made.append(pattern) or compiled(pattern, flags)
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
read("Құрметті Ақкөл ауылының тұрғындары!", "kk", Lexicon(()))
read("Уважаемые жители села Акколь!", "ru", Lexicon(()))
print(len(made))
"""

_ALL = """
import gc
from zt_audio.language import late_re
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS
grammars = [language_of(lang).grammar() for lang in LANGS]
patterns = [each for each in gc.get_objects() if type(each) is late_re.LatePattern]
print(len([pattern.groups for pattern in patterns]))
"""


def test_a_greeting_compiles_few_patterns() -> None:
    done = subprocess.run([sys.executable, "-c", _COUNTED], capture_output=True, encoding="utf-8", check=True)
    assert int(done.stdout) < 700  # 1 900 that the two languages have


def test_a_late_pattern_finds_what_a_pattern_finds() -> None:
    late, now = (module.compile(r"(?P<word>а+)б", re.IGNORECASE) for module in (late_re, re))
    text = "вААб аб"
    assert late.pattern == now.pattern
    assert late.groupindex == now.groupindex
    assert late.sub("-", text) == now.sub("-", text)
    assert [match.span() for match in late.finditer(text)] == [match.span() for match in now.finditer(text)]
    assert late.match(text, 1)
    assert not late.fullmatch(text)


def test_every_pattern_can_be_compiled() -> None:
    done = subprocess.run([sys.executable, "-c", _ALL], capture_output=True, encoding="utf-8", check=True)
    assert int(done.stdout) > 1000

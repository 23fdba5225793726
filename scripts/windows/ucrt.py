"""Make an ucrtbase.dll for Wine 10, which lacks the complex functions that NumPy calls when it is imported.

Wine's own DLL keeps all else under the name ucrtwine.dll. Not needed any more where Debian's Wine has `crealf`.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

COMPILER, OBJDUMP = "x86_64-w64-mingw32-gcc-win32", "x86_64-w64-mingw32-objdump"

_HEAD = """#include <complex.h>
#include <math.h>
typedef struct { double v[2]; } D;  typedef struct { float v[2]; } F;
#define Z(a) __builtin_complex((double)(a).v[0], (double)(a).v[1])
static D d(double _Complex z) { D r = {{__real__ z, __imag__ z}}; return r; }
static F f(double _Complex z) { F r = {{__real__ z, __imag__ z}}; return r; }
"""
_OF_ONE = [
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atanh",
    "cos",
    "cosh",
    "exp",
    "log",
    "sin",
    "sinh",
    "sqrt",
    "tan",
    "tanh",
]
_PRECISIONS = (
    ("", "D", "d", "double"),
    ("l", "D", "d", "double"),
    ("f", "F", "f", "float"),
)  # Windows' long double is double


def make_ucrtbase(system32: Path) -> None:
    """Put the DLL into the folder `system32` of a prefix that has just been made."""
    own = system32 / "ucrtwine.dll"
    (system32 / "ucrtbase.dll").rename(own)
    functions = dict(_functions())
    table = subprocess.run([OBJDUMP, "-p", own], capture_output=True, text=True, check=True, encoding="utf-8").stdout
    names = re.findall(r"^\s+\[ *\d+\] \+base\[ *\d+\]\s+[0-9a-f]+ (\w+)$", table, re.MULTILINE)
    rows = [f"  {name} = {f'zt_{name}' if name in functions else f'ucrtwine.{name}'}" for name in names]
    with tempfile.TemporaryDirectory() as folder:
        source, exports = Path(folder, "zt.c"), Path(folder, "ucrtbase.def")
        source.write_text(_HEAD + "\n".join(functions.values()), encoding="ascii")
        exports.write_text("\n".join(["LIBRARY ucrtbase", "EXPORTS", *rows, ""]), encoding="ascii")
        made: list[str | Path] = ["-o", system32 / "ucrtbase.dll"]
        options = ["-O2", "-shared", "-nostartfiles", "-Wl,-e,0"]
        subprocess.run([COMPILER, *options, *made, source, exports, "-lmingwex", "-lgcc"], check=True)


def _functions() -> list[tuple[str, str]]:
    """Return the name of each function that is missing and its source in C."""
    rows = []
    for end, kind, made, real in _PRECISIONS:
        rows += [(kind, f"c{name}{end}", f"{kind} a", f"{made}(c{name}(Z(a)))") for name in _OF_ONE]
        rows.append((kind, f"cpow{end}", f"{kind} a, {kind} b", f"{made}(cpow(Z(a), Z(b)))"))
        rows.append((real, f"cabs{end}", f"{kind} a", "hypot(a.v[0], a.v[1])"))
        rows.append((real, f"carg{end}", f"{kind} a", "atan2(a.v[1], a.v[0])"))
        rows.append((real, f"creal{end}", f"{kind} a", "a.v[0]"))
        rows.append((real, f"cimag{end}", f"{kind} a", "a.v[1]"))
    return [(name, f"{kind} zt_{name}({given}) {{ return {value}; }}") for kind, name, given, value in rows]

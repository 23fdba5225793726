"""A body, a style and a script in, a whole HTML page out: one file that asks a network for nothing, and cannot."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import unescape
from importlib.resources import files

from zt_audio.pages.markup import Markup, element, joined

_NOTHING = "default-src 'none'; "
SOUND = "media-src 'self' file: blob: content:; "  # what lies beside the page, wherever a phone opens it from


def document(
    title: str, *body: str, lang: str, style: Markup, script: Markup | None = None, sound: bool = False
) -> str:
    """Return the page. Its own policy forbids everything but its style, its script and, with `sound`, tracks."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(script, SOUND if sound else "")),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("link", rel="icon", href="data:,"),
        element("title", title),
        element("style", style),
    )
    end = element("script", script) if script else ""
    return f"<!doctype html>\n{element('html', head, element('body', joined(body), end), lang=lang)}\n"


def is_ours(first_bytes: bytes) -> bool:
    """Tell whether a file begins as our pages do."""
    return first_bytes.startswith(b"<!doctype html>\n<html ") and _NOTHING in unescape(
        first_bytes.decode(errors="replace")
    )


def shipped(package: str, name: str) -> Markup:
    """Return a style or script that lies in `package`."""
    return Markup(files(package).joinpath(name).read_text(encoding="utf-8"))


def _policy(script: Markup | None, sound: str) -> str:
    digest = b64encode(hashlib.sha256((script or "").encode()).digest()).decode()
    allowed = f"script-src 'sha256-{digest}'; " if script else ""
    rest = "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    return f"{_NOTHING}{allowed}{sound}{rest}"

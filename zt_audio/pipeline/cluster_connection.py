"""Connect to the scheduler of a Dask cluster: by TLS, unless it is this computer, for pickles travel on it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from zt_audio.errors import BuildError, ContentError
from zt_audio.model import ClusterSettings, Problem

if TYPE_CHECKING:
    from distributed import Client
    from distributed.security import Security

_CONNECT_S = 15.0


def safe_address(address: str) -> str:
    """Return `address`. Raises ContentError where it is none, or would carry pickles over a network in the clear."""
    parts = urlsplit(address)
    try:
        good = parts.scheme in ("tls", "tcp") and parts.hostname and parts.port
    except ValueError:
        good = False
    if not good:
        raise ContentError(Problem("cluster-address", None, {"address": address}))
    if parts.scheme == "tcp" and not _is_here(str(parts.hostname)):
        raise ContentError(Problem("cluster-unsafe", None, {"address": address}))
    return address


def _is_here(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def security_of(settings: ClusterSettings, root: Path) -> Security | None:
    """Return the certificates of `settings`; None for plain TCP. Raises ContentError."""
    try:
        from distributed.security import Security  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ContentError(Problem("cluster-not-installed", None, {"python": f'"{sys.executable}"'})) from error
    if not settings.address.startswith("tls:"):
        return None
    files: Mapping[str, str | None] = {"ca": settings.ca, "cert": settings.cert, "key": settings.key}
    for name, file in files.items():
        if not file or not (root / file).is_file():
            raise ContentError(Problem("cluster-certificate", None, {"key": f"cluster.{name}", "file": file or "-"}))
    ca, cert, key = (str(root / file) for file in files.values() if file)
    return Security(tls_ca_file=ca, tls_client_cert=cert, tls_client_key=key, require_encryption=True)


@contextmanager
def connected(address: str, security: Security | None) -> Iterator[Client]:
    """Connect to a scheduler. Raises BuildError `cluster-unreachable`."""
    from distributed import Client  # noqa: PLC0415 - an extra

    try:
        client = Client(address, security=security, timeout=_CONNECT_S, set_as_default=False, name="zt-audio")
    except Exception as error:
        facts = {"address": address, "reason": one_line(error)}
        raise BuildError(Problem("cluster-unreachable", None, facts)) from error
    try:
        yield client
    finally:
        with suppress(Exception, asyncio.CancelledError):
            client.close(timeout=2)


def one_line(error: object) -> str:
    text = f"{type(error).__name__}: {error}" if isinstance(error, BaseException) else str(error)
    return " ".join(text.split())[:200]

"""Classify failures of online services, and tell which of them another attempt may mend."""

from __future__ import annotations

from collections.abc import Mapping

from zt_audio.messages.message import all_messages

STATUS: Mapping[int, str] = {401: "net-refused", 403: "net-refused", 408: "net-timeout", 429: "net-busy"}
_SERVER_ERRORS = range(500, 600)


class NetError(Exception):
    """No speech came. `slug` is the kind; `got` says what came instead, in no language and without secrets.

    `after_s` is how long the service asks to be left alone.
    """

    def __init__(self, slug: str, got: str, after_s: float | None = None) -> None:
        self.slug = slug
        self.got = got
        self.after_s = after_s
        super().__init__(slug, got)

    @property
    def is_offline(self) -> bool:
        """Tell whether this computer reaches no host at all."""
        return self.slug == "net-offline"

    @property
    def passing(self) -> bool:
        """Tell whether it passes by itself: a refusal, a false certificate and a sign-in page do not."""
        return all_messages()[self.slug].may_pass


def of_status(status: int, after_s: float | None = None) -> NetError:
    """Return what an HTTP status other than 200 means. A redirection is refused: text and key go to no other host."""
    other = "net-server" if status in _SERVER_ERRORS else "net-unexpected"
    return NetError(STATUS.get(status, other), f"HTTP {status}", after_s)

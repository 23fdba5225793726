"""Stand in for tiktoken: each byte is a token."""

from __future__ import annotations

from collections.abc import Mapping


class Encoding:
    def __init__(
        self, name: str, pat_str: str, mergeable_ranks: Mapping[bytes, int], special_tokens: Mapping[str, int]
    ) -> None:
        assert name
        assert pat_str
        assert not special_tokens
        self._ranks = mergeable_ranks

    def encode(self, text: str) -> list[int]:
        return [self._ranks[bytes([byte])] for byte in text.encode()]

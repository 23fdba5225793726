"""Sentences for what cannot be read aloud."""

from __future__ import annotations

from zt_audio.cli.messages.mark import N_

MESSAGES: dict[str, tuple[str, str]] = {
    "unreadable-token": (
        N_("Nothing says how “{token}” is read."),
        N_("Write it in words, or teach it in appeals/lexicon/{lang}.yaml."),
    ),
}

"""Say what a recording seems to read instead of its text, and what is missing to hear it."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import FETCHED_THERE, Message

_LISTEN = N_("Listen to it from {from_s} to {to_s} s. Keep it only if it reads the text word for word.")
_LISTEN_TO_ALL = N_("Listen to it to the end. Keep it only if it reads the text word for word.")

MESSAGES: dict[str, Message] = {
    "heard-left-out": Message(
        N_("Sentence {sentence} seems to be missing in {file}: “{text}”"), _LISTEN, is_doubt=True
    ),
    "heard-doubled": Message(
        N_("Sentence {sentence} seems to be read twice in {file}: “{text}”"), _LISTEN, is_doubt=True
    ),
    "heard-swapped": Message(
        N_("Sentence {sentence} seems to be read after the next one in {file}: “{text}”"), _LISTEN, is_doubt=True
    ),
    "heard-cut": Message(
        N_("{file} seems to stop in the middle of sentence {sentence}: “{text}”"), _LISTEN, is_doubt=True
    ),
    "heard-other-text": Message(N_("{file} seems to read another text."), _LISTEN_TO_ALL, is_doubt=True),
    "heard-other-language": Message(
        N_("{file} seems to be read in the other language."), _LISTEN_TO_ALL, is_doubt=True
    ),
    "heard-word": Message(
        N_("Another word than “{word}” seems to be read in sentence {sentence} of {file}: “{text}”"),
        _LISTEN,
        is_doubt=True,
    ),
    "heard-number": Message(
        N_("Another number than “{word}” seems to be read in sentence {sentence} of {file}: “{text}”"),
        _LISTEN,
        is_doubt=True,
    ),
    "heard-negation": Message(
        N_("The negation “{word}” seems not to be read in sentence {sentence} of {file}: “{text}”"),
        _LISTEN,
        is_doubt=True,
    ),
    "heard-longer": Message(
        N_(
            "Sentence {sentence} takes {percent} % of the time that this voice needs for it in {file}; words may be "
            "said twice: “{text}”"
        ),
        _LISTEN,
        is_doubt=True,
    ),
    "heard-shorter": Message(
        N_(
            "Sentence {sentence} takes {percent} % of the time that this voice needs for it in {file}; words may be "
            "missing: “{text}”"
        ),
        _LISTEN,
        is_doubt=True,
    ),
    "heard-former": Message(
        N_("{file} seems to read the text as it was before it was changed."), _LISTEN_TO_ALL, is_doubt=True
    ),
    "heard-echo": Message(
        N_("The room echoes in {file}, so it is not known whether a sentence is missing."),
        N_("Listen to it to the end. Curtains, a carpet or a wardrobe beside you take the echo away."),
    ),
    "heard-too-long": Message(
        N_("{file} has more than {limit_s} s of speech, so it is not known whether a sentence is missing."),
        N_("Listen to it to the end, or record each paragraph as a file of its own."),
    ),
    "heard-no-words": Message(
        N_("The words and numbers in {file} were not compared with the text: that took too long or failed."),
        N_("Listen to it to the end, or try again when the computer is less busy."),
        is_unheard=True,
    ),
    "ear-not-installed": Message(
        N_("What hears words and numbers in recordings is not on this computer."),
        N_("“zt-audio ear install” fetches it, up to 190 MB."),
        do_on_page=FETCHED_THERE,
        screen="/recordings/voices",
        is_optional=True,
    ),
}

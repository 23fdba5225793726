"""Say what keeps the studio from making a sound or from doing a job."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import Message

MESSAGES: dict[str, Message] = {
    "desk-late": Message(
        N_("The sound was not ready within {seconds} seconds."),
        N_("Close other programs, and press play again."),
    ),
    "desk-died": Message(
        N_("The part of the program that makes sound has failed ({reason}); it will start again by itself."),
        N_("Press play again; if it fails again, write to the makers of the program."),
    ),
    "job-running": Message(
        N_("Other work is still running, or waits for an answer: {title}."),
        N_("Wait for its end, answer it or stop it."),
        screen="/jobs/{number}",
    ),
    "job-cancelled": Message(
        N_("The work was stopped before its end."),
        N_("What was there before is still there; a stick that was being written is not ready. Start the work again."),
    ),
    "job-died": Message(
        N_("The part of the program that did the work has failed ({reason})."),
        N_("Start the work again; if it fails again, write to the makers of the program."),
    ),
    "desk-closed": Message(N_("The studio is being closed."), N_("Open it again.")),
    "key-wait": Message(
        N_("A wrong PIN of {person} was typed: wait {seconds} s."),
        N_("Look at the language of the keyboard, then try again."),
    ),
}

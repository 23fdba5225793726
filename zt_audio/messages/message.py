"""Say what there is to say of a problem: one row for each slug, in the table of the room that raises it.

A table is a module of this package, named after its room, with `MESSAGES`: slug → `Message`. It needs no registration.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal

from zt_audio.i18n import N_
from zt_audio.model import Problem

AS_WRITTEN = "/files"  # below it, the studio shows each file as it is written
# What pages tell to do in messages of several rooms.
ASK_PERSON = N_("To use it, choose in the settings that a person is asked.")
FETCHED_THERE = N_("It can be fetched on the page of voices.")
MAKER = N_("It is for the person who installs the program.")
OR_OTHER_VOICE = N_("Try again later, or choose another voice.")
OTHER_FOLDER = N_("Open the studio in the folder of a project.")
OTHER_VOICE = N_("Choose another voice.")
RECORD_AGAIN = N_("Record it again.")
SEE_KEYS = N_("The page of people and keys shows whose key counts.")
UPDATE = N_("Update the sound.")


@dataclass(frozen=True, slots=True)
class Message:
    """One row: `what` is wrong, and what to `do`, in English. Facts of the problem fill both.

    Pages of the studio say `what_on_page` and `do_on_page` instead, where a terminal names a file, a key or a command.
    `screen` is the address where it is done.
    """

    what: str
    do: str
    what_on_page: str = ""
    do_on_page: str = ""
    screen: str = ""
    # What the program does about it, besides saying it.
    names_token: bool = False  # it is about a token, from space to space (language/repairs.py)
    may_be_retyped: bool = False  # typed otherwise it may be read; a day that no month has stays wrong
    is_teachable: bool = False  # the lexicon may learn to read it
    mend: Literal["letters", "stop", "once", "parts", "picture"] = (
        "letters"  # what the editor offers to type (app/texts/appeals.py)
    )
    is_one_sided: bool = False  # the editor says it once a paragraph: «Only in Kazakh: …»
    wants_source: bool = False  # a number of a text that no fact knows: the editor asks for its source
    is_guess: bool = False  # a reading that a person signs off
    cannot_be_written: bool = False  # no style of YAML can hold these characters
    is_stray_file: bool = False  # a file that is not read: its name may explain what is missing (content/files.py)
    lacks_file: bool = False  # the file or folder where it stands is missing
    is_of_several_files: bool = False  # it would stand elsewhere if other files were different
    lacks_key: bool = False  # a key is missing where it stands
    misspells_key: bool = False  # its fact `nearest` is the key that was meant
    hides_keys: bool = False  # a line stands in a wrong place, so that keys seem to be missing
    may_come_of_hidden_keys: bool = False  # it is not told beside one that hides keys
    ends_with_files: bool = False  # why a voice is passed over: only a change of the project's files ends it
    is_absence: bool = False  # an engine or voice that is not here; expected where a chain names no voice of it
    is_optional: bool = False  # about what may be missing: a warning where voices are listed
    is_about_sentence: bool = False  # an engine that failed may well say the next sentence
    may_pass: bool = False  # of a service: worth another attempt
    told_at_texts: bool = False  # `check` tells it at each text instead
    for_recorders: bool = False  # no news in a project without any recording
    is_by_chance: bool = False  # a good take can fail it: three of 18 629 greetings of the country by espeak-ng did
    is_unmeasurable: bool = False  # nothing can be measured in the recording
    is_doubt: bool = False  # whether a recording reads its text: it counts only after a person has listened and said so
    is_unheard: bool = False  # words and numbers of the recording were not compared
    shown_by_tracks: bool = False  # unknown before the tracks are built: `build` warns of it, too
    told_each_time: bool = False  # until a person has looked at it
    wants_better_voice: bool = False  # the next build looks for one, and tells it at the playlist
    is_unsealed_file: bool = False  # on a stick; an error where sticks must be sealed
    of_trust: bool = False  # about the files that say whose approvals count
    of_approval: bool = False  # about an approval; its fact `items` are the texts that lack one
    ends_fact: bool = False  # a fact that expires
    has_own_todo: bool = False  # the home page has a line of its own for it
    is_over: bool = False  # its last day has passed: no news of what was urgent for a day
    heals_itself: bool = False  # a stored record that the build drops and makes again


NOT_OURS = Message(  # for the slugs of engines of other makers
    N_("A speech engine says: {told}."),
    N_("Ask its makers, or name another engine in settings.yaml."),
    is_optional=True,
)


@cache
def message_tables() -> Mapping[str, Mapping[str, Message]]:
    """Return the MESSAGES of each module of this package that has some, by the module's name."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    modules = ((name, import_module(f"{__package__}.{name}")) for name in names)
    return {name: module.MESSAGES for name, module in modules if hasattr(module, "MESSAGES")}


@cache
def all_messages() -> Mapping[str, Message]:
    return {slug: message for table in message_tables().values() for slug, message in table.items()}


def message_of(problem: Problem) -> Message:
    return all_messages().get(problem.slug, NOT_OURS)


def is_doubted(problems: Iterable[Problem]) -> bool:
    """Tell whether a recording with these `problems` may read another text, so that a person must listen first."""
    return any(message_of(problem).is_doubt for problem in problems)

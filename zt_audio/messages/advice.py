"""Sentences of pages that tell what to do, where messages of several rooms share one."""

from __future__ import annotations

from zt_audio.i18n import N_

ASK_PERSON = N_("To use it, choose in the settings that a person is asked.")
FETCHED_THERE = N_("It can be fetched on the page of voices.")
MAKER = N_("It is for the person who installs the program.")
OR_OTHER_VOICE = N_("Try again later, or choose another voice.")
OTHER_FOLDER = N_("Open the studio in the folder of a project.")
OTHER_VOICE = N_("Choose another voice.")
RECORD_AGAIN = N_("Record it again.")
SEE_KEYS = N_("The page of people and keys shows whose key counts.")
UPDATE = N_("Update the sound.")

"""Say what is wrong with a table, a Word file or a sound that a person brings."""

from __future__ import annotations

from zt_audio.i18n import N_
from zt_audio.messages.message import Message

MESSAGES: dict[str, Message] = {
    "table-unreadable": Message(
        N_("This table cannot be read: {reason}."),
        N_("Open it in Excel or LibreOffice, and save it as XLSX, or as CSV in UTF-8."),
    ),
    "table-too-long": Message(N_("The table has more than {limit} rows."), N_("Divide it.")),
    "table-too-wide": Message(
        N_("Up to its last row and column the table has {n} cells; {limit} are allowed."),
        N_("Copy the rows and columns that you need into a new table, and take that."),
    ),
    "word-file-large": Message(
        N_("The Word file is too large: at most {limit_mb} MB and {rows} paragraphs are read."),
        N_("Copy the text that you need and paste it."),
    ),
    "word-file-broken": Message(
        N_("This is no .docx file that can be read."),
        N_("Open it in Word and save it again as .docx, or copy its text and paste it."),
    ),
    "word-file-empty": Message(N_("The Word file has no text."), N_("A text in a picture cannot be taken: type it.")),
    "recording-unreadable": Message(
        N_("{file} is not a sound file that can be read."),
        N_("Save it as WAV, FLAC or MP3 and try again."),
        do_on_page=N_("Save it as an MP3 and try again."),
    ),
    "recording-channels": Message(
        N_("{file} has {n} channels; one or two can be read."),
        N_("Save it in mono or stereo and try again."),
    ),
    "recording-endless": Message(
        N_("{file} is longer than {limit_min} minutes."),
        N_("Cut it: one file for each text."),
    ),
}

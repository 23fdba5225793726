"""Know what systems put on every stick, by name, size and content, and what a player plays, by its end.

A folder is known by its name. A file in it, or beside our own, is foreign unless a row below knows all three.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from zt_audio.formats.mp3 import begins_with_frames
from zt_audio.sticks.directory_order import is_audio
from zt_audio.sticks.manifest import same_name

# Folders at the top of a stick that systems make without a question. No player lists them: they are hidden.
_FOLDERS = frozenset(
    same_name(name)
    for name in (
        "System Volume Information",  # Windows: how the drive is indexed
        "$RECYCLE.BIN",  # Windows: what was deleted
        "lost+found",  # Linux: what a repair has found
        ".Trashes",  # macOS: what was deleted
        ".fseventsd",  # macOS: which folders were changed
        ".Spotlight-V100",  # macOS: the index of the search
        ".TemporaryItems",  # macOS: empty unless a program saves
        ".DocumentRevisions-V100",  # macOS: former versions of documents
        "LOST.DIR",  # Android: what a repair has found
        ".android_secure",  # Android: programs on a card
    )
)
_TRASH = re.compile(r"\.trash-\d+")  # Linux: what a user has deleted
# Files that systems write on FAT: name, most bytes, what each begins with or is. Names are as `same_name` makes them.
_GUID = rb"(?:[{}0-9A-Fa-f-]\0){38}"
_RECYCLE_BIN = (
    rb"\[\.ShellClassInfo\]\r\nCLSID=\{645FF040-5081-101B-9F08-00AA002F954E\}\r\n"
    rb"LocalizedResourceName=@%SystemRoot%\\system32\\shell32\.dll,-\d+\r\n"
)
_FILES = tuple(
    (re.compile(name), most_bytes, re.compile(content, re.DOTALL))
    for name, most_bytes, content in (
        (r"system volume information/indexervolumeguid", 76, _GUID),  # Windows: the drive's number
        (r"system volume information/wpsettings\.dat", 12, rb"\x0c\0\0\0.{8}"),  # Windows: settings of storage
        (r"\$recycle\.bin/s-[-\d]+/desktop\.ini", 200, _RECYCLE_BIN),  # Windows: how the folder is shown
        (r"\.fseventsd/fseventsd-uuid", 36, rb"[0-9A-F-]{36}"),  # macOS: the log's number
        (r"\.fseventsd/[0-9a-f]{16}", 16_384, rb"\x1f\x8b\x08\0.*"),  # macOS: which folders were changed
        (
            r"\.fseventsd/no_log|\.metadata_never_index|\.com\.apple\.timemachine\.donotpresent",
            0,
            rb"",
        ),  # macOS: switches
        (r"(?:.*/)?\.ds_store", 16_384, rb"\0\0\0\x01Bud1.*"),  # macOS: how a folder is shown
        (r"(?:.*/)?\._[^/]*", 4_096, rb"\0\x05\x16\x07\0\x02\0\0.*"),  # macOS: what FAT cannot note of a file
    )
)

_SOUND = (
    "3g2 3gp 3gpp 8svx aa aac aax ac3 adts aif aifc aiff amr ape au awb bwf caf dff dsf dts eac3 ec3 fla gsm iff it"
    " kar loas m1a m2a m3a m4a m4b m4p m4r mac mid midi mka mlp mod mp1 mp2 mp3 mpa mpc mpga mpp oga ofr ogg opus qcp"
    " ra ram rf64 rm rmi s3m snd spx tak thd tta voc vox w64 wav wave wma wv xm xmf"
)
# A player plays their sound.
_FILMS = "asf avi divx flv m2ts m2v m4v mkv mov mp4 mpe mpeg mpg mts ogm ogv ogx qt rmvb ts vob webm wmv"
_LISTS = "asx b4s cue fpl m3u m3u8 pla pls smi smil vlc wax wmx wpl wvx xspf zpl"
_PLAYED = frozenset(f"{_SOUND} {_FILMS} {_LISTS}".split())


def is_of_the_system(folder: str) -> bool:
    """Tell whether a system makes `folder` at the top of every stick."""
    name = same_name(folder)
    return name in _FOLDERS or _TRASH.fullmatch(name) is not None


def harmless_bytes(file: str) -> int | None:
    """Return the most bytes of a file that systems write as `file`, None where they write none of that name."""
    name = same_name(file)
    return None if is_playable(file) else next((most for known, most, _ in _FILES if known.fullmatch(name)), None)


def is_harmless(file: str, data: bytes) -> bool:
    """Tell whether `file`, whose bytes are `data`, is what systems write by that name, and holds no sound."""
    name = same_name(file)
    is_known = any(known.fullmatch(name) and content.fullmatch(data) for known, _, content in _FILES)
    return is_known and not begins_with_frames(data)


def is_playable(name: str) -> bool:
    """Tell whether some player takes the file `name` for sound or for a list, as its end says.

    Windows drops dots and spaces behind it.
    """
    name = name.rstrip(" .")
    return is_audio(name) or PurePosixPath(name).suffix[1:].casefold() in _PLAYED

"""Know what systems put on every stick, by its name, and what a player could take for sound or for a list, by its end.

A name says only what no player plays. A file that hides behind it, or lies in such a folder, is looked at as well.
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
        "RECYCLER",  # Windows XP: the same
        "lost+found",  # Linux: what a repair has found
        ".Trashes",  # macOS: what was deleted
        ".fseventsd",  # macOS: which folders were changed
        ".Spotlight-V100",  # macOS: the index of the search
        ".TemporaryItems",  # macOS: empty unless a program saves
        ".DocumentRevisions-V100",  # macOS: former versions of documents
        "LOST.DIR",  # Android: what a repair has found
    )
)
_TRASH = re.compile(r"\.trash-\d+")  # Linux: what a user has deleted
# Files that systems and their file managers write. None is sound, and none has an end that a player takes.
_FILES = frozenset(
    same_name(name)
    for name in (
        "desktop.ini",  # Windows: how a folder is shown
        "Thumbs.db",  # Windows: small pictures of the files
        "ehthumbs.db",  # Windows Media Center: the same
        ".DS_Store",  # macOS: how a folder is shown
        ".apdisk",  # macOS: how a shared drive is shown
        ".metadata_never_index",  # macOS: not to be indexed
        ".com.apple.timemachine.donotpresent",  # macOS: not to be offered for back-ups
        ".directory",  # KDE: how a folder is shown
    )
)
_APPLE_DOUBLE = b"\x00\x05\x16\x07"  # ._NAME holds what macOS notes of NAME and FAT cannot

_SOUND = (
    "3g2 3gp 3gpp 8svx aa aac aax ac3 adts aif aifc aiff amr ape au awb bwf caf dff dsf dts eac3 ec3 fla gsm iff it"
    " kar loas m1a m2a m3a m4a m4b m4p m4r mac mid midi mka mlp mod mp1 mp2 mp3 mpa mpc mpga mpp oga ofr ogg opus qcp"
    " ra ram rf64 rm rmi s3m snd spx tak thd tta voc vox w64 wav wave wma wv xm xmf"
)
# A player plays their sound.
_FILMS = "asf avi divx flv m2ts m2v m4v mkv mov mp4 mpe mpeg mpg mts ogm ogv ogx qt rmvb ts vob webm wmv"
_LISTS = "asx b4s cue fpl m3u m3u8 pla pls smi smil vlc wax wmx wpl wvx xspf zpl"
_PLAYED = frozenset(f"{_SOUND} {_FILMS} {_LISTS}".split())
_BEGINNINGS = (
    *(b"ID3", b"RIFF", b"RIFX", b"RF64", b"FORM", b"fLaC", b"OggS", b"MAC ", b"wvPK", b"TTA1", b"MPCK", b"MP+"),
    *(b"#!AMR", b".snd", b"MThd", b"caff", b"ADIF", b"\x30\x26\xb2\x75", b"\x1a\x45\xdf\xa3", b"Creative Voice"),
    *(b"\xff\xf1", b"\xff\xf9", b"\xff\xfc", b"\xff\xfd", b"\x0bw", b"DSD ", b"FRM8"),  # AAC, Layer II, AC-3, DSD
)
_LIST_BEGINNINGS = (b"#extm3u", b"[playlist]", b"<?wpl", b"<asx", b"<smil", b'file "')  # players take capitals, too
LOOKED_AT_BYTES = 4096


def is_of_the_system(folder: str) -> bool:
    """Tell whether a system makes `folder` at the top of every stick."""
    name = same_name(folder)
    return name in _FOLDERS or _TRASH.fullmatch(name) is not None


def has_harmless_name(file: str) -> bool:
    """Tell whether a system may have put `file` there: for itself, or into a folder of its own."""
    top, *inner = file.split("/")
    name = PurePosixPath(file).name
    return (bool(inner) and is_of_the_system(top)) or same_name(name) in _FILES or name.startswith("._")


def is_playable(name: str) -> bool:
    """Tell whether some player takes the file `name` for sound or for a list, as its end says.

    Windows drops dots and spaces behind it.
    """
    name = name.rstrip(" .")
    return is_audio(name) or PurePosixPath(name).suffix[1:].casefold() in _PLAYED


def is_disguised(file: str, beginning: bytes) -> bool:
    """Tell whether `file`, which has a harmless name, may be played: by its end, or as it begins."""
    if PurePosixPath(file).name.startswith("._") and not beginning.startswith(_APPLE_DOUBLE):
        return True
    return (
        is_playable(file)
        or beginning.lstrip(b"\xef\xbb\xbf\r\n \0").startswith(_BEGINNINGS)
        or beginning.translate(None, b"\0").lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ").lower().startswith(_LIST_BEGINNINGS)
        or beginning[4:8] == b"ftyp"
        or begins_with_frames(beginning)
    )

"""Name what zipfile, and what it unpacks with, raise of a zip that is damaged or made to harm."""

from __future__ import annotations

import lzma
import struct
import zlib
from zipfile import BadZipFile

ZIP_DAMAGE = (BadZipFile, RuntimeError, EOFError, ValueError, OverflowError, struct.error, zlib.error, lzma.LZMAError)

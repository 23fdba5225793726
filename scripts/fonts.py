"""Cut Noto Sans for the card and the studio to the letters that Kazakhstan types: `fonts.py FOLDER`.

FOLDER holds NotoSans-Regular.ttf and NotoSans-Bold.ttf, whole, as their makers give them; `fonttools[woff]` must be
installed. Beside the fonts it writes how wide each letter is, by which `pages/card_sheets.py` divides a card.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from unicodedata import category

FONTS = Path(__file__).resolve().parent.parent / "zt_audio" / "pages" / "fonts"
LETTERS = (  # Latin with its accents, Cyrillic with the Kazakh letters, marks of stress, punctuation, signs
    *((0x20, 0x7E), (0xA0, 0x17F), (0x2BC, 0x2BC), (0x300, 0x304), (0x306, 0x308), (0x30B, 0x30C), (0x327, 0x328)),
    *((0x400, 0x4FF), (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030)),
    *((0x2032, 0x2033), (0x2039, 0x203A), (0x20AC, 0x20AC), (0x20B8, 0x20B8), (0x20BD, 0x20BD)),
    *((0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2260)),
    (0x2264, 0x2265),
)


def main(folder: Path) -> None:
    """Write both fonts and the widths of their letters, in thousandths of the size."""
    subset: Any = import_module("fontTools.subset")  # no requirement: the fonts are seldom made
    options: Any = subset.Options(flavor="woff2", layout_features=["ccmp", "kern", "locl", "mark", "mkmk"])
    options.hinting = False
    widths: dict[str, dict[str, int]] = {}
    for name in ("Regular", "Bold"):
        font: Any = subset.load_font(str(folder / f"NotoSans-{name}.ttf"), options)
        cutter: Any = subset.Subsetter(options)
        cutter.populate(unicodes=[code for first, last in LETTERS for code in range(first, last + 1)])
        cutter.subset(font)
        letters = sorted((chr(code), font["hmtx"][glyph][0]) for code, glyph in font.getBestCmap().items())
        widths[name] = {each: 0 if category(each) == "Cf" else width for each, width in letters}  # Cf: never drawn
        subset.save_font(font, str(FONTS / f"NotoSans-{name}.woff2"), options)
    told = json.dumps(widths, ensure_ascii=False, separators=(",", ":"))
    (FONTS / "widths.json").write_text(f"{told}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

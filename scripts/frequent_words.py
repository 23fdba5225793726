"""Write the list of frequent Russian words that tells what a word cut short stands for.

Run: `python scripts/frequent_words.py wordfreq-3.1.1-py3-none-any.whl` (the package of Robyn Speer, data CC BY-SA 4.0).
Each line holds how many letters it shares with the word before it, the rest, its kind and its class of frequency;
`zt_audio/language/ru/words/known_words.py` reads it. Words of notices (`scripts/notice_words.txt`) count as more
frequent.
"""

from __future__ import annotations

import gzip
import math
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import msgpack
from pymorphy3 import MorphAnalyzer

from zt_audio.language.tables import NUMERALS, folded

_MOST_WORDS = 12_500
_NOTICE_BONUS, _LEAST_CLASS = 10, 5  # times as frequent; tenths of the logarithm per thousand million, above the rarest
_KINDS = {"NOUN": "n", "ADJF": "a", "ADVB": "w", "PRED": "w", "VERB": "v", "INFN": "v", "PRTS": "v", "GRND": "v"}
_LEFT_OUT = frozenset({"Name", "Surn", "Patr", "Geox", "Abbr", "Orgn", "Init", "Slng", "Trad"})
_SHORTEST = 5  # letters; shorter words are seldom cut
_VULGAR = re.compile("говн|дерьм|жоп|сука|сучк|бля[тд]|хер|шлюх|трах|ебат|хуй|пизд|гнид|порно|секс")
_MOSTLY_PLURAL = 0.62  # of a noun's uses
_ANALYZER = MorphAnalyzer()
_HERE = Path(__file__).parent
_TARGET = _HERE.parent / "zt_audio" / "language" / "ru" / "frequent_words.txt"


def frequencies(wheel: Path) -> dict[tuple[str, str], float]:
    """Return how often each lemma of a kind is used in 10⁹ words; `N` is a noun mostly in the plural."""
    packed = zipfile.ZipFile(wheel).read("wordfreq/data/large_ru.msgpack.gz")
    groups = msgpack.unpackb(gzip.decompress(packed))[1:]  # the words of each hundredth of a decimal logarithm
    used: defaultdict[tuple[str, str], float] = defaultdict(float)
    plural: defaultdict[str, float] = defaultdict(float)
    for place, words in enumerate(groups):
        often = 10 ** (9 - place / 100)
        for word in words:
            for parse in _ANALYZER.parse(word):
                kind = _KINDS.get(str(parse.tag.POS))
                if kind and parse.is_known and not _LEFT_OUT & parse.tag.grammemes:
                    used[parse.normal_form, kind] += often * parse.score
                    if kind == "n" and parse.tag.number == "plur":
                        plural[parse.normal_form] += often * parse.score
    for word, often in plural.items():
        if often > _MOSTLY_PLURAL * used[word, "n"]:
            used[word, "N"] = used.pop((word, "n"))
    return used


def rows(words: Mapping[tuple[str, str], float]) -> list[tuple[str, str]]:
    """Return `words` in the order of the alphabet, each with its kind and its level."""
    least = math.log10(min(words.values()))
    levels = (min(int(10 * (math.log10(words[each]) - least)), len(NUMERALS) - 1) for each in sorted(words))
    return [(word, kind + NUMERALS[level]) for (word, kind), level in zip(sorted(words), levels, strict=True)]


def main() -> None:
    used = frequencies(Path(sys.argv[1]))
    notices = set((_HERE / "notice_words.txt").read_text(encoding="utf-8").split())
    parsed = {word: _ANALYZER.parse(word)[0] for word in notices}
    kinds = {parse.normal_form: _KINDS.get(str(parse.tag.POS), "w") for parse in parsed.values()}
    rare = min(sorted(used.values(), reverse=True)[:_MOST_WORDS])
    for lemma in kinds.keys() - {word for word, _ in used}:
        used[lemma, kinds[lemma]] = rare
    for key in used:
        if key[0] in kinds:
            used[key] = max(used[key], rare / _NOTICE_BONUS) * _NOTICE_BONUS
    offered = {
        key: often
        for key, often in used.items()
        if (len(key[0]) >= _SHORTEST or key[0] in kinds) and not _VULGAR.match(key[0])
    }
    kept = dict(sorted(offered.items(), key=lambda item: -item[1])[:_MOST_WORDS])
    _TARGET.write_text("\n".join(folded(rows(kept))) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""Find the first word that shows that a text is in the other language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from zt_audio.language.kk.plain_letters import meant_kazakh
from zt_audio.model import Lang

_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_STRESS = re.compile("[\u0300\u0301]")
_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]", re.IGNORECASE)

# Russian words that are no Kazakh ones as well (не, да, от, он, у, о, без are), nor in use there (центр, вокзал).
_RUSSIAN = (
    "в во и к ко с со на нет по для до за из как это или об при все всё вы мы они их ваш вас вам нас нам если "
    "только можно нельзя что чтобы где когда уже ещё под над между через после перед стой стойте спасибо "
    "порядок граждане город города городе посёлок поселок село рынок рынка улица улице улицы район района "
    "школа школы площадь берег магазин жители гости пешеход пожалуйста ночью днём утром вечером вечера часов дети "
    "детей детям курить людей люди дорогу дорога дороге дороги переход перехода если чтобы очень также"
)
_RUSSIAN_WORDS = frozenset(_RUSSIAN.split())
# Endings that no Kazakh word and no loan in Kazakh has.
_RUSSIAN_ENDING = re.compile(
    "..(?:[иеаяуюы]ться|[иеаяую]тся|йте|ите|ются|ают|яют|уют|ение|ением|ении|ание|ости|ость|.ть|ью|ого|ыми|ими|ые|ых|ешь|ишь)$"
)


# A sentence ends there; what stands between quotation marks is a name, and names are the same in both languages.
_SENTENCE = re.compile(r"(?:[^.!?…\n]|[.](?=\w))+")
_QUOTED = re.compile('«[^»\n]*»|„[^“\n]*“|“[^”\n]*”|"[^"\n]*"')
# Endings that a Kazakh word keeps when it is typed without its letters, and no Russian word has: тастаманыздар.
_PLAIN_ENDING = re.compile("(?:[аеыи]н[ыи]з(?:д[ае]р)?|л[ае]р(?:ды|ди|дын|дин|га|ге|дан|ден)|мандар|мендер)$")
_SURE = 2  # one word may be a name


def foreign_word(text: str, lang: Lang, taught: Collection[str] = ()) -> re.Match[str] | None:
    """Return the first word that shows that `text`, or a sentence of it, is not in `lang`; None where nothing does.

    `taught` words count not. A Kazakh letter is foreign to any Russian text. A Russian word is foreign to a text
    without one Kazakh letter, for names and loans are the same in both; and so are two of them, or one of two, in a
    sentence without any. So are two Kazakh words typed without the letters that Russian lacks in a Russian sentence.
    """
    words = [word for word in _WORD.finditer(text) if word.group() not in taught and not _is_abbreviated(word)]
    if lang == "ru" and (letter := next((word for word in words if _KAZAKH_LETTERS.search(word.group())), None)):
        return letter
    if lang == "kk" and not _KAZAKH_LETTERS.search(text):
        return next((word for word in words if _is_russian(_STRESS.sub("", word.group()))), None)
    return next((found for sentence in _sentences(text, words) if (found := _foreign_to(sentence, lang))), None)


def _is_abbreviated(word: re.Match[str]) -> bool:
    """Tell whether `word` is one letter of a unit or of an abbreviation (м/с, т.с.с.), and no preposition."""
    return len(word.group()) == 1 and word.string[word.end() : word.end() + 1] != " "


def _sentences(text: str, words: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield the words of each sentence, but for those between quotation marks."""
    names = [match.span() for match in _QUOTED.finditer(text)]
    for sentence in _SENTENCE.finditer(text):
        within = (word for word in words if sentence.start() <= word.start() < sentence.end())
        yield [word for word in within if not any(start < word.start() < end for start, end in names)]


def _foreign_to(words: Sequence[re.Match[str]], lang: Lang) -> re.Match[str] | None:
    if any(_KAZAKH_LETTERS.search(word.group()) for word in words):
        return None
    is_foreign = _is_russian if lang == "kk" else _is_plain_kazakh
    found = [word for word in words if is_foreign(_STRESS.sub("", word.group()))]
    few = lang == "kk" and len(found) * 2 >= len(words)  # «Не курите!»
    return found[0] if found and (few or len(found) >= _SURE) else None


def _is_russian(word: str) -> bool:
    if len(word) == 1 and word.isupper():  # the initial of a name
        return False
    return word.lower() in _RUSSIAN_WORDS or bool(_RUSSIAN_ENDING.search(word.lower()))


def _is_plain_kazakh(word: str) -> bool:
    return bool(_PLAIN_ENDING.search(word.lower()) or meant_kazakh(word.lower()))

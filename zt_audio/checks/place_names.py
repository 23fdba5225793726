"""Judge the name of a place before it joins a project: letters, language, forms that greetings ask for, reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from zt_audio.content.check import odd_letters
from zt_audio.content.fields import slot_contexts
from zt_audio.errors import ContentError
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Lang, Problem, Project, Where
from zt_audio.processes.child import answers_beside, processors

_MANY = 6_000  # names; fewer are judged before another process has begun
_SEEN_NAMES = 500
_MOST_REFUSED = 1_000  # names of one table, or one of _REFUSED_OF: who gave the wrong column waits for no more
_REFUSED_OF = 40  # of the names in the country's classifier one of 150 is refused

# What stands before the last two digits of a number, of which 1800-2099 may be a year
_LEADING_DIGITS = re.compile(r"(?<![\d.,:/-])(?!(?:1[89]|20)\d\d(?!\d))[1-9]\d*?(?=\d\d(?![\d.,:/]))")
_LONE_LETTER = re.compile(r"\s\w$")  # with a stop behind it, it would be an initial

Seen = Callable[[int, int], None]  # how many were looked at, of how many
_Asked = tuple[str, Lang, str]  # a name, its language, the kind of its place


class NameJudge:
    """Judges names by the lexicon of a project and by the cases in its greetings and closing words."""

    def __init__(self, project: Project) -> None:
        self._intros, self._outros = project.intros, project.outros
        self._lexicons = {lang: Lexicon(project.lexicon[lang], None) for lang in LANGS}
        self._taught = {lang: frozenset(entry.written for entry in project.lexicon[lang]) for lang in LANGS}
        self._known: dict[tuple[str, Lang], tuple[tuple[str, str, str], ...]] = {}
        self._judged: dict[_Asked, tuple[Problem, ...]] = {}  # a quarter of the villages share a name

    def problems(self, name: str, lang: Lang, kind: str, where: Where) -> Iterator[Problem]:
        """Yield what is wrong with `name` for a place of `kind`; where letters are wrong, that alone."""
        asked = (name, lang, kind)
        if asked not in self._judged:
            self._judged[asked] = self.judgement(asked)
        yield from (replace(problem, where=where) for problem in self._judged[asked])

    def judge(self, asked: Sequence[_Asked], seen: Seen, many: int = _MANY, most_refused: int = _MOST_REFUSED) -> None:
        """Judge names before they are asked for: where they are `many`, on all processors.

        Behind `most_refused`, if that is more than one of _REFUSED_OF, no more are looked at, and each of those is
        refused for that.
        """
        shares = processors() if len(asked) >= many else 1
        most = most_refused // shares
        # By pairs, so that each share has both languages, one of which may be refused far more often.
        mine, *others = (
            [name for number, name in enumerate(asked) if number // 2 % shares == share] for share in range(shares)
        )
        with answers_beside(_judge_here, ((self, names, most) for names in others)) as answers:
            for number, (name, found) in enumerate(self.in_turn(mine, most)):
                if number % _SEEN_NAMES == 0:
                    seen(number * shares, len(asked))
                self._judged[name] = found
            for judged in answers:  # the names of one that was ended are judged when they are asked for
                self._judged |= judged or {}

    def in_turn(self, asked: Sequence[_Asked], most_refused: int) -> Iterator[tuple[_Asked, tuple[Problem, ...]]]:
        """Yield each name with what is wrong with it; behind `most_refused` that is that it was not looked at."""
        refused = 0
        unlooked = (Problem("table-name-unlooked", None, {"limit": _MOST_REFUSED}),)
        for looked, name in enumerate(asked):
            found = unlooked if refused >= max(most_refused, looked / _REFUSED_OF) else self.judgement(name)
            refused += bool(found)
            yield name, found

    def judgement(self, asked: _Asked) -> tuple[Problem, ...]:
        """Return what is wrong with a name; `where` is None."""
        name, lang, kind = asked
        # «417-й разъезд» is said as «317-й разъезд» is: a railway has hundreds of them
        like = _LEADING_DIGITS.sub(lambda digits: "3" * len(digits.group()), name), lang, kind
        if like != asked:
            if like not in self._judged:
                self._judged[like] = self.judgement(like)
            if not self._judged[like]:
                return ()
        first = next((problem for _offset, problem in odd_letters(name, lang, self._taught[lang])), None)
        return (first,) if first else tuple(self._unsayable(name, lang, kind))

    def _unsayable(self, name: str, lang: Lang, kind: str) -> Iterator[Problem]:
        try:
            said = [f"{before}{_form(name, lang, case)}{after}" for before, case, after in self._contexts(kind, lang)]
        except ContentError as error:
            yield from error.problems
            return
        reported: set[str] = set()
        for text in said:
            for problem in read(text, lang, self._lexicons[lang]).problems:
                if problem.slug not in reported:  # each form has the same mistake
                    reported.add(problem.slug)
                    yield replace(problem, facts={key: fact for key, fact in problem.facts.items() if key != "offset"})

    def _contexts(self, kind: str, lang: Lang) -> tuple[tuple[str, str, str], ...]:
        """Return where greetings and closing words of `kind` say a name: a full stop in a name may end a sentence."""
        if (kind, lang) not in self._known:
            both = [templates.kinds.get(kind) or templates.default for templates in (self._intros, self._outros)]
            texts = [texts[lang].value for texts in both if lang in texts]
            found = dict.fromkeys(_sentence(*context) for text in texts for context in slot_contexts(text))
            self._known[kind, lang] = tuple(found) or (("", "nom", ""),)
        return self._known[kind, lang]


def _sentence(before: str, case: str, after: str) -> tuple[str, str, str]:
    """Begin with a capital letter and end with a stop: what looks typed in haste is guessed, and a greeting refused."""
    after = _LONE_LETTER.sub("", after)
    return before[:1].upper() + before[1:], case, after if after.endswith((".", "!", "?", "…")) else f"{after}."


def _judge_here(judge: NameJudge, asked: Sequence[_Asked], most_refused: int) -> dict[_Asked, tuple[Problem, ...]]:
    return dict(judge.in_turn(asked, most_refused))


def _form(name: str, lang: Lang, case: str) -> str:
    return name if case == "nom" else language_of(lang).inflect(name, case)

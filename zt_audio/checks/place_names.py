"""Judge the name of a place before it joins a project: letters, language, forms that greetings ask for, reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zt_audio.content.templates import slot_contexts
from zt_audio.errors import ContentError
from zt_audio.language.foreign_words import foreign_word
from zt_audio.language.homoglyphs import latin_letters
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Lang, Problem, Project, Templates, Where


class NameJudge:
    """Judges names by the lexicon of a project and by the cases in its greetings and closing words."""

    def __init__(self, project: Project) -> None:
        self._intros, self._outros = project.intros, project.outros
        self._lexicons = {lang: Lexicon(project.lexicon[lang], None) for lang in LANGS}
        self._taught = {lang: frozenset(entry.written for entry in project.lexicon[lang]) for lang in LANGS}
        self._known: dict[tuple[str, Lang], tuple[tuple[str, str, str], ...]] = {}
        self._judged: dict[tuple[str, Lang, str], tuple[Problem, ...]] = {}  # a quarter of the villages share a name

    def problems(self, name: str, lang: Lang, kind: str, where: Where) -> Iterator[Problem]:
        """Yield what is wrong with `name` for a place of `kind`; where letters are wrong, that alone."""
        asked = (name, lang, kind)
        if asked not in self._judged:
            found = tuple(_letters(name, lang, self._taught[lang]))
            self._judged[asked] = found or tuple(self._unsayable(name, lang, kind))
        yield from (replace(problem, where=where) for problem in self._judged[asked])

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
            texts = [_template(templates, kind).get(lang, "") for templates in (self._intros, self._outros)]
            found = dict.fromkeys(context for text in texts for context in slot_contexts(text))
            self._known[kind, lang] = tuple(found) or (("", "nom", ""),)
        return self._known[kind, lang]


def _form(name: str, lang: Lang, case: str) -> str:
    return name if case == "nom" else language_of(lang).inflect(name, case)


def _template(templates: Templates, kind: str) -> Mapping[Lang, str]:
    return {lang: text.value for lang, text in (templates.kinds.get(kind) or templates.default).items()}


def _letters(name: str, lang: Lang, taught: frozenset[str]) -> Iterator[Problem]:
    for latin in latin_letters(name, lang, taught):
        facts = {"letter": latin.letter, "right": latin.right, "token": latin.token}
        yield Problem("mixed-alphabet" if latin.right else "latin-letter", None, facts)
        return
    if word := foreign_word(name, lang, taught):
        yield Problem("wrong-language", None, {"lang": lang, "other": word.lang, "token": word.token})

"""What the editor says of an appeal while it is typed is what a reading of the whole project says of its file."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.support.tiny import Tiny
from zt_audio.app.texts.appeals import AppealDraft, as_yaml
from zt_audio.app.texts.workbench import Workbench
from zt_audio.model import LANGS, Problem

TODAY = date(2026, 11, 27)
FILE = "appeals/texts/a.yaml"
ROUNDS = int(os.environ.get("ZT_DRAFT_ROUNDS", "60"))  # 2 000 were run by hand
WORDS = (
    "Звоните 102.",
    "102-ге хабарласыңыз.",
    "По данным ИДП.",
    "Нет нет.",
    "Мусoр убран.",  # a Latin o
    "Қоқыс тастамаңыз!",
    "Уважаемые гости {place:gen}.",
    "Смотрите 🙂",
    "(скобка",
    "в 22:00 на ул. Абая",
    "31.02.2025",
    "№1,2",
    "kk: ",
    "Штраф 86 500 тенге по ст. 434-2.",
    "Айыппұл 86,5 мың теңге.",
    "до 5 м",
    "Слово без точки",
    "очень " * 30 + "длинно.",
    "а" * 120,
    "рынок и парк",
    "Отправьте SMS.",
    "SMS жіберіңіз.",
    "мягкий\u00adперенос",
    "\u200bневидимо",
    "“Цитата”",
    "# не заметка",
    "\n\n",
    "\n",
    "",
    "  ",
)
OTHERS = (  # changes of other files, and of what the file holds besides its texts
    ("texts/b.yaml", "Звоните в полицию.", "По данным ИДП."),
    ("texts/b.yaml", "title:", "titel:"),
    ("playlists/city.yaml", "appeals: [a, b]", "appeals: [a, c]"),
    ("playlists/city.yaml", "appeals: [a, b]", "appeals: [b]"),
    ("places.yaml", "name: {kk: Базар, ru: рынок}", "name: {kk: «Алтай» базары, ru: рынок «Алтай»}"),
    ("places.yaml", "forms: {kk: {gen: базардың}, ru: {gen: рынка}}", "forms: {kk: {gen: базардың}, ru: {xyz: рынка}}"),
    ("intros.yaml", "{place:gen}", "{place:dat}"),
    ("settings.yaml", "rate_syl_per_s: 6}}", "rate_syl_per_s: 3}}"),
    ("settings.yaml", "voices: {kk: [tone]", "voices: {kk: [tonne]"),
    ("texts/a.yaml", "title:", "valid_until: 2026-11-01\ntitle:"),
    ("texts/a.yaml", "title:", "valid_untl: 2026-11-01\ntitle:"),
    ("texts/a.yaml", "title: {kk: Тазалық", "title: {kk: 'Тазалық"),
    ("texts/a.yaml", "  ru: |", "  ru: >"),
)
FACTS = """\
police:
  kind: phone
  says: {kk: ["102"], ru: ["102"]}
  source: a page
  valid_until: 2026-11-01
"""
LEXICON = "general:\n  ИДП: инспектора полиции\n  Мусoр: мусор\n  нет: н+ет\n"


def edited(text: str, chance: random.Random) -> str:
    """Return `text` as some keystrokes or a paste leave it."""
    for _ in range(chance.choice((1, 1, 1, 3))):
        start = chance.choice((0, len(text), chance.randint(0, len(text))))
        end = min(len(text), start + chance.choice((0, 0, 1, 30)))
        text = text[:start] + chance.choice(("", " ")) + chance.choice(WORDS) + text[end:]
    return text


def compared(problems: Sequence[Problem]) -> list[str]:
    return sorted(map(repr, problems))


def test_a_draft_is_judged_as_the_whole_project_judges_its_file(fresh: Tiny) -> None:
    chance = random.Random(3)  # noqa: S311 - the same edits in each run
    bench = Workbench(fresh.root)
    before = {path: path.read_bytes() for path in Path(fresh.root / "appeals").rglob("*.yaml")}
    saved = bench.view(TODAY)
    texts, titles = saved.texts(FILE, "text"), saved.texts(FILE, "title")
    slugs = set()
    for number in range(ROUNDS):
        alone = WORDS[number] if number < len(WORDS) else None  # each by itself first, then all in any mixture
        if alone is None and chance.random() < 0.4:
            fresh.edit(*chance.choice(OTHERS))
        if alone is None and chance.random() < 0.3:
            fresh.write("lexicon/ru.yaml", LEXICON)
        if chance.random() < 0.6:
            fresh.write("facts.yaml", FACTS)
        draft = AppealDraft(
            FILE,
            {lang: edited(titles[lang], chance) if chance.random() < 0.2 else titles[lang] for lang in LANGS},
            {lang: edited(texts[lang], chance) if chance.random() < 0.8 else texts[lang] for lang in LANGS},
        )
        if alone is not None:
            draft = AppealDraft(FILE, titles, {lang: f"{texts[lang]} {alone}" for lang in LANGS})
        data = as_yaml(draft, fresh.root)
        quick = bench.draft(TODAY, FILE, data)
        (fresh.root / FILE).write_bytes(data)
        whole = Workbench(fresh.root).view(TODAY)
        assert compared(quick.problems) == compared(whole.problems_of(FILE)), (number, draft)
        slugs |= {problem.slug for problem in quick.problems}
        for path in Path(fresh.root / "appeals").rglob("*.yaml"):
            path.unlink() if path not in before else path.write_bytes(before[path])
    assert slugs >= {"odd-character", "unreadable-token", "one-sided-value", "reading-guessed"}
    assert any(slug.startswith("fact-") for slug in slugs)

"""Replace words in all texts: whole words, capitals, slots, and nothing where the texts have changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import given, strategies as st

from tests.support.in_process import Asker, studio_in_process
from tests.support.tiny import Tiny
from tests.support.tiny_fixtures import fresh
from zt_audio.app.edit import undo_edits
from zt_audio.app.texts.replacing import longer_words, replaced_texts, replaced_words, save_replaced
from zt_audio.app.texts.workbench import Workbench
from zt_audio.errors import ZtError
from zt_audio.model import Lang

__all__ = ["fresh"]
TODAY = date(2026, 11, 23)
KK: tuple[Lang, ...] = ("kk",)
RU: tuple[Lang, ...] = ("ru",)


@pytest.mark.parametrize(
    ("text", "wanted", "instead", "new"),
    [
        ("Бросайте мусор в урны.", "мусор", "отходы", "Бросайте отходы в урны."),
        ("Мусор – в урны, мусор!", "мусор", "отходы", "Отходы – в урны, отходы!"),
        ("Не мусорьте.", "мусор", "отходы", "Не мусорьте."),  # a longer word
        ("мусор-то", "мусор", "отходы", "мусор-то"),
        ("«мусор», (мусор)", "мусор", "отходы", "«отходы», (отходы)"),
        ("МУСОР", "мусор", "отходы", "МУСОР"),  # capitals are another word
        ("Отдел полиции\nгорода", "отдел полиции", "управление", "Управление\nгорода"),
        ("отдел\n  полиции", "отдел полиции", "управление", "управление"),
        ("отдел\n\nполиции", "отдел полиции", "управление", "отдел\n\nполиции"),  # two paragraphs
        ("отделполиции", "отдел полиции", "управление", "отделполиции"),
        ("Гости {place:gen}, place!", "place", "места", "Гости {place:gen}, места!"),
        ("1.5 и 1x5", "1.5", "2", "2 и 1x5"),  # no pattern
        ("а", "а", r"\1", r"\1"),
        ("Қала, қала", "қала", "аула", "Аула, аула"),
        ("а", " ", "б", "а"),
        ("очень тихо", "очень", "", " тихо"),
    ],
)
def test_words(text: str, wanted: str, instead: str, new: str) -> None:
    assert replaced_words(text, wanted, instead) == new


@pytest.mark.parametrize(
    ("lang", "text", "wanted", "instead", "new", "left"),
    [
        # An ending follows the vowels and the last sound of its new word.
        ("kk", "Қоқысты жәшікке салыңыз.", "жәшік", "контейнер", "Қоқысты контейнерге салыңыз.", ""),
        ("kk", "Жәшіктің, жәшіктер", "жәшік", "қорап", "Қораптың, қораптар", ""),
        ("kk", "жәшігі, жәшігіне", "жәшік", "контейнер", "контейнері, контейнеріне", ""),
        ("kk", "қоқыс жәшігінен, қоқыс\nжәшігі", "қоқыс жәшігі", "урна", "урнадан, урна", ""),
        ("kk", "қалада, қаладан", "қала", "ауыл", "ауылда, ауылдан", ""),
        ("kk", "жәшікшіге, қоқысжәшікке", "жәшік", "қорап", "жәшікшіге, қоқысжәшікке", "жәшікшіге қоқысжәшікке"),
        ("kk", "қаламен, қалалық, қалам", "қала", "кент", "кентпен, қалалық, қалам", "қалалық қалам"),
        ("ru", "урнам, урнах, Урну", "урна", "ящик", "ящикам, ящиках, Ящик", ""),
        ("ru", "окурков", "окурок", "бычок", "бычков", ""),
        ("ru", "урны", "урна", "ящик", "урны", "урны"),  # of one, or many
        ("ru", "гостям", "гости", "жители", "жителям", ""),
        ("ru", "баков, банк", "бак", "контейнер", "контейнеров, банк", ""),
        ("ru", "в урне", "урна", "бак", "в урне", "урне"),  # dative or prepositional
        ("ru", "Не мусорьте.", "мусор", "сор", "Не мусорьте.", "мусорьте"),
        ("ru", "урнам", "урна", "", "урнам", "урнам"),
    ],
)
def test_other_forms(lang: Lang, text: str, wanted: str, instead: str, new: str, left: str) -> None:
    assert replaced_words(text, wanted, instead, lang) == new
    assert " ".join(longer_words(text, wanted, instead, lang, whole=False)) == left
    assert replaced_words(text, wanted, instead) == text or "\n" in text


def test_forms_that_stay_are_told() -> None:
    text = "Жәшік, жәшікке, жәшігі {жәшікке}."
    assert tuple(longer_words(text, "жәшік", "қорап", "kk", whole=True)) == ("жәшікке", "жәшігі")


@given(st.text(max_size=40), st.text(max_size=8), st.text(max_size=8))
def test_what_is_not_there_changes_nothing(text: str, wanted: str, instead: str) -> None:
    new = replaced_words(text, wanted, instead, "kk")
    if new != text:
        first = wanted.split(maxsplit=1)[0]
        first = first[:-2] or first
        assert first in text or first[:1].upper() + first[1:] in text


def test_the_list_and_the_save(fresh: Tiny) -> None:
    """Titles, texts and greetings in the languages that were asked for, in one save; undo takes all of it back."""
    fresh.edit("intros.yaml", "Уважаемые гости", "Уважаемые жители и гости")
    fresh.edit("texts/b.yaml", "ru: Порядок}", "ru: Порядок для гости}")
    before = fresh.tree("appeals")
    bench = Workbench(fresh.root)
    found, _left = replaced_texts(bench, TODAY, "гости", "люди", RU)
    assert {(each.file, each.path) for each in found} == {
        ("appeals/texts/b.yaml", ("title", "ru")),
        ("appeals/intros.yaml", ("default", "ru")),
    }
    assert fresh.tree("appeals") == before
    assert replaced_texts(bench, TODAY, "гости", "люди", KK) == ((), ())
    saved = save_replaced(bench, found)
    assert "Уважаемые жители и люди {place:gen}!" in (fresh.root / "appeals/intros.yaml").read_text("utf-8")
    assert "{kk: Тәртіп, ru: Порядок для люди}" in (fresh.root / "appeals/texts/b.yaml").read_text("utf-8")
    undo_edits(fresh.root, saved.changes)
    assert fresh.tree("appeals") == before


def test_what_would_be_wrong_is_shown_first(fresh: Tiny) -> None:
    bench = Workbench(fresh.root)
    [found] = replaced_texts(bench, TODAY, "мусор", "7;8")[0]
    assert {problem.slug for problem in found.problems} == {"unreadable-token"}
    assert replaced_texts(bench, TODAY, "мусор", "отходы")[0][0].problems == ()
    [emptied] = replaced_texts(bench, TODAY, "Чистота", "", RU)[0][:1]
    assert emptied.path == ("title", "ru")


def test_a_text_that_changed_meanwhile_is_not_overwritten(fresh: Tiny) -> None:
    bench = Workbench(fresh.root)
    found, _left = replaced_texts(bench, TODAY, "улицы", "дворы")
    fresh.edit("texts/a.yaml", "Берегите улицы.", "Берегите свои улицы.")
    before = fresh.tree("appeals")
    with pytest.raises(ZtError):
        save_replaced(bench, found)
    assert fresh.tree("appeals") == before


@pytest.fixture
def asker(fresh: Tiny) -> Iterator[Asker]:
    with studio_in_process(fresh.root) as asker:
        yield asker


def test_the_page_writes_what_stays_ticked(asker: Asker, fresh: Tiny) -> None:
    fresh.edit("texts/b.yaml", "Соблюдайте порядок.", "Соблюдайте порядок и улицы.")
    asked = {"find": "улицы", "instead": "дворы", "lang": "ru", "parts": ""}
    page = asker.get(f"/replace?find={quote('улицы')}&instead={quote('дворы')}&lang=ru").text
    assert "<del>улицы.</del>" in page
    one, other = replaced_texts(Workbench(fresh.root), asker.studio.today(), "улицы", "дворы", RU)[0]
    assert f"take-{one.key}" in page
    assert asker.post("/replace", asked).status == 400
    stale = asker.post("/replace", {**asked, f"take-{one.key}": "yes", "take-0123456789abcdef": "yes"})
    assert stale.status == 409
    assert "Берегите улицы." in (fresh.root / one.file).read_text("utf-8")
    assert "1 text was changed." in asker.post("/replace", {**asked, f"take-{one.key}": "yes"}).text
    assert "Берегите дворы." in (fresh.root / one.file).read_text("utf-8")
    assert "и улицы." in (fresh.root / other.file).read_text("utf-8")


def test_the_page_tells_which_words_stay(asker: Asker, fresh: Tiny) -> None:
    fresh.edit("texts/b.yaml", "Соблюдайте порядок.", "Соблюдайте порядок и порядки, без непорядков.")
    asked = f"/replace?find={quote('порядок')}&instead={quote('закон')}&lang=ru"
    assert "look at them yourself: порядки" in asker.get(asked).text
    page = asker.get(f"{asked}&parts=yes").text
    assert "законы" in page
    assert "порядки." not in page.partition("look at them yourself")[2][:60]

"""What a Word file says is taken whole, and a file that is none is refused in words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from zt_audio.app.word_file import MAX_WORD_BYTES, word_paragraphs
from zt_audio.errors import ContentError

MAIN = "word/document.xml"


def saved(document: WordDocument) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def word_file(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def read(data: bytes) -> list[tuple[str, str | None, int]]:
    return [(each.clean.text, each.lang, each.column) for each in word_paragraphs(data)]


def test_two_languages_one_after_another() -> None:
    data = word_file("Қоқыс тастамаңыздар!", "", "Не мусорите!", "Звоните 102.")
    assert read(data) == [
        ("Қоқыс тастамаңыздар!", "kk", 0),
        ("Не мусорите!", "ru", 0),
        ("Звоните 102.", "ru", 0),
    ]


def test_two_columns_of_a_table() -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2)
    for row, texts in enumerate((("Тазалық сақтаңыз.", "Соблюдайте чистоту."), ("102-ге", "Звоните 102"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    assert [(text, column) for text, _lang, column in read(saved(document))] == [
        ("Тазалық сақтаңыз.", 1),
        ("Соблюдайте чистоту.", 2),
        ("102-ге", 1),
        ("Звоните 102", 2),
    ]


def test_words_are_cleaned_and_named() -> None:
    (found,) = word_paragraphs(word_file("Мусoр - в “урну”,\xa0он\xadлайн."))
    assert found.clean.text == "Мусор – в «урну», онлайн."
    assert set(found.clean.fixes) == {"letter", "dash", "quote", "space", "invisible"}


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<w:ins><w:r><w:t>новые</w:t></w:r></w:ins>", "новые"),  # tracked changes: what stands there now
        ("<w:del><w:r><w:delText>старые</w:delText></w:r></w:del><w:r><w:t>слова</w:t></w:r>", "слова"),
        ("<w:moveFrom><w:r><w:t>отсюда</w:t></w:r></w:moveFrom><w:r><w:t>слова</w:t></w:r>", "слова"),
        ("<w:hyperlink><w:r><w:t>слова</w:t></w:r></w:hyperlink>", "слова"),
        ("<w:sdt><w:sdtContent><w:r><w:t>слова</w:t></w:r></w:sdtContent></w:sdt>", "слова"),
        ("<w:r><w:t>кто</w:t><w:noBreakHyphen/><w:t>то</w:t></w:r>", "кто-то"),
        ("<w:r><w:t>од</w:t><w:softHyphen/><w:t>но</w:t></w:r>", "одно"),
        ("<w:r><w:t>раз</w:t><w:tab/><w:t>два</w:t></w:r>", "раз два"),
        ("<w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr><w:r><w:t>слова</w:t></w:r>", "слова"),
    ],
)
def test_no_word_of_a_paragraph_is_lost_or_too_much(inside: str, said: str) -> None:
    document = Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
    assert [text for text, _lang, _column in read(saved(document))] == [said]


def test_a_paragraph_in_a_content_control_is_read() -> None:
    document = Document()
    block = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Слова.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(block))
    assert [text for text, _lang, _column in read(saved(document))] == ["Слова."]


def changed(change: Callable[[bytes], bytes], part: str = MAIN) -> bytes:
    """Return a good file with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file("Не мусорите."))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(MAIN, b" " * 60_000_000)
    return out.getvalue()


ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
GOOD = word_file("Не мусорите.")


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"", "word-file-broken"),
        (b"%PDF-1.7", "word-file-broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, "word-file-broken"),  # a .doc of the last century
        (GOOD[: len(GOOD) // 2], "word-file-broken"),
        (GOOD[:200] + b"\0" * 200 + GOOD[400:], "word-file-broken"),
        (changed(lambda data: data[:-30]), "word-file-broken"),
        (changed(lambda data: data.replace(b"<w:document", ENTITY + b"<w:document", 1)), "word-file-broken"),
        (changed(lambda data: data.decode().encode("utf-16")), "word-file-broken"),
        (changed(lambda _data: b"<a/>", "[Content_Types].xml"), "word-file-broken"),
        (bomb(), "word-file-large"),
        (b"PK" + b"\0" * MAX_WORD_BYTES, "word-file-large"),
        (word_file(*["Слово."] * 501), "word-file-large"),
        (word_file("", " "), "word-file-empty"),
    ],
)
def test_what_is_no_text_is_refused_in_words(data: bytes, slug: str) -> None:
    with pytest.raises(ContentError) as caught:
        word_paragraphs(data)
    assert [problem.slug for problem in caught.value.problems] == [slug]

"""What a Word file says is taken whole, and a file that is none is refused in words."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest

from tests.support.word_file import document_xml, packed, paragraph, word_file
from zt_audio.app.texts.new_content import pasted_text, read_word_file
from zt_audio.errors import ContentError
from zt_audio.formats.documents import MAX_WORD_BYTES


def read(data: bytes) -> list[tuple[str, str | None, int]]:
    return [(each.clean.text, each.lang, each.column) for each in read_word_file(data)]


def test_two_languages_one_after_another() -> None:
    data = word_file("Қоқыс тастамаңыздар!", "", "Не мусорите!", "Звоните 102.")
    assert read(data) == [
        ("Қоқыс тастамаңыздар!", "kk", 0),
        ("Не мусорите!", "ru", 0),
        ("Звоните 102.", "ru", 0),
    ]


def test_two_columns_of_a_table() -> None:
    rows = (("Тазалық сақтаңыз.", "Соблюдайте чистоту."), ("102-ге", "Звоните 102"))
    cells = ("".join(f"<w:tc><w:tcPr/>{paragraph(text)}</w:tc>" for text in row) for row in rows)
    table = f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    assert [(text, column) for text, _lang, column in read(packed(document_xml(table)))] == [
        ("Тазалық сақтаңыз.", 1),
        ("Соблюдайте чистоту.", 2),
        ("102-ге", 1),
        ("Звоните 102", 2),
    ]


def test_words_are_cleaned_and_named() -> None:
    (found,) = read_word_file(word_file("Мусoр - в “урну”,\xa0он\xadлайн."))
    assert found.clean.text == "Мусор – в «урну», онлайн."
    assert set(found.clean.fixes) == {"letter", "dash", "quote", "space", "invisible"}


HIDDEN = "<w:rPr><w:vanish/></w:rPr>"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<w:ins><w:r><w:t>новые</w:t></w:r></w:ins>", "новые"),  # tracked changes: what stands there now
        ("<w:del><w:r><w:delText>старые</w:delText></w:r></w:del><w:r><w:t>слова</w:t></w:r>", "слова"),
        ("<w:moveFrom><w:r><w:t>отсюда</w:t></w:r></w:moveFrom><w:r><w:t>слова</w:t></w:r>", "слова"),
        (f"<w:r>{HIDDEN}<w:t>не видно</w:t></w:r><w:r><w:t>слова</w:t></w:r>", "слова"),
        (f"<w:r>{HIDDEN}{HIDDEN}<w:t>не видно</w:t></w:r><w:r><w:t>слова</w:t></w:r>", "слова"),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>слова</w:t></w:r>", "слова"),
        (f"<w:pPr>{HIDDEN}</w:pPr><w:r><w:t>слова</w:t></w:r>", "слова"),  # the mark at the end of the paragraph
        ("<w:hyperlink><w:r><w:t>слова</w:t></w:r></w:hyperlink>", "слова"),
        ("<w:sdt><w:sdtContent><w:r><w:t>слова</w:t></w:r></w:sdtContent></w:sdt>", "слова"),
        ("<w:r><w:t>кто</w:t><w:noBreakHyphen/><w:t>то</w:t></w:r>", "кто-то"),
        ("<w:r><w:t>од</w:t><w:softHyphen/><w:t>но</w:t></w:r>", "одно"),
        ("<w:r><w:t>раз</w:t><w:tab/><w:t>два</w:t></w:r>", "раз два"),
        ("<w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr><w:r><w:t>слова</w:t></w:r>", "слова"),
    ],
)
def test_no_word_of_a_paragraph_is_lost_or_too_much(inside: str, said: str) -> None:
    assert [text for text, _lang, _column in read(packed(document_xml(f"<w:p>{inside}</w:p>")))] == [said]


def test_a_paragraph_in_a_content_control_is_read() -> None:
    block = f"<w:sdt><w:sdtContent>{paragraph('Слова.')}</w:sdtContent></w:sdt>"
    assert [text for text, _lang, _column in read(packed(document_xml(block)))] == ["Слова."]


def test_a_text_box_is_a_paragraph_of_its_own_and_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('В рамке.')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>До</w:t><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent><w:t> и после.</w:t></w:r></w:p>"
    )
    assert [text for text, _lang, _column in read(packed(document_xml(body)))] == ["До и после.", "В рамке."]


def test_a_cell_is_counted_among_the_cells_of_its_own_row() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('а')}</w:tc></w:tr></w:tbl>"
    row = f"<w:tr><w:tc/><w:tc>{inner}{paragraph('б')}</w:tc><w:tc>{paragraph('в')}</w:tc></w:tr>"
    body = f"<w:tbl>{row}</w:tbl>{paragraph('г')}"
    found = [(text, column) for text, _lang, column in read(packed(document_xml(body)))]
    assert found == [("а", 1), ("б", 2), ("в", 3), ("г", 0)]


def test_a_file_saved_as_strict_open_xml_is_read() -> None:
    strict = document_xml(paragraph("Слова.")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert [text for text, _lang, _column in read(packed(strict))] == ["Слова."]


ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
GOOD = word_file("Не мусорите.")
GOOD_XML = document_xml(paragraph("Не мусорите."))


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (lambda: b"", "word-file-broken"),
        (lambda: b"%PDF-1.7", "word-file-broken"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, "word-file-broken"),  # a .doc of the last century
        (lambda: GOOD[: len(GOOD) // 2], "word-file-broken"),
        (lambda: GOOD[:-400] + b"\0" * 200 + GOOD[-200:], "word-file-broken"),
        (
            lambda: GOOD.replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\x92"),
            "word-file-broken",
        ),  # version 14.6
        (lambda: packed(GOOD_XML[:-30]), "word-file-broken"),
        (lambda: packed(document_xml(paragraph("а"), ENTITY)), "word-file-broken"),
        (lambda: packed(document_xml(paragraph("а"), LAUGHS)), "word-file-broken"),
        (lambda: packed(document_xml(paragraph("а"), "<!DOCTYPE x>").encode("utf-16")), "word-file-broken"),
        (lambda: packed("<w:p>" * 501), "word-file-broken"),
        (lambda: packed(document_xml("<w:p>" * 100_000 + "</w:p>" * 100_000)), "word-file-broken"),
        (lambda: packed(b" " * 60_000_000), "word-file-large"),
        (lambda: b"PK" + b"\0" * MAX_WORD_BYTES, "word-file-large"),
        (lambda: word_file(*["Слово."] * 501), "word-file-large"),
        (lambda: word_file("Слово. " * 20_000), "word-file-large"),
        (lambda: word_file("", " "), "word-file-empty"),
        (lambda: packed(document_xml("<w:p/>" * 500_000)), "word-file-empty"),
        (lambda: word_file("а" * 101), "token-too-long"),
    ],
)
def test_what_is_no_text_is_refused_in_words(data: Callable[[], bytes], slug: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_word_file(data(), "Текст.docx")
    assert [problem.slug for problem in caught.value.problems] == [slug]


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_part_that_unpacks_to_more_than_it_says_is_cut_there(compression: int) -> None:
    xml = document_xml(paragraph("а") + " " * 1_000_000)
    lying = packed(xml, compression).replace(len(xml.encode()).to_bytes(4, "little"), (900).to_bytes(4, "little"))
    with pytest.raises(ContentError, match="word-file-broken"):
        read_word_file(lying)


@pytest.mark.parametrize("word", ["а" * 101, "аa" * 10_000, "а\u0301\u0316" * 6_000])
def test_a_pasted_word_of_more_than_a_hundred_letters_is_refused(word: str) -> None:
    with pytest.raises(ContentError, match="token-too-long"):
        pasted_text(f"Слова {word} слова.", "ru")
    assert pasted_text("а" * 100, "ru").text == "а" * 100
    assert pasted_text("_" * 500, "ru").text == "_" * 500  # a line to write on is no word

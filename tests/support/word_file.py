"""Make the smallest Word file that holds paragraphs."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

MAIN = "word/document.xml"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def document_xml(body: str, before: str = "") -> str:
    """Return the main part with `body`, XML whose elements of Word begin with `w:`; `before` stands before its root."""
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return (
        f'{declared}{before}<w:document xmlns:w="{_MAIN}" xmlns:mc="{_COMPATIBLE}"><w:body>{body}</w:body></w:document>'
    )


def packed(main: str | bytes, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a `.docx` whose main part is `main`."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{MAIN}" ContentType="{_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_LINK}" '
        f'Target="{MAIN}"/></Relationships>',
        MAIN: main,
    }
    data = BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def word_file(*paragraphs: str) -> bytes:
    """Return a `.docx` with a paragraph for each text."""
    return packed(document_xml("".join(map(paragraph, paragraphs))))

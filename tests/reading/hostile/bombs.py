"""Files that are small on disk and large when they are unfolded, and PDFs made by hand."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Sequence

MB = 1_000_000
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def raw_pdf(contents: Sequence[bytes], *, filters: int = 0, images: bool = False) -> bytes:
    """A valid PDF with a page for each content stream, declared as packed so many times."""
    count = len(contents)
    resources = b"<</Font<</F1 3 0 R>>>>"
    if images:
        resources = b"<</XObject<</I 4 0 R>>>>"
    kids = b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(count))
    image = zlib.compress(bytes(64 * 64))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        _FONT,
        _stream(
            image,
            b"/Type/XObject/Subtype/Image/Width 64/Height 64/BitsPerComponent 8"
            b"/ColorSpace/DeviceGray/Filter/FlateDecode",
        ),
    ]
    packed = b"/Filter[%s]" % (b"/FlateDecode" * filters) if filters else b""
    for i, content in enumerate(contents):
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources %s/Contents %d 0 R>>"
            % (resources, 6 + 2 * i),
            _stream(content, packed),
        ]
    return _joined(objects)


def _stream(data: bytes, entries: bytes) -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def _joined(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(
        b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    )
    return out.getvalue()


def line_of_pdf(words: str) -> bytes:
    """The content stream of a page with one line."""
    return b"BT /F1 12 Tf 20 100 Td (%s) Tj ET" % words.encode("cp1252")


def scanned_pdf(pages: int) -> bytes:
    """A PDF whose pages show a picture and no text."""
    return raw_pdf([b"q 300 0 0 200 0 0 cm /I Do Q"] * pages, images=True)


def pdf_bombs() -> dict[str, bytes]:
    """By what they do, measured with pypdf 7.1 as up to 9 s and 304 MB each."""
    text = b"BT /F1 1 Tf " + b"(A)Tj " * (8 * MB // 6) + b"ET"
    return {
        "80 MB": raw_pdf([_packed(b" " * (80 * MB), 1)], filters=1),
        "70 MB of spaces": raw_pdf([_packed(b" " * (70 * MB), 1)], filters=1),
        "60 MB packed three times": raw_pdf([_packed(b" " * (60 * MB), 3)], filters=3),
        "8 MB of text operators": raw_pdf([_packed(text, 1)], filters=1),
    }


def _packed(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def archives(*, members: int) -> dict[str, bytes]:
    """Archives by file name that unfold to 10 MB for each member, one inside the other."""
    member = gzip.compress(bytes(10 * MB))
    inner = _zipped({f"{i}.txt": bytes(10 * MB) for i in range(2)})
    nested = _zipped({f"{i}.zip": inner for i in range(members)})
    gzipped = member * members  # a gzip file may have many members
    return {
        "bomb.zip": nested,
        "bomb.gz": gzipped,
        "law.pdf.gz": gzipped,
        "called.txt": nested,
        "called.pdf": gzipped,
        "called.html": nested,
        "called.csv": gzipped,
        "called.yaml": nested,
    }


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()

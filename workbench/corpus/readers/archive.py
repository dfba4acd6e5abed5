"""Archives (ZIP): each file in them is read by itself; nothing is ever written to a disk.

Names in an archive are data: they are shown, and never become part of a path.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from workbench.core.errors import Refused
from workbench.corpus.drafts import ArticleDraft, Options, Problem, Reading
from workbench.corpus.readers.bytes import MOST_BYTES, ZIP_START, is_packed
from workbench.corpus.readers.limits import MOST_ARTICLES, refuse_too_many_articles

MOST_FILES = 10_000
MOST_UNPACKED = 200 * 1024 * 1024
#: Text packs to a fifth, repeated text to a fiftieth; a bomb to a thousandth.
GREATEST_RATIO = 200
_SMALL = 1024 * 1024  # below this no ratio does harm
_LARGEST_DIRECTORY = 8 * 1024 * 1024  # bytes: ample for the names of 10,000 files
_END_OF_DIRECTORY, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_OFFICE = {
    "xl/workbook.xml": "an Excel workbook. Save it as CSV and try again.",
    "ppt/presentation.xml": "a PowerPoint file. Save its text as plain text and try again.",
    "content.xml": "an OpenDocument file. Save it as DOCX or as plain text and try again.",
    "META-INF/container.xml": "an e-book. Save it as a web page or as plain text and try again.",
}
#: Refusals of one file that are refusals of its archive.
_OF_THE_WHOLE = frozenset({"nested_archive", "archive_bomb", "encrypted"})
# What a torn or hostile archive makes the standard library raise.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, ValueError, IndexError, RuntimeError),
)

Read = Callable[[bytes, str, Options], Reading]


def recognise_zip(data: bytes) -> str:
    """ "docx" for a Word document, else "zip". Raises Refused for other office documents."""
    with _opened(data) as archive:
        names = {info.filename for info in _infos(archive)}
    if "word/document.xml" in names:
        return "docx"
    for name, what in _OFFICE.items():
        if name in names:
            raise Refused(f"This file is {what}", code="not_text")
    return "zip"


def read(data: bytes, name: str, options: Options, read_one: Read) -> Reading:
    """The articles of all files in the archive; problems and articles bear the file's name in it.

    :raise Refused: for an archive that is encrypted, broken, too large, or holds another one; and
        where a file in it needs a person's word (on its encoding, on its columns).
    """
    articles: list[ArticleDraft] = []
    problems: list[Problem] = []
    found = 0
    with _opened(data) as archive:
        for info in _files(archive):
            found += 1
            inner_name = _shown(info.filename)
            try:
                content = _content(archive, info)
                reading = _read_inner(content, inner_name, options, read_one)
            except Refused as error:
                if _asks(error) or error.code in _OF_THE_WHOLE:
                    raise
                problems.append(Problem(error.code, error.message, error.line, inner_name))
                continue
            articles += reading.articles
            problems += reading.problems
            if len(articles) > MOST_ARTICLES:
                refuse_too_many_articles()
    if not found:
        raise Refused("This archive holds no file.", code="empty")
    return Reading("zip", options.encoding or "utf-8", tuple(articles), tuple(problems))


def _opened(data: bytes) -> zipfile.ZipFile:
    # The directory of 20 MB could list 400,000 files; they are counted before it is read.
    end = data.rfind(_END_OF_DIRECTORY, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > _LARGEST_DIRECTORY:
        _refuse_many()
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise Refused(
            f"This archive is broken ({error}). Pack it again.", code="broken_archive"
        ) from None


def _infos(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """What the archive says it holds, checked before anything is unpacked."""
    infos = archive.infolist()
    if len(infos) > MOST_FILES:
        _refuse_many()
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise Refused(
            f"This archive would unpack to more than {MOST_UNPACKED // 2**20} MiB. "
            "Pack it in several.",
            code="archive_too_big",
        )
    for info in infos:
        if not info.filename:
            raise Refused(
                "This archive is broken (a file in it has no name). Pack it again.",
                code="broken_archive",
            )
        if info.flag_bits & 1:
            raise Refused(
                f"“{_shown(info.filename)}” is encrypted. Pack it again without a password.",
                code="encrypted",
            )
        if info.file_size > max(_SMALL, GREATEST_RATIO * info.compress_size):
            raise Refused(
                f"“{_shown(info.filename)}” would unpack to more than {GREATEST_RATIO} times its "
                "size: no text does. Nothing was unpacked.",
                code="archive_bomb",
            )
    return infos


def _files(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    for info in _infos(archive):
        path = PurePosixPath(info.filename.replace("\\", "/"))
        is_litter = path.name in _LITTER or path.name.startswith("._") or "__MACOSX" in path.parts
        if not (info.is_dir() or is_litter):
            yield info


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refused("This is a link to another file. Pack the file itself.", code="link")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("This file is packed in a rare way. Use plain ZIP.", code="broken_archive")
    if info.file_size > MOST_BYTES:
        raise Refused(
            f"This file has {info.file_size:,} bytes; a file may have {MOST_BYTES:,} (20 MiB).",
            code="too_big",
        )
    try:
        with archive.open(info) as file:
            # Never more than was declared, whatever the packed bytes hold.
            content = file.read(info.file_size + 1)
    except _BROKEN as error:
        raise Refused(
            f"This file is broken in the archive ({error}).", code="broken_archive"
        ) from None
    return content


def _read_inner(content: bytes, name: str, options: Options, read_one: Read) -> Reading:
    """An encoding was confirmed for the files that need one; the others are what they are."""
    _refuse_nested(content, name)
    inner = replace(options, format="", encoding="")
    try:
        return read_one(content, name, inner)
    except Refused as error:
        if "proposal" in error.details and options.encoding:
            return read_one(content, name, replace(inner, encoding=options.encoding))
        if _asks(error):
            error.message = f"{name}: {error.message}"
        raise


def _asks(refused: Refused) -> bool:
    """Whether a person's word is wanted: on an encoding, on the columns of a table."""
    return bool(refused.details.keys() - {"line"})


def _refuse_nested(content: bytes, name: str) -> None:
    if is_packed(content) and not (ZIP_START.match(content) and recognise_zip(content) == "docx"):
        raise Refused(
            f"“{name}” is an archive inside this archive. Unpack it, and pack its files instead.",
            code="nested_archive",
        )


def _refuse_many() -> None:
    raise Refused(
        f"This archive lists more than {MOST_FILES:,} files. Pack it in several.",
        code="too_many_files",
    )


def _shown(name: str) -> str:
    """A name as it can be shown: no control or direction marks, the last 200 characters."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)[-200:]

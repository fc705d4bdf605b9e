"""Bytes become UTF-8: which encoding a file has, and its text in blocks."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from ingestion.errors import FileError

BLOCK_BYTES = 8 << 20
MAX_LINE_BYTES = 16 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_CP1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))


def detect_encoding(stream: BinaryIO) -> str:
    """Return utf-8-sig, utf-16, utf-8, cp1252, or latin-1 which takes anything.

    The whole file is looked at: one accent may stand on its last line.
    """
    decoder, is_utf8, is_cp1252 = codecs.getincrementaldecoder("utf-8")(), True, True
    block = stream.read(BLOCK_BYTES)
    for mark, encoding in _BOMS:
        if block.startswith(mark):
            return encoding
    while True:
        if is_utf8:
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError:
                is_utf8 = False
        is_cp1252 = is_cp1252 and not any(byte in block for byte in _NOT_CP1252)
        if not block:
            break
        block = stream.read(BLOCK_BYTES)
    if is_utf8:
        return "utf-8"
    return "cp1252" if is_cp1252 else "latin-1"


def utf8_blocks(stream: BinaryIO, encoding: str, label: str) -> Iterator[bytes]:
    """Yield a text in UTF-8 blocks, cut anywhere between two characters.

    Line ends of old Macs (a lone CR) become LF. A byte that the encoding does not
    know and a NUL are file errors with their line.
    """
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError:
        raise FileError(
            f"options.encoding: there is no encoding {encoding!r}; expected a name "
            "such as utf-8, cp1252 or utf-16",
            file=label,
        ) from None
    line, lone_cr, is_first = 1, False, True
    while True:
        raw = stream.read(BLOCK_BYTES)
        try:
            block = decoder.decode(raw, final=not raw).encode()
        except UnicodeError as error:
            raise FileError(
                f"holds a byte that is not {encoding}: expected that encoding; "
                "correct options.encoding or the file",
                file=label,
                line=line + raw[: getattr(error, "start", 0)].count(b"\n"),
            ) from None
        if (at := block.find(b"\0")) >= 0:
            raise FileError(
                "holds a NUL byte: expected text; the file is damaged, of another "
                "format, or UTF-16 without its mark (set options.encoding)",
                file=label,
                line=line + block[:at].count(b"\n"),
            )
        if is_first and block:
            lone_cr, is_first = b"\n" not in block and b"\r" in block, False
        if lone_cr:
            block = block.replace(b"\r", b"\n")
        line += block.count(b"\n")
        if block:
            yield block
        if not raw:
            return


def lines_of(
    text: bytes, more: Iterator[bytes], line: int, label: str
) -> Iterator[str]:
    """Yield physical lines that end in LF; a stray CR inside becomes a blank."""
    while True:
        *whole, text = text.split(b"\n")
        for one in whole:
            refuse_long_line(len(one), line, label)
            yield one.removesuffix(b"\r").replace(b"\r", b" ").decode() + "\n"
            line += 1
        refuse_long_line(len(text), line, label)
        block = next(more, None)
        if block is None:
            break
        text += block
    if text:
        yield text.decode()


def refuse_long_line(byte_count: int, line: int, label: str) -> None:
    """Raise FileError when a line, or a value with line breaks, has no end."""
    if byte_count > MAX_LINE_BYTES:
        raise FileError(
            f"is longer than {MAX_LINE_BYTES >> 20} MB: expected one row; the file is "
            "damaged, or a quote is opened here and never closed",
            file=label,
            line=line,
        )

"""Deliveries inside files: a plain file, the inside of a .gz, each member of a .zip."""

import contextlib
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO

from ingestion.connectors.files.discovery import File, is_passed_over
from ingestion.errors import FileError

MB = 1 << 20
FREE_BYTES = 100 * MB  # below this any expansion is taken
MAX_EXPANSION = 200  # times the compressed size; a text rarely passes 30
MAX_BYTES = 20_000 * MB
_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError)


@dataclass(frozen=True)
class Delivery:
    """One stream of bytes to land: a file, or a member of an archive."""

    file: File
    member: str | None
    packed_bytes: int

    @property
    def name(self) -> str:
        """Base name, the member after `!`."""
        base = self.file.path.name
        return f"{base}!{self.member}" if self.member else base

    @property
    def label(self) -> str:
        """The name as errors show it, with its folder."""
        return str(self.file.path) + (f"!{self.member}" if self.member else "")

    @property
    def is_packed(self) -> bool:
        """Whether the bytes come out of an archive."""
        return self.member is not None or self.file.path.suffix.lower() == ".gz"

    @property
    def inner_name(self) -> str:
        """The name that tells the format."""
        if self.member:
            return self.member
        name = self.file.path.name
        return name[:-3] if name.lower().endswith(".gz") else name

    @contextlib.contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the unpacked bytes; what cannot be read is a FileError."""
        path = self.file.path
        with contextlib.ExitStack() as stack:
            with _readable(self.label):
                if self.member:
                    archive = stack.enter_context(zipfile.ZipFile(path))
                    raw = stack.enter_context(archive.open(self.member))
                elif path.suffix.lower() == ".gz":
                    raw = stack.enter_context(gzip.open(path))
                else:
                    raw = stack.enter_context(open(path, "rb"))
            yield io.BufferedReader(_Unpacked(raw, self), MB)

    def content_hash(self) -> tuple[str, int]:
        """Return the SHA-256 of the unpacked bytes, and their number."""
        with self.open() as stream:
            digest, count = hashlib.sha256(), 0
            while block := stream.read(MB):
                digest.update(block)
                count += len(block)
        return digest.hexdigest(), count


@contextlib.contextmanager
def _readable(label: str) -> Iterator[None]:
    try:
        yield
    except (*_BROKEN, RuntimeError) as error:  # RuntimeError: zipfile asks a password
        raise FileError(
            f"cannot be read ({type(error).__name__}): expected a whole file without "
            "password; deliver it again",
            file=label,
        ) from None


class _Unpacked(io.RawIOBase):
    """An unpacked stream that stops before it fills memory or disk."""

    def __init__(self, raw: BinaryIO, delivery: Delivery) -> None:
        self._raw, self._delivery, self._count = raw, delivery, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        with _readable(self._delivery.label):
            block = self._raw.read(len(buffer))
        buffer[: len(block)] = block
        self._count += len(block)
        if self._delivery.is_packed:
            refuse_bomb(self._count, self._delivery.packed_bytes, self._delivery.label)
        return len(block)


def refuse_bomb(byte_count: int, packed_bytes: int, label: str) -> None:
    """Raise FileError when so much came out of so little."""
    if byte_count > MAX_BYTES:
        limit = f"{MAX_BYTES // MB} MB"
    elif byte_count > max(FREE_BYTES, MAX_EXPANSION * packed_bytes):
        limit = f"{MAX_EXPANSION} times its compressed size"
    else:
        return
    raise FileError(
        f"expands beyond {limit}: expected an export, this looks like an archive "
        "bomb; deliver it uncompressed if it is real",
        file=label,
    )


def deliveries(file: File) -> list[Delivery]:
    """Return the deliveries of one file; a .zip may hold several or none."""
    if file.path.suffix.lower() != ".zip":
        return [Delivery(file, None, file.byte_count)]
    try:
        with zipfile.ZipFile(file.path) as archive:
            members = archive.infolist()
    except _BROKEN:
        raise FileError(
            "is not a whole .zip archive: deliver it again", file=file.path
        ) from None
    found = []
    for member in members:
        _refuse_escape(member.filename, file)
        path = PurePosixPath(member.filename)
        if member.is_dir() or any(is_passed_over(part) for part in path.parts):
            continue
        if path.parts[0] == "__MACOSX":
            continue
        if path.suffix.lower() in (".zip", ".gz"):
            raise FileError(
                "holds an archive in an archive: expected plain files", file=file.path
            )
        found.append(Delivery(file, member.filename, member.compress_size))
    return found


def _refuse_escape(name: str, file: File) -> None:
    parts = (*PurePosixPath(name).parts, *PureWindowsPath(name).parts)
    if ".." in parts or name.startswith(("/", "\\")) or PureWindowsPath(name).drive:
        raise FileError(
            "has a member whose name leaves the archive (absolute, or with '..'): "
            "expected plain names",
            file=file.path,
        )

"""What ingestion says when it refuses: one clear message, and where to look."""

from pathlib import Path


class IngestionError(Exception):
    """Something a person must put right; the command line prints it and exits 2."""


class LocatedError(IngestionError):
    """An error at a place in a file: which file, line and column, and what to do.

    `line` and `column` count from 1; `column` may also be a header's name.
    `expected` says what should have been there and what to do about it. None of
    them ever holds the value of an identifier or a message.
    """

    def __init__(
        self,
        expected: str,
        *,
        file: str | Path,
        line: int | None = None,
        column: int | str | None = None,
    ) -> None:
        self.expected = " ".join(expected.split())  # a quoted word may hold newlines
        self.file = str(file)
        self.line = line
        self.column = column
        place = [self.file]
        if line is not None:
            place.append(f"line {line}")
        if column is not None:
            place.append(f"column {column}")
        super().__init__(f"{', '.join(place)}: {self.expected}")


class WorkspaceError(LocatedError):
    """A file of the workspace is wrong: nothing is built from it."""


class FileError(LocatedError):
    """A delivered file cannot be read as a whole: nothing of it is landed."""

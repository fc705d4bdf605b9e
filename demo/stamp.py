"""What was written for which arguments, so that it is not written again."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import xlsxwriter

HERE = Path(__file__).parent
STAMP = ".generated.json"


def fingerprint() -> str:
    """Return what the bytes depend on beside the arguments: our code, the libraries."""
    libraries = (np, pa, xlsxwriter)
    digest = hashlib.sha256(str([one.__version__ for one in libraries]).encode())
    for path in sorted(HERE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_stamp(out: Path) -> dict:
    """Return what the last call wrote, {} if none is known."""
    try:
        return json.loads((out / STAMP).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


def is_intact(out: Path, files: dict[str, str]) -> bool:
    """Return whether all files, by path and SHA-256, are there as written."""
    for name, expected in files.items():
        path = out / name
        if not path.is_file():
            return False
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                return False
    return True

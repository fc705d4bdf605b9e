"""IDENTITY_KEY, the secret under which identifiers are hashed.

Whoever has it can hash every telephone number there is and so read the pseudonyms
back: keep it apart from the data.
"""

import fcntl
import hmac
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

from ingestion.errors import IngestionError

KEY_FILE = "identity.key"
FINGERPRINT_FILE = "identity.fingerprint"
MIN_KEY_LENGTH = 16


def identity_key(data_dir: str | Path, environ: Mapping[str, str]) -> bytes:
    """Return the secret of all keyed hashes: IDENTITY_KEY, or DATA_DIR/identity.key.

    The file is made when both are missing, readable by its owner only, with a
    warning; processes that start at once agree on one. A key other than the one
    that DATA_DIR began with is refused: a customer's old and new hashes would
    never meet.
    """
    folder = Path(data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    text = environ.get("IDENTITY_KEY")
    if text:
        whence = "IDENTITY_KEY"
    else:
        path = folder / KEY_FILE
        if not path.exists() and _write_once(path, secrets.token_hex(32)):
            print(
                f"warning: IDENTITY_KEY is not set, so a key was made in {path}. A "
                "key beside the data protects nothing against whoever reads that "
                "disk: for customers' data set IDENTITY_KEY from a secret store.",
                file=sys.stderr,
            )
        text = path.read_text(encoding="utf-8").strip()
        whence = str(path)
    if len(text) < MIN_KEY_LENGTH:
        raise IngestionError(
            f"{whence} is too short: expected at least {MIN_KEY_LENGTH} characters; "
            "give one from a secret store, such as the output of `openssl rand -hex 32`"
        )
    key = text.encode("utf-8")
    _refuse_another_key(folder, key, whence)
    return key


def _refuse_another_key(folder: Path, key: bytes, whence: str) -> None:
    path = folder / FINGERPRINT_FILE
    fingerprint = hmac.digest(key, b"fingerprint", "sha256").hex()[:16]
    if not path.exists():
        _write_once(path, fingerprint)
    if path.read_text(encoding="utf-8").strip() != fingerprint:
        raise IngestionError(
            f"{whence} is not the key that {folder} was hashed with: old and new "
            "pseudonyms would never meet; give the first key back, or start in an "
            "empty DATA_DIR"
        )


def _write_once(path: Path, text: str) -> bool:
    """Write a file whole and private unless it is there; say whether we wrote it."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)  # given back when the folder is closed
        if path.exists():
            return False
        temporary = path.with_name(f".{path.name}.tmp")
        temporary.unlink(missing_ok=True)  # of one who was killed here
        file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w", encoding="utf-8") as writer:
            writer.write(text + "\n")
            writer.flush()
            os.fsync(writer.fileno())
        os.replace(temporary, path)
        return True
    finally:
        os.close(folder)

"""`python -m orchestration.env_file`: give .env every secret that compose asks for.

What docker-compose.yml writes as ${NAME:?…} and .env lacks is made and added; what is
there stays. The file becomes readable by its owner only.
"""

import base64
import os
import re
import secrets
import sys
from pathlib import Path

from orchestration.settings import ROOT

FERNET = "AIRFLOW_FERNET_KEY"  # 32 bytes, in the alphabet of URLs


def main() -> int:
    """Write .env beside docker-compose.yml and say what was added, not its value."""
    path = ROOT / ".env"
    added = add_secrets(path, (ROOT / "docker-compose.yml").read_text())
    print(f"{path}: {', '.join(added) + ' added' if added else 'nothing was missing'}")
    if "IDENTITY_KEY" in added:
        print(
            "IDENTITY_KEY turns identifiers into pseudonyms: keep a copy in a secret "
            "store, since without it a DATA_DIR cannot be added to"
        )
    return 0


def add_secrets(path: Path, compose: str) -> list[str]:
    """Add the secrets that a compose file needs and a .env lacks; return their names.

    A line without a value, such as `NAME=`, is taken for lacking and replaced.
    """
    lines = path.read_text().splitlines() if path.exists() else []
    has = {name for name, _, text in (line.partition("=") for line in lines) if text}
    needed = list(dict.fromkeys(re.findall(r"\$\{(\w+):\?", compose)))
    missing = [name for name in needed if name not in has]
    kept = [line for line in lines if line.partition("=")[0] not in missing]
    text = "\n".join([*kept, *(f"{name}={_secret(name)}" for name in missing)]) + "\n"
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    os.replace(temporary, path)
    return missing


def _secret(name: str) -> str:
    if name == FERNET:
        return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    return secrets.token_hex(32)


if __name__ == "__main__":
    sys.exit(main())

"""Every byte that a process writes under some folders, deleted files included."""

import contextlib
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq


class Watch:
    """Keeps a hard link to every file seen, so that its bytes outlive its name."""

    def __init__(self, folders: list[Path], keep: Path) -> None:
        self._folders, self._keep = folders, keep
        self._seen: dict[tuple[int, int], Path] = {}
        self._unlinked: list[bytes] = []
        self.process: subprocess.Popen | None = None

    def look(self) -> None:
        """Keep what is there now."""
        for folder in self._folders:
            for root, _, names in os.walk(folder):
                for name in names:
                    with contextlib.suppress(OSError):
                        self._take(Path(root, name))
        if self.process:  # files without a name, as some temporary ones are
            with contextlib.suppress(OSError):
                for entry in os.scandir(f"/proc/{self.process.pid}/fd"):
                    with contextlib.suppress(OSError):
                        if " (deleted)" in os.readlink(entry.path):
                            self._unlinked.append(Path(entry.path).read_bytes())

    def _take(self, path: Path) -> None:
        found = path.stat()
        identity = (found.st_dev, found.st_ino)
        if identity not in self._seen:
            kept = self._keep / f"{len(self._seen)}{path.suffix}"
            os.link(path, kept)
            self._seen[identity] = kept

    def written(self) -> Iterator[bytes]:
        """Yield the content of every file, Parquet decoded too."""
        yield from self._unlinked
        for path in self._seen.values():
            yield path.read_bytes()
            with contextlib.suppress(Exception):
                yield str(pq.read_table(path).to_pylist()).encode()


def watched(command: list[str], folders: list[Path], keep: Path, **options) -> Watch:
    """Run a command to its end, watching; raise AssertionError where it fails."""
    keep.mkdir()
    watch, done = Watch(folders, keep), threading.Event()

    def watch_on():
        while not done.is_set():
            watch.look()
            done.wait(0.003)

    watcher = threading.Thread(target=watch_on)
    watcher.start()
    try:
        watch.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options
        )
        said, _ = watch.process.communicate()
    finally:
        done.set()
        watcher.join()
        watch.look()
    assert watch.process.returncode == 0, said.decode()
    watch._unlinked.append(said)
    return watch

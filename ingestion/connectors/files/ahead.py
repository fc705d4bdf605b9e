"""The second core: the next block is read while this one is shaped."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

Item = TypeVar("Item")
_THREAD = ThreadPoolExecutor(1)  # one for all files: to start one costs a small file


def one_ahead(items: Iterator[Item]) -> Iterator[Item]:
    """Yield the same items, the next one being made in another thread meanwhile.

    Arrow and numpy let other threads run while they work. Errors come in their turn.
    """
    coming = _THREAD.submit(next, items, None)
    try:
        while (item := coming.result()) is not None:
            coming = _THREAD.submit(next, items, None)
            yield item
    finally:
        wait([coming])  # who stops early may close the file

"""YAML as text that remembers where each word stood.

Nothing is guessed from a word's look: in plain YAML the country `NO` is false, the
code `007` is 7 and `12:30` is 750. Here they stay text until a model casts them.
"""

from pathlib import Path
from typing import Any

import yaml

from ingestion.errors import WorkspaceError

Place = tuple[str | int, ...]  # keys and list positions from the top

NULLS = ("", "~", "null", "Null", "NULL")


class LocatedYaml:
    """A YAML file: its `data` as dicts, lists, text and None, and every place."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._keys: dict[Place, yaml.Mark] = {}
        self._nodes: dict[Place, yaml.Node] = {}
        node = self._compose(self._text())
        if node is None:
            raise WorkspaceError(
                "the file is empty: expected at least company and sources",
                file=file,
                line=1,
            )
        self.data = self._construct(node, ())

    def __contains__(self, place: Place) -> bool:
        return place in self._nodes

    def node(self, place: Place) -> yaml.Node:
        """Return the YAML node at a place that exists."""
        return self._nodes[place]

    def error(
        self, place: Place, expected: str, *, on_key: bool = False
    ) -> WorkspaceError:
        """Return an error at a place, or at the nearest place above that exists.

        `on_key` points at the key instead of what follows it.
        """
        while place not in self._nodes:
            place, on_key = place[:-1], True
        mark = self._nodes[place].start_mark
        if on_key and place in self._keys:
            mark = self._keys[place]
        return WorkspaceError(
            expected, file=self.file, line=mark.line + 1, column=mark.column + 1
        )

    def _text(self) -> str:
        content = self.file.read_bytes()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise WorkspaceError(
                "expected UTF-8 text; save the file as UTF-8", file=self.file, line=line
            ) from None
        if "\0" in text:
            line = text[: text.index("\0")].count("\n") + 1
            raise WorkspaceError(
                "expected text, found a NUL byte; the file is damaged or not text",
                file=self.file,
                line=line,
            )
        return text

    def _compose(self, text: str) -> yaml.Node | None:
        try:
            for event in yaml.parse(text, Loader=yaml.SafeLoader):
                if isinstance(event, yaml.AliasEvent):
                    raise WorkspaceError(
                        f"expected the content itself; write out `*{event.anchor}`, "
                        "aliases are not read",
                        file=self.file,
                        line=event.start_mark.line + 1,
                        column=event.start_mark.column + 1,
                    )
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            said = ", ".join(part for part in (error.context, error.problem) if part)
            raise WorkspaceError(
                f"expected YAML: {said}; check indentation, quotes and colons here",
                file=self.file,
                line=mark.line + 1,
                column=mark.column + 1,
            ) from None
        except yaml.reader.ReaderError as error:
            raise WorkspaceError(
                "expected text, found a control character; remove it",
                file=self.file,
                line=text[: error.position].count("\n") + 1,
            ) from None

    def _construct(self, node: yaml.Node, place: Place) -> Any:
        self._nodes[place] = node
        if isinstance(node, yaml.SequenceNode):
            return [
                self._construct(child, (*place, position))
                for position, child in enumerate(node.value)
            ]
        if isinstance(node, yaml.MappingNode):
            return dict(
                (key.value, self._construct(child, self._new_key(place, key)))
                for key, child in node.value
            )
        is_plain = node.style is None
        return None if is_plain and node.value in NULLS else node.value

    def _new_key(self, place: Place, key: yaml.Node) -> Place:
        line, column = key.start_mark.line + 1, key.start_mark.column + 1
        if not isinstance(key, yaml.ScalarNode):
            raise WorkspaceError(
                "expected a word as key", file=self.file, line=line, column=column
            )
        inner = (*place, key.value)
        if inner in self._keys:
            raise WorkspaceError(
                f"expected each key once: `{key.value}` stands already on line "
                f"{self._keys[inner].line + 1}; remove one",
                file=self.file,
                line=line,
                column=column,
            )
        self._keys[inner] = key.start_mark
        return inner

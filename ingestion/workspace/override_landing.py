"""What people say of interactions as it lands: ids hashed as their source's rows are.

A person names an interaction by its id in the source, or, where that is hashed, by
the one that the marts show. Both forms land, since 32 hex digits may be either.
Notes stay in the file: nothing reads them, and they may name a customer.
"""

import re

import pyarrow as pa

from ingestion.identity import keyed_hashes
from ingestion.workspace.reader import WorkspaceContent
from ingestion.workspace.sources import Workspace

OVERRIDES = {
    "reason_overrides": pa.schema(
        [
            ("line_number", pa.int64()),
            ("interaction_id", pa.string()),
            ("published_interaction_id", pa.string()),
            ("contact_reason_id", pa.string()),
            ("decided_on", pa.date32()),
        ]
    ),
    "ticket_overrides": pa.schema(
        [
            ("line_number", pa.int64()),
            ("action", pa.string()),
            ("interaction_id", pa.string()),
            ("published_interaction_id", pa.string()),
            ("other_interaction_id", pa.string()),
            ("other_published_interaction_id", pa.string()),
            ("decided_on", pa.date32()),
        ]
    ),
    "double_coded": pa.schema(
        [
            ("line_number", pa.int64()),
            ("first_contact_reason_id", pa.string()),
            ("second_contact_reason_id", pa.string()),
        ]
    ),
}
PUBLISHED = re.compile("[0-9a-f]{32}")


def landed_overrides(content: WorkspaceContent, name: str, key: bytes) -> pa.Table:
    """Return a table of OVERRIDES as it lands, without clear ids."""
    rows, names = [], OVERRIDES[name].names
    for line, row in zip(
        content.line_numbers[name], content.tables[name].to_pylist(), strict=True
    ):
        landed = row | {"line_number": line}
        for prefix in ("", "other_"):
            clear = row.get(f"{prefix}interaction_id")
            if clear is not None and f"{prefix}interaction_id" in names:
                (
                    landed[f"{prefix}interaction_id"],
                    landed[f"{prefix}published_interaction_id"],
                ) = _ids(clear, content.workspace, key)
        rows.append(landed)
    return pa.Table.from_pylist(rows, schema=OVERRIDES[name])


def _ids(clear: str, workspace: Workspace, key: bytes) -> tuple[str, str | None]:
    """Return an interaction's id as it lands, and as it is if it is a mart's."""
    source_name, _, own_id = clear.partition(":")
    source = workspace.sources.get(source_name)  # one with a fault is not there
    if source and source.ids == "plain":
        return clear, None
    (hashed,) = keyed_hashes(
        key, "interaction", source_name, pa.array([own_id], pa.string())
    ).to_pylist()
    published = clear if PUBLISHED.fullmatch(own_id) else None
    return f"{source_name}:{hashed}", published

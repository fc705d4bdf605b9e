"""What a line of a workspace file may refer to: sources, interactions, reasons."""

from collections.abc import Callable
from typing import Any, NamedTuple

from ingestion.workspace.sources import Workspace
from ingestion.workspace.wording import did_you_mean

ANY = "*"
WHOLE = "all"  # in a reason's place in published tables
UNQUALIFIED = "unqualified"  # a reason like any other, whether listed or not


class Context(NamedTuple):
    """What a line may refer to: the sources, and the reasons where they are listed.

    Of a source that is invalid only the name is known: lines about it are let be.
    `mapped_ids` and `decided_ids` are the reasons that mappings and decisions name.
    """

    workspace: Workspace
    reason_ids: frozenset[str] | None  # None without contact_reasons.csv
    invalid: frozenset[str] = frozenset()
    mapped_ids: frozenset[str] = frozenset()
    decided_ids: frozenset[str] = frozenset()

    @property
    def source_names(self) -> list[str]:
        """All sources of sources.yml."""
        return [*self.workspace.sources, *sorted(self.invalid)]


Refuse = Callable[[str, str], None]  # column and what was expected; raises


def own_reason(reason: str, refuse: Refuse, column: str = "contact_reason_id") -> None:
    """Refuse the word that stands for every reason."""
    if reason == WHOLE:
        refuse(
            column,
            "expected a reason's own id; `all` stands for every reason together in "
            "published tables",
        )


def known_reason(
    reason: str,
    context: Context,
    refuse: Refuse,
    *,
    or_any: bool,
    column: str = "contact_reason_id",
) -> None:
    """Refuse a reason that is not listed; `or_any`: `*` is welcome too."""
    if reason == ANY and or_any:
        return
    own_reason(reason, refuse, column)
    known = context.reason_ids
    if reason == ANY or (known is not None and reason not in known | {UNQUALIFIED}):
        refuse(
            column,
            f"there is no reason `{reason}`: expected one of contact_reasons.csv"
            f"{', or `*`' if or_any else ''}{did_you_mean(reason, known or ())}",
        )


def named_reason(reason: str, context: Context, refuse: Refuse) -> None:
    """Refuse a reason that nothing names, where none are listed."""
    if reason in context.decided_ids | {ANY} or context.reason_ids is not None:
        return
    mapped = context.mapped_ids
    if mapped and reason not in mapped:
        refuse(
            "contact_reason_id",
            f"there is no reason `{reason}`: expected one that "
            f"contact_reason_mappings.csv names, or `*`{did_you_mean(reason, mapped)}",
        )
    if not mapped and reason.partition(":")[0] not in context.source_names:
        refuse(
            "contact_reason_id",
            f"there is no reason `{reason}`: without a mapping file a reason is "
            "<source_name>:<code>; expected one of a source of sources.yml, or `*`",
        )


def known_interaction(
    column: str, values: dict[str, Any], context: Context, refuse: Refuse
) -> None:
    """Refuse what cannot be the id of an interaction of one of the sources."""
    source_name, _, own_id = values[column].partition(":")
    if source_name not in context.source_names or not own_id.strip():
        refuse(
            column,
            "expected <source_name>:<id>, a source of sources.yml and the id that "
            "the interaction has there (or in the mart interactions)",
        )

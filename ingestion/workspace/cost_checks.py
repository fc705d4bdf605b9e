"""What the lines of a cost file say together: ties, and the steps of a tariff."""

from collections import defaultdict
from pathlib import Path

from ingestion.errors import WorkspaceError
from ingestion.workspace.cost_ties import check_ties, overlap, scope_of
from ingestion.workspace.csv_values import Line

STEPPED = ("valid_from", "valid_to", "mode", "minimum_amount")


def check_rates(file: Path, lines: list[Line]) -> None:
    """Raise WorkspaceError at the later of two lines of cost_rates that tie."""
    check_ties(file, lines)


def check_tariffs(file: Path, lines: list[Line]) -> None:
    """Raise WorkspaceError where tariffs tie, or the steps of one do not agree.

    A tariff is the lines of one scope and validity, one for each step.
    """
    tariffs: list[Line] = []
    of_scope: dict[tuple, list[Line]] = defaultdict(list)
    for line, values in lines:
        for name in ("valid_from", "valid_to"):
            if values[name] is not None and values[name].day != 1:
                raise WorkspaceError(
                    "expected the first day of a month: volumes are a month's",
                    file=file,
                    line=line,
                    column=name,
                )
        for other_line, other in of_scope[scope_of(values)]:
            if overlap(other, values):
                for name in STEPPED:
                    if other[name] != values[name]:
                        raise WorkspaceError(
                            f"expected what line {other_line} has: they are steps "
                            "of one tariff",
                            file=file,
                            line=line,
                            column=name,
                        )
                break
        else:
            tariffs.append((line, values))
            of_scope[scope_of(values)].append((line, values))
    _check_first_steps(file, lines, tariffs)
    check_ties(file, tariffs)


def _check_first_steps(file: Path, lines: list[Line], tariffs: list[Line]) -> None:
    of_scope: dict[tuple, list[Line]] = defaultdict(list)
    for line, values in lines:
        of_scope[scope_of(values)].append((line, values))
    for line, tariff in tariffs:
        steps = [
            values["from_volume"] or 0
            for _, values in of_scope[scope_of(tariff)]
            if overlap(values, tariff)
        ]
        if min(steps) > 0 or len(set(steps)) < len(steps):
            raise WorkspaceError(
                "expected a first step from 0 (or empty) and each step once",
                file=file,
                line=line,
                column="from_volume",
            )

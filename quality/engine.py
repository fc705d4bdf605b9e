"""Great Expectations, set to call nobody, over small views in memory.

It is imported when there is something to audit: that takes two seconds.
"""

import functools
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from quality.audits import AuditError
from quality.checks import Check, Fault

RESULT_FORMAT = {"result_format": "COMPLETE", "include_unexpected_rows": False}


@dataclass(frozen=True)
class Line:
    """What one expectation said of a view."""

    check: Check
    call: str  # the expectation as it was made
    element_count: int
    unexpected_count: int
    found: str | None  # in words; None: it holds

    @property
    def holds(self) -> bool:
        """Return whether the view keeps to it."""
        return self.found is None


@dataclass(frozen=True)
class Judged:
    """A view that was looked at, check by check."""

    lines: list[Line]
    version: str  # of Great Expectations

    @property
    def faults(self) -> list[Fault]:
        """Return what does not hold."""
        return [Fault(line.check, line.found) for line in self.lines if not line.holds]


class AuditBroken(AuditError):
    """An expectation could not be evaluated: a fault of ours, not of the data."""


def judge(view: str, rows, checks: Sequence[Check]) -> Judged:
    """Hold a view, a pandas frame with a column `place`, against its checks.

    Raises AuditBroken where an expectation cannot be evaluated: an audit that did
    not happen must not look like one that passed.
    """
    gx = _great_expectations()
    rows = rows.reset_index(drop=True)
    suite = gx.ExpectationSuite(
        name=view, expectations=[_expectation(gx, check) for check in checks]
    )
    batch = _whole_frames().get_batch({"dataframe": rows})
    result = batch.validate(suite, result_format=RESULT_FORMAT)
    of_name = {one.expectation_config.meta["name"]: one for one in result.results}
    lines = [_line(check, of_name[check.name], rows) for check in checks]
    return Judged(lines, gx.__version__)


def _line(check: Check, one, rows) -> Line:
    if one.exception_info.get("raised_exception", True):
        reason = one.exception_info.get("exception_message", one.exception_info)
        raise AuditBroken(f"{check.name} cannot be evaluated: {reason}")
    found = None
    if not one.success:
        found = check.found(rows.loc[one.result["unexpected_index_list"]])
    return Line(
        check,
        _call(check),
        one.result["element_count"],
        one.result["unexpected_count"],
        found,
    )


def _call(check: Check) -> str:
    """Return the expectation as a person would write it."""
    listed = ", ".join(f"{name}={value!r}" for name, value in check.arguments.items())
    return f"{check.expectation}({listed})"


def _expectation(gx, check: Check):
    return getattr(gx.expectations, check.expectation)(
        **check.arguments,
        severity=check.severity,
        description=f"Expected {check.expects}.",
        meta={"name": check.name},
    )


@functools.cache
def _great_expectations():
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import great_expectations as gx
        import great_expectations.expectations  # noqa: F401  (used as an attribute)
    return gx


@functools.cache
def _whole_frames():
    """Return the one batch definition through which every view goes."""
    gx = _great_expectations()
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("views").add_dataframe_asset("view")
    return asset.add_batch_definition_whole_dataframe("whole")

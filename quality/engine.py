"""Great Expectations, set to call nobody, over small views in memory.

It is imported when there is something to audit: that takes two seconds.
"""

import functools
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from quality.checks import Check, Fault

RESULT_FORMAT = {"result_format": "COMPLETE", "include_unexpected_rows": False}


@dataclass(frozen=True)
class Judged:
    """A view that was looked at: its faults, and the result to show."""

    faults: list[Fault]
    result: object  # an ExpectationSuiteValidationResult


class AuditBroken(Exception):
    """An expectation could not be evaluated: a fault of ours, not of the data."""


def judge(view: str, rows, checks: Sequence[Check]) -> Judged:
    """Hold a view, a pandas frame with a column `place`, against its checks.

    Raises AuditBroken where an expectation cannot be evaluated: an audit that did
    not happen must not look like one that passed.
    """
    gx = _great_expectations()
    rows = rows.reset_index(drop=True)
    of_name = {check.name: check for check in checks}
    suite = gx.ExpectationSuite(
        name=view, expectations=[_expectation(gx, check) for check in checks]
    )
    batch = _whole_frames().get_batch({"dataframe": rows})
    result = batch.validate(suite, result_format=RESULT_FORMAT)
    faults = []
    for one in result.results:
        name = one.expectation_config.meta["name"]
        if one.exception_info.get("raised_exception", True):
            reason = one.exception_info.get("exception_message", one.exception_info)
            raise AuditBroken(f"{name} cannot be evaluated: {reason}")
        if not one.success:
            failing = rows.loc[one.result["unexpected_index_list"]]
            faults.append(Fault(of_name[name], of_name[name].found(failing)))
    order = list(of_name)
    faults.sort(key=lambda fault: order.index(fault.check.name))
    return Judged(faults, result)


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

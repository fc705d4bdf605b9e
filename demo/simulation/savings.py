"""Does the printed sampling range hold what a scenario would really save?

Each world is a reason of its own (demo/simulation/years.py). Its planted saving is
what the scenario would save in an average year of that world; one world's ten
months are all that the project's own SQL sees.
"""

import datetime as dt

import numpy as np
import pyarrow as pa

from demo.simulation.stage import Stage
from demo.simulation.years import DAYS, EACH, YEAR, simulated

FIRST = dt.date(2025, 2, 1)
MODELS = (
    "int_what_if_customers",
    "int_what_if_changed",
    "int_what_if_cases",
    "int_what_if_outcomes",
    "what_if_savings",
)
RANKED = (
    "int_tickets_exceeded",
    "int_priorities_summed",
    "int_priorities_estimated",
)


def savings(stage: Stage, worlds: int, seed: int) -> dict[str, dict]:
    """Return how often ranges hold what is planted, and in how few of 100 worlds."""
    truth, tables, levers = {}, [], []
    for world in range(worlds):
        rng = np.random.default_rng([seed, world])
        rows, changed, truth[f"w{world}"] = simulated(rng, f"w{world}")
        rows["ticket_root_number"] = rows["ticket_root_number"] + 1_000_000 * world
        tables.append(pa.table(rows))
        levers.append(changed)
    _fill(stage, pa.concat_tables(tables), levers)
    stage.run(*MODELS, *RANKED)
    printed = {
        "saving": "select contact_reason_id, yearly_saving_amount_sampling_low, "
        "yearly_saving_amount_sampling_high from marts.what_if_savings "
        "where contact_reason_id <> 'all'",
        "avoidable": "select contact_reason_id, avoidable_amount_low, "
        "avoidable_amount_high from intermediate.int_priorities_estimated "
        "where first_channel = 'all'",
    }
    found = {}
    for figure, query in printed.items():
        ranges = {name: ends for name, *ends in stage.rows(query)}
        held = np.array(
            [
                ranges[name][0] <= planted[figure] <= ranges[name][1]
                for name, planted in truth.items()
            ]
        )
        found[figure] = {
            "worlds": worlds,
            "covered_share": round(float(held.mean()), 4),
            "least_of_100": int(held.reshape(-1, 100).sum(axis=1).min()),
        }
    return found


def _fill(stage: Stage, worked: pa.Table, levers: list[dict]) -> None:
    """Give the stage the worlds' contacts, their days, levers and prices."""
    stage.connection.register("simulated_contacts", worked)
    zero = ", ".join(
        f"0 as {part}_{kind}"
        for part, kinds in {
            "contact": ("fte", "in_house_hours"),
            "further": (
                *("hours", "in_house_hours", "fte"),
                *("hourly_amount", "other_amount"),
            ),
            "internal": ("in_house_hours", "fte", "other_amount"),
        }.items()
        for kind in kinds
    )
    stage.fill(
        "int_tickets_worked",
        "select *, 'phone' as first_channel, true as is_first_assisted, "
        "true as has_complete_cost, 1 as contact_count, "
        f"{EACH} as contact_other_amount, {zero}, 0 as fte_missing_count, "
        "0 as contact_fte_missing_count, 0 as contact_unpriced_count, "
        "0 as internal_unpriced_count, 0 as contact_hours_missing_count, "
        "0 as contact_in_house_hours_missing_count, 0 as hours_missing_count "
        "from simulated_contacts",
    )
    stage.connection.unregister("simulated_contacts")
    dates = [FIRST + dt.timedelta(days=day) for day in range(DAYS)]
    stage.fill(
        "int_calendar_yearly",
        pa.table(
            {
                "local_date": dates,
                "day_count": [DAYS] * DAYS,
                "is_annualised": [True] * DAYS,
                "year_factor": [YEAR / DAYS] * DAYS,
            }
        ),
    )
    names = [f"w{world}" for world in range(len(levers))]
    stage.fill(
        "int_reasons_listed",
        pa.table({"contact_reason_id": names, "expected_contacts": [1] * len(names)}),
    )
    stage.fill("int_what_if_prices", "select 0.0 as self_care_amount")
    unchanged = {
        "scenario": "planted",
        "first_contacts_to_self_care_share": 0.0,
        "departures_avoided_count": 0.0,
        "expected_contacts": 1,
        "is_bold": False,
    }
    rows = [
        unchanged
        | changed
        | {"contact_reason_id": name, "covered_reason_id": name, "lever_end": end}
        for name, changed in zip(names, levers, strict=True)
        for end in ("low", "middle", "high")
    ]
    stage.fill("int_what_if_levers", pa.Table.from_pylist(rows))

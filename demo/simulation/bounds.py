"""Do the bounds hold? Random worlds whose hidden contacts are known after all.

Each world is a reason of its own: some customers, some contacts close enough to
hang together and some not, over the edges of months. The project's own SQL builds
its tickets twice: with every customer known, which is the truth, and with the
hidden contacts' customers taken away, which is what a company sees.
"""

import datetime as dt

import numpy as np
import pyarrow as pa

from demo.simulation.stage import Stage

DAY = 86400
START = dt.date(2025, 1, 1)
DAYS = 120  # with contacts to the horizon, so that some are not eligible yet
WINDOWS = (2, 7, 14, 30)
RATES = ("reiterated_ticket_rate", "reiteration_rate", "mean_contacts")
TICKETS = (
    *("int_contacts_reached", "int_tickets_chained", "int_contacts_linked"),
    *("int_contacts_split", "int_contacts_joined", "int_tickets_opened"),
    *("int_contacts_ticketed", "int_contacts_caused"),
)
FIGURES = (
    *("int_tickets_summed", "int_tickets_resolved", "int_tickets_known"),
    *("int_tickets_described", "int_calendar_finalised", "int_calendar_reported"),
    *("int_calendar_periods", "int_rates_counted", "int_rates_squared"),
    *("int_rates_summed", "int_rates_hidden"),
    *("int_tickets_sized", "int_rates_bounded", "int_rates_estimated"),
    *("int_rates_shrunk", "reiteration_rates"),
)


def prepare(stage: Stage, worlds: int, window: int) -> None:
    """Give the stage its calendar, its horizon, and a reason for each world."""
    dates = [START + dt.timedelta(days=day) for day in range(DAYS)]
    stage.fill(
        "int_calendar_days",
        pa.table(
            {
                "local_date": dates,
                "week_started_on": [d - dt.timedelta(days=d.weekday()) for d in dates],
                "month_started_on": [d.replace(day=1) for d in dates],
                "year_started_on": [d.replace(month=1, day=1) for d in dates],
            }
        ),
    )
    first = second_of(0)
    stage.fill("int_horizon", pa.table({"horizon_second": [first + DAYS * DAY]}))
    stage.fill(
        "int_sources_completed",
        pa.table(
            {
                "source_name": ["worlds"],
                "is_contact_source": [True],
                "complete_from_second": [first],
            }
        ),
    )
    stage.fill(
        "int_reasons_listed",
        pa.table(
            {
                "contact_reason_id": [f"w{world}" for world in range(worlds)],
                "expected_contacts": pa.array([1] * worlds, pa.int64()),
                "reiteration_window_days": pa.array([window] * worlds, pa.int64()),
                "window_seconds": pa.array([window * DAY] * worlds, pa.int64()),
            }
        ),
    )


def second_of(day: float) -> int:
    """Return the second since 1970 of a day since the start, UTC."""
    start = dt.datetime.combine(START, dt.time(), dt.UTC)
    return int(start.timestamp() + day * DAY)


def contacts(rng: np.random.Generator, worlds: int, window: int) -> pa.Table:
    """Return the contacts of random worlds, `is_hidden` among their columns."""
    customers = rng.integers(1, 5, worlds)
    world = np.repeat(np.arange(worlds), customers)
    count = rng.geometric(0.25, len(world)).clip(max=12)
    line = np.repeat(np.arange(len(world)), count)
    first_of_line = np.r_[0, np.cumsum(count)[:-1]]
    # Gaps on both sides of the window, some exactly as long.
    gap = np.round(rng.exponential(window * rng.choice([0.4, 1, 2], len(line))) * DAY)
    gap[rng.random(len(line)) < 0.1] = window * DAY
    length = np.where(rng.random(len(line)) < 0.5, 0, rng.integers(1, 3600, len(line)))
    gap[first_of_line] = rng.uniform(0, 90, len(first_of_line)) * DAY
    step = np.cumsum(gap + np.r_[0, length[:-1]])
    before = np.repeat(step[first_of_line] - gap[first_of_line], count)
    start = second_of(0) + (step - before).astype(np.int64)
    keep = start + length < second_of(DAYS)
    hidden = rng.random(len(line)) < np.repeat(
        rng.choice([0.1, 0.3, 0.6], worlds), np.bincount(world[line], minlength=worlds)
    )
    start, length, line, hidden = (a[keep] for a in (start, length, line, hidden))
    order = np.lexsort((line, start))
    start, length, line, hidden = (a[order] for a in (start, length, line, hidden))
    days = (start - second_of(0)) // DAY
    ids = [f"c{number}" for number in range(len(start))]
    return pa.table(
        {
            "contact_root_number": np.arange(1, len(start) + 1),
            "contact_id": ids,
            "source_name": ["worlds"] * len(start),
            "channel": ["phone"] * len(start),
            "channel_family": ["voice"] * len(start),
            "local_date": (days + (START - dt.date(1970, 1, 1)).days).astype("M8[D]"),
            "customer_number": line + 1,
            "customer_id": [f"k{number}" for number in line],
            "started_second": start,
            "ended_second": start + length,
            "is_served": np.ones(len(start), bool),
            "is_chaser": np.zeros(len(start), bool),
            "is_ended_in_self_service": np.zeros(len(start), bool),
            "contact_reason_id": [f"w{number}" for number in world[line]],
            "reason_rule": ["mapped"] * len(start),
            "window_seconds": np.full(len(start), window * DAY),
            "expected_contacts": np.ones(len(start), np.int64),
            "is_hidden": hidden,
        }
    )


def published(stage: Stage, seen: str) -> dict:
    """Return the rates of each world and period, its contacts being those seen."""
    stage.fill("int_contacts_classified", seen)
    stage.run(*TICKETS)
    stage.fill(
        "int_interactions_costed",
        "select ticket_root_number, 'inbound' as direction, ended_second "
        "from intermediate.int_contacts_caused",
    )
    stage.run(*FIGURES)
    cursor = stage.connection.execute(
        "select rates.*, summed.eligible_contact_count "
        "from marts.reiteration_rates as rates "
        "inner join intermediate.int_rates_summed as summed "
        "using (period_grain, period_started_on, slice, slice_value) "
        "where slice = 'reason' and definition_id = 'once_and_done' "
        # Which months headline figures are over hangs on what is seen.
        "and period_grain in ('week', 'month', 'year')"
    )
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {
        (row["period_grain"], row["period_started_on"], row["slice_value"]): row
        for row in rows
    }


def violations(stage: Stage, worlds: int, seed: int) -> dict[str, dict]:
    """Return, per rate, how many bounds were held against the truth and broken.

    `broken_without_edges` counts, for whole-ticket means, bounds that forget that
    a hidden contact can take a ticket across the edge of its period.
    """
    found = {
        rate: {"compared": 0, "broken": 0, "broken_without_edges": 0} for rate in RATES
    }
    each = worlds // len(WINDOWS)
    for number, window in enumerate(WINDOWS):
        prepare(stage, each, window)
        table = contacts(np.random.default_rng([seed, number]), each, window)
        stage.connection.register("everything", table)
        truth = published(stage, "select * exclude is_hidden from everything")
        seen = published(
            stage,
            "select * exclude is_hidden replace ("
            "case when not is_hidden then customer_number end as customer_number, "
            "case when not is_hidden then customer_id end as customer_id) "
            "from everything",
        )
        for key, row in seen.items():
            for rate in RATES:
                true = truth.get(key, {}).get(rate)
                low, high = row[f"{rate}_lower_bound"], row[f"{rate}_upper_bound"]
                if low is None or true is None:
                    continue
                found[rate]["compared"] += 1
                found[rate]["broken"] += not low - 1e-9 <= true <= high + 1e-9
                low, high = _without_edges(rate, row) or (low, high)
                found[rate]["broken_without_edges"] += (
                    not low - 1e-9 <= true <= high + 1e-9
                )
    return found


def _without_edges(rate: str, row: dict) -> tuple[float, float] | None:
    contacts, tickets = row["eligible_contact_count"], row["eligible_ticket_count"]
    hidden = row["hidden_contact_count"]
    low = (contacts + hidden) / (tickets + hidden)
    high = (contacts + hidden) / max(1, tickets - hidden)
    if rate == "mean_contacts":
        return low, high
    return (1 - 1 / low, 1 - 1 / high) if rate == "reiteration_rate" else None

"""What is hidden cannot be worked out from a total less what is shown."""

import duckdb
import pytest

from publish.sharing_totals import beside_totals

# By hand: of each mart with a total beside its parts, what a total is of.
CUTS = (
    "reason reason_group journey_step first_channel segment first_partner first_team"
).split()
PERIOD = "definition_id, period_grain, period_started_on"
EQUATIONS = [
    ("reason_priorities", "contact_reason_id", "first_channel = 'all'", "true"),
    ("what_if_savings", "scenario", "contact_reason_id = 'all'", "true"),
    ("contact_rates", "month_started_on", "customer_segment = 'all'", "true"),
    ("churn_at_stake", "resolution", "contact_reason_id = 'all'", "true"),
    *(
        ("reiteration_rates", PERIOD, "slice = 'all'", f"slice in ('all', '{cut}')")
        for cut in CUTS
    ),
    (
        "reiteration_rates",
        f"{PERIOD}, slice_value",
        "slice = 'reason'",
        "slice in ('reason', 'reason+first_channel')",
    ),
    (
        "reiteration_rates",
        f"{PERIOD}, if(slice = 'first_channel', slice_value, slice_value_2)",
        "slice = 'first_channel'",
        "slice in ('first_channel', 'reason+first_channel')",
    ),
]


@pytest.mark.parametrize(("mart", "key", "total", "among"), EQUATIONS)
def test_nothing_follows_from_a_total_in_the_shared_file(
    published, mart, key, total, among
):
    count = "contact_count" if mart == "contact_rates" else "ticket_count"
    keys = {
        "reiteration_rates": f"{PERIOD}, slice, slice_value, slice_value_2",
        "reason_priorities": "contact_reason_id, first_channel",
        "what_if_savings": "scenario, contact_reason_id",
        "contact_rates": "month_started_on, customer_segment",
        "churn_at_stake": "contact_reason_id, resolution",
    }[mart]
    same = " and ".join(
        f"truth.{name} is not distinct from shown.{name}" for name in keys.split(", ")
    )
    with duckdb.connect() as reader:
        for name in ("marts", "aggregates"):
            reader.execute(f"attach '{published.resolve()}/{name}.duckdb' as {name}")
        told = reader.execute(
            f"""
            with joined as (
                select truth.*, shown.{count} as shown_count
                from marts.{mart} as truth inner join aggregates.{mart} as shown
                on {same}
            )
            select count(*) from (
                select
                    count(*) filter (shown_count is null) as hidden,
                    sum({count}) filter (shown_count is null) as hidden_sum,
                    bool_or({total} and shown_count is null) as is_total_hidden
                from joined where {among} group by {key}
                having sum({count}) filter (not ({total}))
                    = sum({count}) filter ({total})
                    and count(*) filter (shown_count is not null) > 0
            )
            where hidden = 1 or (not is_total_hidden and hidden_sum < 5)
            """
        ).fetchone()
    assert told == (0,)


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({"phone": 90, "chat": 60, "email": 50}, set()),
        # 20 alone would be 200 less the rest: 60 goes with it.
        ({"phone": 120, "chat": 60, "email": 20}, {"email", "chat"}),
        ({"phone": 151, "chat": 29, "email": 20}, {"email", "chat"}),
        # Two hidden ones that make four together are told; that make five, not.
        (
            {"phone": 136, "chat": 60, "email": 2, "letter": 2},
            {"email", "letter", "chat"},
        ),
        ({"phone": 135, "chat": 60, "email": 2, "letter": 3}, {"email", "letter"}),
        # What does not add up tells nothing.
        ({"phone": 119, "chat": 60, "email": 20}, {"email"}),
    ],
)
def test_the_next_smallest_is_hidden_too(tmp_path, parts, hidden):
    rows = [("bill", "all", 200), *(("bill", name, n) for name, n in parts.items())]
    with duckdb.connect() as connection:
        values = ", ".join(f"('{a}', '{b}', {n}, {n}, {n < 30})" for a, b, n in rows)
        path = tmp_path / "reason_priorities.parquet"
        connection.execute(
            f"copy (select * from (values {values}) as t (contact_reason_id, "
            "first_channel, ticket_count, complete_ticket_count, is_small_cell)) "
            f"to '{path}' (format parquet)"
        )
        table = beside_totals(connection, "reason_priorities", str(path))
        found = connection.execute(
            f"select first_channel from {table} where is_hidden"
        ).fetchall()
    assert {name for (name,) in found} == hidden


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ([500, 40, 10, 9], 4),
        ([500, 40, 10, 4], 2),  # 4 alone would follow; the one before goes too
        ([500, 40, 10, 12, 3], 3),  # not 10, though smaller: what is within would tell
        ([500, 40, 2, 12, 3], 2),  # 2, 12 and 3 together are 17
        ([500, 40, 10, 2, 2], 2),  # 2 and 2 are four, so 10 goes too
        ([500, 40, 10, 2, 3], 3),
    ],
)
def test_of_a_distribution_the_end_is_hidden(tmp_path, sizes, shown):
    values = ", ".join(
        f"('bill', {number}, {size}, {sum(sizes)}, false)"
        for number, size in enumerate(sizes, 1)
    )
    path = tmp_path / "contact_count_distribution.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select * from (values {values}) as t (contact_reason_id, "
            "contact_count, ticket_count, reason_ticket_count, is_small_cell)) "
            f"to '{path}' (format parquet)"
        )
        table = beside_totals(connection, "contact_count_distribution", str(path))
        found = connection.execute(
            f"select contact_count from {table} where not is_hidden order by 1"
        ).fetchall()
    assert found == [(number,) for number in range(1, shown + 1)]

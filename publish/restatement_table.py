"""The shape of the table `restatements`, and what the report shows of it."""

from publish.candidate import Column, Mart
from publish.sql import quoted

TABLE = "restatements"
DESCRIPTIONS = {
    "to_snapshot_id": ("VARCHAR", "Snapshot that first showed the new value."),
    "from_snapshot_id": ("VARCHAR", "Snapshot that showed the old value as final."),
    "restated_at": ("TIMESTAMP", "When the new value was published, UTC."),
    "definition_id": ("VARCHAR", "Definition the figure is counted by."),
    "period_grain": ("VARCHAR", "week, month or year."),
    "period_started_on": ("DATE", "First day of the final period."),
    "slice": ("VARCHAR", "What the figure is cut by, as in reiteration_rates."),
    "slice_value": ("VARCHAR", "Value of the slice."),
    "slice_value_2": ("VARCHAR", "Second value of a slice by two things, else null."),
    "column_name": ("VARCHAR", "Column of reiteration_rates that moved."),
    "old_value": ("DOUBLE", "Value before; null where there was no such row."),
    "new_value": ("DOUBLE", "Value now; null where there is none any more."),
    "is_small_cell": ("BOOLEAN", "Whether either is of a small cell."),
    "causes": (
        "VARCHAR",
        "What changed between the two snapshots, as far as the tables tell: "
        "late_delivery or corrected_delivery with the sources, mapping_changed, "
        "reasons_changed, overrides_changed, version_changed; customers_merged with "
        "the number of customer_merges that touch the figure's period; "
        "identity_changed where customers changed otherwise; unknown where none does.",
    ),
}
MART = Mart(
    name=TABLE,
    description="Figures of final periods in reiteration_rates that moved after they "
    "had been published, with what changed between the two snapshots. Intervals move "
    "with their figures and are left out. One row per publication and figure.",
    columns=tuple(
        Column(name, kind, text, quoted(name))
        for name, (kind, text) in DESCRIPTIONS.items()
    ),
    relation=TABLE,
)
# Of the last publication that moved any: the headline figures of final months.
LAST_RESTATED = f"""
    with latest as (
        select * from {TABLE}
        where to_snapshot_id = (select max(to_snapshot_id) from {TABLE})
    )
    select *, (select count(*) from latest) as moved_count
    from latest
    where definition_id = 'once_and_done' and period_grain = 'month'
        and slice = 'all' and column_name in (
            'mean_contacts_30_days', 'once_and_done_rate', 'reiterated_ticket_rate'
        ) and not is_small_cell
    order by period_started_on desc, column_name
    limit 9
"""

"""The shape of everything ingestion lands: one Arrow schema per raw table.

Times are UTC. Every connector lands `deliveries` and `_rejected`; the `files`
connector lands the others in contract shape already. One empty Parquet file per
schema under `raw/_empty/` lets staging compile where a workspace does not use it.
"""

import pyarrow as pa

UTC = pa.timestamp("us", tz="UTC")
AMOUNT = pa.decimal128(18, 6)

CHANNELS = (
    "phone",
    "callback",
    "email",
    "chat",
    "messaging",
    "social",
    "letter",
    "branch",
    "web_selfcare",
    "app_selfcare",
    "ivr",
    "bot",
    "back_office",
)
DIRECTIONS = ("inbound", "outbound", "internal")
OUTCOMES = ("handled", "transferred", "abandoned", "self_served", "failed", "unknown")
STATUSES = ("new", "open", "pending_customer", "on_hold", "solved", "closed")
THREAD_KINDS = ("contact", "case", "endless")
IDENTIFIER_TYPES = ("account", "email", "phone", "device", "social", "order")

# Which delivery a row came from, and in what order its versions count:
# version_number, then delivered_at (the date in the file name, else the file's
# modification time), modified_at, file_name, source_row. The last wins.
PROVENANCE = [
    ("delivery_id", pa.string()),  # SHA-256 of the delivery's bytes
    ("delivered_at", UTC),
    ("modified_at", UTC),
    ("source_row", pa.int64()),  # line (CSV) or row (XLSX, Parquet), from 1
    ("loaded_at", UTC),
]

INTERACTIONS = pa.schema(
    [
        ("source_name", pa.string()),
        ("source_interaction_id", pa.string()),  # hashed unless `ids: plain`
        ("thread_id", pa.string()),  # <source_name>:<id>, id hashed likewise
        ("thread_kind", pa.string()),
        ("related_thread_id", pa.string()),
        ("channel", pa.string()),
        ("direction", pa.string()),
        ("outcome", pa.string()),
        ("started_at", UTC),
        ("ended_at", UTC),
        ("waiting_seconds", pa.float64()),
        ("handling_seconds", pa.float64()),
        ("queue_name", pa.string()),
        ("team_name", pa.string()),
        ("site_name", pa.string()),
        ("partner_name", pa.string()),
        ("support_level", pa.int32()),
        ("agent_key", pa.string()),
        ("source_reason_code", pa.string()),
        ("predicted_reason_code", pa.string()),
        ("predicted_reason_confidence", pa.float64()),
        ("source_status", pa.string()),
        ("is_automatic", pa.bool_()),
        ("language", pa.string()),
        ("satisfaction_score", pa.float64()),
        ("extra", pa.string()),  # JSON object of the workspace's own columns, or null
        ("version_number", pa.float64()),  # null unless `version_by` names a column
        *PROVENANCE,
    ]
)

# One row per identifier that an interaction carries, in the same version.
IDENTIFIERS = pa.schema(
    [
        ("source_name", pa.string()),
        ("source_interaction_id", pa.string()),
        ("delivery_id", pa.string()),
        ("source_row", pa.int64()),
        ("identifier_type", pa.string()),
        ("identifier_key", pa.string()),
        ("loaded_at", UTC),
    ]
)

CUSTOMERS = pa.schema(
    [
        ("source_name", pa.string()),
        ("account_key", pa.string()),
        ("customer_segment", pa.string()),
        ("customer_type", pa.string()),  # person | organisation
        ("started_on", pa.date32()),
        ("departed_on", pa.date32()),
        ("yearly_revenue_amount", AMOUNT),
        ("valid_from", pa.date32()),
        ("version_number", pa.float64()),
        *PROVENANCE,
    ]
)

# One row per identifier of a customer row, its account included.
CUSTOMER_IDENTIFIERS = pa.schema(
    [
        ("source_name", pa.string()),
        ("account_key", pa.string()),
        ("delivery_id", pa.string()),
        ("source_row", pa.int64()),
        ("identifier_type", pa.string()),
        ("identifier_key", pa.string()),
        ("loaded_at", UTC),
    ]
)

# Pairs of accounts that are probably one person, of all the customer rows that there
# were at loaded_at: the pairs of a source's latest load are all that count.
CUSTOMER_LINKS = pa.schema(
    [
        ("source_name", pa.string()),
        ("left_account_key", pa.string()),
        ("right_account_key", pa.string()),
        ("match_probability", pa.float64()),
        ("loaded_at", UTC),
    ]
)

ACTIVITY = pa.schema(
    [
        ("source_name", pa.string()),
        ("month_started_on", pa.date32()),
        ("customer_segment", pa.string()),
        ("active_customer_count", pa.int64()),
        ("order_count", pa.int64()),
        ("version_number", pa.float64()),
        *PROVENANCE,
    ]
)

DELIVERIES = pa.schema(
    [
        ("source_name", pa.string()),
        ("entity", pa.string()),
        ("file_name", pa.string()),  # base name, member after "!" for archives
        ("byte_count", pa.int64()),
        ("row_count", pa.int64()),  # data rows read
        ("accepted_count", pa.int64()),
        ("rejected_count", pa.int64()),
        ("skipped_count", pa.int64()),  # keep_rows_where, skip_rows_where, blank rows
        ("ambiguous_time_count", pa.int64()),  # local times that exist twice
        ("missing_time_count", pa.int64()),  # local times that do not exist
        ("rejected_identifier_count", pa.int64()),  # row kept, identifier unusable
        ("first_started_at", UTC),
        ("last_started_at", UTC),
        ("complete_until_at", UTC),  # what the delivery says it covers, exclusive
        *[column for column in PROVENANCE if column[0] != "source_row"],
    ]
)

REJECTED = pa.schema(
    [
        ("source_name", pa.string()),
        ("file_name", pa.string()),
        ("column_name", pa.string()),
        ("reason", pa.string()),  # never an identifier's or a text's value
        *PROVENANCE,
    ]
)

RAW_TABLES = {
    "interactions": INTERACTIONS,
    "identifiers": IDENTIFIERS,
    "customers": CUSTOMERS,
    "customer_identifiers": CUSTOMER_IDENTIFIERS,
    "customer_links": CUSTOMER_LINKS,
    "activity": ACTIVITY,
    "deliveries": DELIVERIES,
    "_rejected": REJECTED,
}

"""The snapshot before: which of its files can be trusted, and what changed since."""

from pathlib import Path

import duckdb

from publish.errors import PublishError
from publish.manifest import read_manifest, sha256
from publish.snapshots import kept_snapshots
from publish.sql import literal

# What tells a correction of an interaction from the same one delivered again.
SAID = "interaction_id, thread_id, channel, direction, outcome, started_at, ended_at, "
SAID += "source_reason_code, source_status, is_automatic"
SOURCES = f"""
    select
        source_name,
        count(*) as row_count,
        sum(cast(hash({SAID}) as hugeint)) as content
    from {{relation}} where started_at < {{horizon}} group by source_name
"""
# Each is true where the table says something else than before.
CHANGED = {
    "mapping_changed": (
        "source_reason_codes",
        "select source_name, source_reason_code, contact_reason_id from {new} "
        "semi join {old} as old using (source_name, source_reason_code) "
        "except select source_name, source_reason_code, contact_reason_id from {old}",
    ),
    "reasons_changed": (
        "contact_reasons",
        "select contact_reason_id, expected_contacts, reiteration_window_days "
        "from {new} semi join {old} as old using (contact_reason_id) except select "
        "contact_reason_id, expected_contacts, reiteration_window_days from {old}",
    ),
    "overrides_changed": (
        "overrides",
        "(select * from {new} except all select * exclude (snapshot_id) from {old}) "
        "union all (select * exclude (snapshot_id) from {old} except all "
        "select * from {new})",
    ),
    "identity_changed": (
        "interactions",
        "select 1 from {new} as new inner join {old} as old using (interaction_id) "
        "anti join marts.customer_merges as merges "
        "on old.customer_id = merges.from_customer_id "
        "and new.customer_id = merges.into_customer_id "
        "where new.customer_id is distinct from old.customer_id",
    ),
}


def readable(published: Path, table: str) -> Path | None:
    """Return a table's Parquet file in the newest snapshot whose file is whole."""
    for folder in reversed(kept_snapshots(published)):
        name = f"parquet/{table}.parquet"
        try:
            expected = read_manifest(folder)["files"].get(name)
            if expected and sha256(folder / name) == expected["sha256"]:
                return folder / name
        except (PublishError, OSError):
            continue
    return None


def restated_causes(
    connection: duckdb.DuckDBPyConnection, folder: Path, facts: dict
) -> list[str]:
    """Return in one word each what changed from a snapshot to the candidate.

    `facts` are those of the candidate's manifest. A table that the snapshot lacks,
    or has in another shape, tells nothing.
    """
    causes = _deliveries(connection, folder)
    for cause, (table, query) in CHANGED.items():
        old = folder / "parquet" / f"{table}.parquet"
        relation = f"read_parquet({literal(str(old))})"
        text = query.format(new=f"marts.{table}", old=relation)
        try:
            if (
                old.is_file()
                and connection.execute(f"select 1 from ({text}) limit 1").fetchone()
            ):
                causes.append(cause)
        except duckdb.BinderException:
            continue
    if read_manifest(folder).get("project_version") != facts["project_version"]:
        causes.append("version_changed")
    return causes


def _deliveries(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[str]:
    """Return which sources say something else of the time that was known before."""
    horizon = read_manifest(folder).get("data_horizon")
    old = folder / "parquet" / "interactions.parquet"
    if not horizon or not old.is_file():
        return []
    until = f"timestamp {literal(horizon.removesuffix('Z'))}"
    relation = f"read_parquet({literal(str(old))})"
    rows = connection.execute(
        f"with old as ({SOURCES.format(relation=relation, horizon=until)}), "
        f"new as ({SOURCES.format(relation='marts.interactions', horizon=until)}) "
        "select source_name, coalesce(old.row_count, 0), coalesce(new.row_count, 0) "
        "from old full join new using (source_name) "
        "where old.content is distinct from new.content order by source_name"
    ).fetchall()
    late = [name for name, before, now in rows if now > before]
    corrected = [name for name, before, now in rows if now <= before]
    named = {"late_delivery": late, "corrected_delivery": corrected}
    return [f"{cause} ({' '.join(names)})" for cause, names in named.items() if names]

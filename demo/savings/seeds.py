"""One seed: a year of the demo, what the pipeline prints of it, what the key tells."""

import contextlib
import io
import os
import shutil
from pathlib import Path

import duckdb

from demo import generate
from demo.accuracy.pipeline import (
    DECISIONS,
    DEMO,
    IDENTITY_KEY,
    MONTHS,
    Run,
    map_ids_to_themselves,
)
from demo.output import write
from demo.savings.models import Model, warehouse
from demo.savings.packing import packed
from demo.savings.truth import true_savings
from demo.world.history import World, live_through
from ingestion import __main__ as ingestion

# Persons and reasons are known on every row; persons alone; neither.
CEILING, PERSONS_KNOWN, AS_EXPORTED = "ceiling", "persons_known", "as_exported"
MADE = {
    CEILING: World.made_clear,
    PERSONS_KNOWN: World.with_persons_shown,
    AS_EXPORTED: lambda world: world,
}
PRINTED = """
    select
        scenario,
        ticket_count as tickets,
        yearly_contacts as contacts,
        yearly_contacts_avoided as contacts_avoided,
        cast(yearly_cost_amount as double) as cost,
        cast(yearly_saving_amount as double) as saving,
        cast(yearly_saving_amount_sampling_low as double) as low,
        cast(yearly_saving_amount_sampling_high as double) as high,
        cast(yearly_saving_amount_estimated as double) as estimated,
        cast(yearly_saving_amount_estimated_low as double) as estimated_low,
        cast(yearly_saving_amount_estimated_high as double) as estimated_high
    from marts.what_if_savings
    where contact_reason_id = 'all'
"""


def live(
    seed: int, interactions: int, kinds: list[str], models: list[Model], folder: Path
) -> dict:
    """Return what is printed of each scenario, by kind of exports.

    With CEILING comes `true`: what the key tells. It is the same of all exports,
    which have the same rows at the same prices.
    Raises RuntimeError where the exports are refused.
    """
    world = live_through(interactions, MONTHS, seed)
    found = {}
    for kind in kinds:
        run = _exported(MADE[kind](world), seed, folder / "world")
        with warehouse(models, run.data_dir) as connection:
            found[kind] = _printed(connection)
            if kind == CEILING:
                found["true"] = true_savings(connection, run)
    shutil.rmtree(folder / "world")
    return found


def _exported(world: World, seed: int, folder: Path) -> Run:
    """Write a world's exports, packed, and pull them."""
    shutil.rmtree(folder, ignore_errors=True)
    run = Run(folder / "workspace" / "drops", folder / "data")
    run.drops.mkdir(parents=True)
    for pattern in DECISIONS:
        for path in DEMO.glob(pattern):
            shutil.copy(path, run.drops.parent)
    if world.is_clear:
        map_ids_to_themselves(run.drops.parent / "contact_reason_mappings.csv")
    for drop in packed(generate.generate(world, seed, list(generate.FORMATS))):
        write(run.drops, drop)
    os.environ["IDENTITY_KEY"] = IDENTITY_KEY
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        code = ingestion.main(
            ["--workspace", str(run.drops.parent), "--data-dir", str(run.data_dir)]
        )
    if code:
        raise RuntimeError(f"seed {seed} could not be read:\n{said.getvalue()}")
    return run


def _printed(connection: duckdb.DuckDBPyConnection) -> dict[str, dict]:
    rows = connection.sql(PRINTED).to_arrow_table().to_pylist()
    return {row.pop("scenario"): row for row in rows}

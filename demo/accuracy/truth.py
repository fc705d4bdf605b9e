"""The published interactions beside the answer key, row for row."""

from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from demo.accuracy.pairs import NONE, Scores, pairwise
from demo.accuracy.pipeline import IDENTITY_KEY, Run
from demo.exports.answer_key import FOLDER
from ingestion.identity import keyed_hashes


class Joined(NamedTuple):
    """One number per interaction for each group it is in, NONE for none."""

    customer: np.ndarray
    ticket: np.ndarray
    person: np.ndarray
    problem: np.ndarray


def key_rows(run: Run) -> pa.Table:
    """Return the key of all interactions, their ids hashed as the marts have them."""
    key = IDENTITY_KEY.encode()
    tables = []
    for path in sorted((run.drops / FOLDER).glob("interactions_*.parquet")):
        table = pq.read_table(path)
        (source_name,) = pc.unique(table["source_name"]).to_pylist()
        ids = keyed_hashes(
            key, "interaction", source_name, table["source_interaction_id"]
        )
        at = table.column_names.index("source_interaction_id")
        tables.append(table.set_column(at, "source_interaction_id", ids))
    return pa.concat_tables(tables)


def joined(run: Run) -> Joined:
    """Return marts.interactions beside the key; raise ValueError if one has no key."""
    truth = key_rows(run)  # read by its name in the query below
    with duckdb.connect(str(run.warehouse), read_only=True) as warehouse:
        warehouse.register("truth", truth)
        columns = warehouse.execute("""
            select
                dense_rank() over (order by customer_id) as customer,
                customer_id is null as no_customer,
                dense_rank() over (order by ticket_id) as ticket,
                ticket_id is null as no_ticket,
                person,
                coalesce(problem, -1) as problem,
                person is null as no_key
            from marts.interactions
            left join (
                select
                    source_name,
                    source_interaction_id,
                    min(person) as person,
                    min(problem) as problem
                from truth
                group by source_name, source_interaction_id
            ) using (source_name, source_interaction_id)
        """).fetchnumpy()
    if missing := int(np.asarray(columns["no_key"]).sum()):
        raise ValueError(
            f"{missing} interactions are not in the answer key: the exports and the "
            "key are not of one world; run make accuracy again"
        )
    return Joined(
        np.where(columns["no_customer"], NONE, columns["customer"]),
        np.where(columns["no_ticket"], NONE, columns["ticket"]),
        np.asarray(columns["person"]),
        np.asarray(columns["problem"]),
    )


def same_customer(found: Joined) -> dict[str, Scores]:
    """Return the scores of "same customer", of identified interactions and of all."""
    at = found.customer != NONE
    return {
        "identified": pairwise(found.customer[at], found.person[at]),
        "all": pairwise(found.customer, found.person),
    }


def same_ticket(found: Joined) -> Scores:
    """Return the scores of "same ticket", of the interactions put in tickets."""
    at = found.ticket != NONE
    return pairwise(found.ticket[at], found.problem[at])

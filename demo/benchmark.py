"""`python -m demo.benchmark`: how fast identity clusters, in how much memory.

Ten million identifiers of people who call, write and share some of them go through
the models of identity on two threads; then a chain and a star of a million through
the connected components alone, which must come out as one. The target is for two
cores of their own: CPU seconds stand beside for a machine that others use too.
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from demo.simulation.stage import Stage

SECONDS, PEAK_MB = 60, 8_000
MODELS = ("int_customers_accounts", "int_customers_standalone", "int_customers_joined")
USED = "intermediate.int_identifiers_used"
# A person has an account, a phone and an e-mail, and is there three times: with
# account and phone, with account and e-mail, without account. One in twenty shares
# the phone of the person before, one in fifty the e-mail.
PEOPLE = """
    with people as (
        select range as person, hash(range) % 100 as chance from range({people})
    ),
    owned as (
        select
            person,
            1 + person as account,
            1 + {people} + person - (chance < 5 and person > 0)::bigint as phone,
            1 + 2 * {people} + person - (chance >= 98 and person > 0)::bigint as email,
            chance
        from people
    )
    select
        (3 * person + contact)::varchar as carrier_id,
        kinds.kind as identifier_type,
        case kinds.kind
            when 'account' then account when 'phone' then phone else email
        end as identifier_number
    from owned
    cross join range(3) as contacts (contact)
    inner join (
        values (0, 'account'), (0, 'phone'), (1, 'account'), (1, 'email'),
            (2, 'phone'), (2, 'email')
    ) as kinds (place, kind)
        on contact = place
    where contact < 2 or kind = 'phone' or chance < 60
"""
# Each carrier has no account and names two identifiers.
CHAIN = """
    select edge::varchar as carrier_id, 'phone' as identifier_type,
        edge + side as identifier_number
    from range({edges}) as edges (edge) cross join range(2) as sides (side)
"""
STAR = CHAIN.replace("edge + side", "(edge + 1) * side")


def main(arguments: list[str] | None = None) -> int:
    """Measure; return 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m demo.benchmark")
    parser.add_argument("--identifiers", type=int, default=10_000_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder) / "stage")
        stage.connection.execute("set threads = 2; set memory_limit = '6GB'")
        stage.connection.execute("set preserve_insertion_order = false")
        seconds = _clustered(stage, given.identifiers)
        is_one = [_is_one(stage, *shape, given.edges) for shape in SHAPES]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB (target {PEAK_MB:,})")
    return 0 if seconds <= SECONDS and peak <= PEAK_MB and all(is_one) else 1


SHAPES = (("chain", CHAIN), ("star", STAR))


def _clustered(stage: Stage, identifiers: int) -> float:
    # Three each, of which what is shared leaves one unused.
    _use(stage, PEOPLE.format(people=round(identifiers * 0.342)))
    wall, cpu = _run(stage, *MODELS)
    ((found, customers),) = stage.rows(
        "select (select count(distinct identifier_number) from "
        f"{USED}), count(distinct customer_number) "
        "from intermediate.int_customers_joined"
    )
    print(
        f"{found:,} identifiers in {customers:,} customers: {wall:.1f} s "
        f"(target {SECONDS}), {cpu:.1f} s of CPU",
        flush=True,
    )
    return wall


def _is_one(stage: Stage, name: str, shape: str, edges: int) -> bool:
    _use(stage, shape.format(edges=edges))
    stage.run("int_customers_accounts")
    wall, cpu = _run(stage, "int_customers_standalone")
    ((components,),) = stage.rows(
        "select count(distinct component_number) "
        "from intermediate.int_customers_standalone"
    )
    print(
        f"a {name} of {edges:,}: {components:,} component, {wall:.1f} s, "
        f"{cpu:.1f} s of CPU",
        flush=True,
    )
    return components == 1


def _use(stage: Stage, query: str) -> None:
    """Make this what identifiers are used, as the guards would leave them."""
    columns = (
        "carrier_id, identifier_type, identifier_number::varchar as identifier_key, "
        "0::bigint as used_second, identifier_number"
    )
    stage.connection.execute(
        f"create or replace table {USED} as select {columns} from ({query})"
    )


def _run(stage: Stage, *models: str) -> tuple[float, float]:
    """Run models; return the seconds on the clock and those of CPU."""
    wall, cpu = time.monotonic(), time.process_time()
    stage.run(*models)
    return time.monotonic() - wall, time.process_time() - cpu


if __name__ == "__main__":
    sys.exit(main())

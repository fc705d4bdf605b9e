"""Who is who, on random worlds: against scipy, a plain reading, itself in disorder.

RANDOM_WORLDS and RANDOM_SEED choose how many worlds and which.
"""

import os
import random

import numpy as np
import pyarrow as pa
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from demo.simulation.stage import Stage
from tests.method import identity_reading as reading
from tests.method.identified import Identified
from tests.support.landed import run_dbt

WORLDS = int(os.environ.get("RANDOM_WORLDS", "400"))
SEED = int(os.environ.get("RANDOM_SEED", "11"))
MOST = {"account": 2, "email": 3, "phone": 3, "device": 2}


def world(number, rng):
    """Return up to 16 interactions of a household or two, and rows of a file."""
    carriers = []
    for name in range(rng.randrange(2, 17)):
        kinds = rng.choice(
            ["account", "phone", "email", "account phone", "account email"]
            + ["phone email", "phone device", "account device", "account phone email"]
        ).split()
        keys = [(kind, f"{number}-{rng.randrange(MOST[kind])}") for kind in kinds]
        start = rng.randrange(60 * 86400)
        carriers.append({"id": f"w{number}:{name}", "start": start, "keys": keys})
    if rng.random() < 0.3:
        keys = [("account", f"{number}-0"), ("email", f"{number}-0")]
        carriers.append({"id": f"w{number}:file", "start": None, "keys": keys})
    # Two at the same second: their ids tell which is first.
    carriers[1]["start"] = carriers[0]["start"]
    return carriers


@pytest.fixture(scope="module")
def worlds():
    rng = random.Random(SEED)
    return [world(number, rng) for number in range(WORLDS)]


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    return Stage(tmp_path_factory.mktemp("stage"), run_dbt)


@pytest.fixture(scope="module")
def whole(stage, worlds):
    return Identified(stage, [carrier for one in worlds for carrier in one])


def test_components_are_those_of_scipy(stage):
    """Random graphs, sparse enough for long paths, 20,000 nodes in all."""
    rng, nodes = np.random.default_rng(SEED), 20_000
    left = rng.integers(0, nodes, 14_000)
    right = np.where(
        rng.random(14_000) < 0.5, rng.integers(0, nodes, 14_000), (left + 1) % nodes
    )
    numbers = np.concatenate([left, right]) + 1
    carried = pa.table(
        {
            "carrier_id": [str(edge) for edge in range(14_000)] * 2,
            "identifier_type": ["phone"] * 28_000,
            "identifier_number": numbers,
        }
    )
    stage.fill(
        "int_identifiers_used", carried.group_by(carried.column_names).aggregate([])
    )
    stage.fill(
        "int_customers_accounts",
        "select 'x' as carrier_id, 0 as customer_number where false",
    )
    stage.run("int_customers_standalone")
    found = dict(
        stage.rows(
            "select distinct identifier_number - 1, component_number "
            "from intermediate.int_customers_standalone"
        )
    )
    graph = coo_matrix((np.ones(14_000), (left, right)), shape=(nodes, nodes))
    _, labels = connected_components(graph, directed=False)
    expected = {node: labels[node] for node in found}
    sizes = np.bincount(labels)
    assert sizes.max() > 100 and (sizes > 1).sum() > 1000
    assert len(found) > 10_000
    assert partition(found) == partition(expected)


def partition(labels):
    """Return the sets that share a label."""
    members = {}
    for item, label in labels.items():
        members.setdefault(label, set()).add(item)
    return {frozenset(items) for items in members.values()}


def test_ids_are_those_of_a_plain_reading(whole, worlds):
    expected = {}
    for one in worlds:
        expected |= reading.ids(one)[0]
    assert whole.ids == expected


def test_merges_are_what_building_after_every_interaction_shows(whole, worlds):
    compared, found_in_all = 0, 0
    for number, one in enumerate(worlds):
        expected = reading.merges(one)
        if expected is None:
            continue
        own = {carrier["id"] for carrier in one}
        found = {
            gone: (today, joining)
            for gone, (today, joining) in whole.merges.items()
            if joining in own
        }
        assert found == expected, number
        compared += 1
        found_in_all += len(found)
    assert compared > WORLDS / 4 and found_in_all > WORLDS / 4


def test_nobody_has_an_id_that_was_given_up(whole):
    assert not set(whole.merges) & set(whole.ids.values())


def test_order_of_arrival_does_not_matter(stage, whole, worlds):
    carriers = [carrier for one in worlds for carrier in one]
    for seed in (1, 2):
        random.Random(seed).shuffle(carriers)
        for carrier in carriers:
            random.Random(seed).shuffle(carrier["keys"])
        again = Identified(stage, carriers)
        assert (again.ids, again.merges) == (whole.ids, whole.merges)


def test_an_id_changes_only_for_an_earlier_first_interaction(stage, whole, worlds):
    """Later interactions come: a customer keeps its id, or had a younger start."""
    carriers = [carrier for one in worlds for carrier in one]
    starts = {c["id"]: (c["start"], c["id"]) for c in reading.in_time(carriers)}
    first = {reading.short_id(name): name for name in starts}
    kept = changed = 0
    for days in (10, 30):
        known = [c for c in carriers if c["start"] is None or c["start"] < days * 86400]
        before = Identified(stage, known).ids
        for customer in set(before.values()):
            now = whole.ids[first[customer]]
            if now == customer:
                kept += 1
                continue
            changed += 1
            assert starts[first[now]] < starts[first[customer]]
            assert first[now] in before  # it was there already
    assert kept > WORLDS / 4 and changed > WORLDS / 10


def test_a_thread_that_gives_an_older_interaction_changes_no_id(stage):
    """A message of nobody's, then the same thread with an account."""
    nobody = {"id": "a", "start": 1, "keys": [], "thread": "t"}
    known = {"id": "b", "start": 2, "keys": [("account", "k")]}
    before = Identified(stage, [nobody, known]).ids
    reply = {"id": "c", "start": 3, "keys": [("account", "k")], "thread": "t"}
    after = Identified(stage, [nobody, known, reply]).ids
    assert before["b"] == after["b"] == after["a"] == reading.short_id("b")

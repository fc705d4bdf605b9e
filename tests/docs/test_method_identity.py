"""The worked merge of docs/method.md, built anew on each of its days."""

import re

import pytest

from demo.simulation.stage import Stage
from tests.docs.test_method_honesty import section
from tests.method.identified import Identified
from tests.method.identity_reading import short_id
from tests.support.landed import run_dbt


@pytest.fixture(scope="module")
def tables():
    """The rows of both tables of the section."""
    text = section("Merges of customers")
    return [
        [line.strip("| ").split(" | ") for line in block.splitlines()[2:]]
        for block in re.findall(r"(?:^\|.*\|$\n?)+", text, re.M)
    ]


def test_the_worked_merge_is_what_builds_of_each_day_show(tables, tmp_path):
    days, given_up = tables
    stage, carriers = Stage(tmp_path / "stage", run_dbt), []
    for day, name, names, customer, _ in days:
        carriers.append(
            {
                "id": name,
                "start": int(day[1:]) * 86400,
                "keys": [tuple(one.split()) for one in names.split(", ")],
            }
        )
        built = Identified(stage, carriers)
        assert built.ids[name] == short_id(customer)
    assert {row[4] for row in days} == {"a"}
    assert set(built.ids.values()) == {short_id("a")}
    assert built.merges == {
        short_id(gone): (short_id(into), joining)
        for gone, into, joining, _, _ in given_up
    }
    assert set(
        stage.rows(
            "select joining_carrier_id, from_identifier_type, into_identifier_type "
            "from intermediate.int_customers_merged"
        )
    ) == {(joining, named, other) for _, _, joining, named, other in given_up}

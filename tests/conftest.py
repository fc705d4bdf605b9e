"""What tests of several rooms share."""

from pathlib import Path

import pytest

from demo.simulation.stage import Stage
from tests.support.acme import build_acme
from tests.support.landed import Company, run_dbt

# What takes a quarter of a minute and more starts first, the longest before the
# others: a core would be idle at the end while the other is at one of them.
LONGEST = """
    dags/test_run.py end_to_end/test_lookup.py end_to_end/test_day_by_day.py
    end_to_end/test_cut.py dbt_project/test_shape.py publish/test_snapshots.py
    end_to_end/test_deliveries.py method/test_costs.py
    end_to_end/test_identity_drill.py end_to_end/test_late_source.py
    end_to_end/test_links.py end_to_end/test_late_delivery.py
    end_to_end/test_merges.py publish/test_restatements.py
    ingestion/connectors/files/test_links.py method/test_reason_quality.py
    ingestion/workspace/test_one_source_apart.py method/test_rates.py
    method/test_recontacts.py ingestion/connectors/files/test_pull.py
    quality/test_mart_faults.py quality/test_marts_border.py
    method/test_reading.py method/test_traps.py docs/test_definitions.py
    method/test_what_if.py method/test_histories.py docs/test_method_cost_files.py
    docs/test_method_costs.py demo/test_simulation.py publish/test_report.py
""".split()


def pytest_collection_modifyitems(items) -> None:
    """Put the tests of the longest files first."""
    files = [Path(__file__).parent / name for name in LONGEST]
    assert all(map(Path.is_file, files)), "LONGEST names a file that is gone"
    rank = {file: number for number, file in enumerate(files)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture(scope="session")
def company(tmp_path_factory) -> Company:
    """Half a year of 400 customers on three channels, built by dbt."""
    return build_acme(tmp_path_factory.mktemp("company"))


@pytest.fixture(scope="session")
def stage(tmp_path_factory):
    """A warehouse without data, whose models tests fill and run again."""
    return Stage(tmp_path_factory.mktemp("stage"), run_dbt)

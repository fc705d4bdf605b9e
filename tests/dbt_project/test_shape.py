"""The dbt project keeps to its own rules: layers, twins, portable SQL, unit tests."""

import json
import re

import pytest

from tests.support.landed import ROOT, Company, run_dbt

MODELS = sorted((ROOT / "dbt_project" / "models").rglob("*.sql"))
LAYERS = ["staging", "intermediate", "marts"]
# What Spark has too, under the same name and with the same meaning.
PORTABLE = """
    abs avg bool_and bool_or cast ceil coalesce count date_trunc dense_rank exp floor
    greatest lag lead least left ln max median min nullif over range rank row_number
    round sqrt substr sum
""".split()
KEYWORDS = """
    and as by else exists from in join not on or select then values when where with
""".split()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A company without a row, built, with dbt's manifest."""
    company = Company(tmp_path_factory.mktemp("empty"))
    company.build().close()
    return company


def test_every_unit_test_of_the_method_passes(built):
    ran = run_dbt(built.data_dir, "test", "--select", "test_type:unit", "--quiet")
    assert ran.returncode == 0, ran.stdout


def test_every_worked_history_has_a_unit_test_named_after_it(built):
    manifest = json.loads((built.data_dir / "dbt" / "manifest.json").read_text())
    names = {test["name"] for test in manifest["unit_tests"].values()}
    for number in range(1, 14):
        assert any(name.startswith(f"h{number}_") for name in names), number


def test_data_move_right_only(built):
    manifest = json.loads((built.data_dir / "dbt" / "manifest.json").read_text())
    layer = {
        key: LAYERS.index(node["fqn"][1])
        for key, node in manifest["nodes"].items()
        if node["resource_type"] == "model"
    }
    for key, place in layer.items():
        for parent in manifest["nodes"][key]["depends_on"]["nodes"]:
            if parent.startswith("source."):
                assert place == 0, f"{key} reads {parent}"
            else:
                assert place - layer[parent] in (0, 1), f"{key} reads {parent}"


@pytest.mark.parametrize("model", MODELS, ids=lambda path: path.stem)
def test_every_model_has_a_twin_that_says_what_a_row_is(model):
    twin = model.with_suffix(".yml").read_text()
    assert re.search(r"One row(?! per\b\.)", " ".join(twin.split())), model


@pytest.mark.parametrize(
    ("mart", "column"),
    [
        ("reason_priorities", "first_channel"),
        ("contact_rates", "customer_segment"),
        ("what_if_savings", "contact_reason_id"),
        ("churn_at_stake", "contact_reason_id"),
    ],
)
def test_a_mart_with_a_total_beside_its_parts_says_so_first(built, mart, column):
    manifest = json.loads((built.data_dir / "dbt" / "manifest.json").read_text())
    said = manifest["nodes"][f"model.once_and_done.{mart}"]["description"]
    assert said.startswith(f"Filter {column} = 'all', or leave it out: ")


def test_every_published_amount_holds_what_a_year_comes_to(built):
    """What is no double (a mean, a curve's end) has 18 figures before the point."""
    manifest = json.loads((built.data_dir / "dbt" / "manifest.json").read_text())
    types = {
        column["data_type"].replace(" ", "")
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["fqn"][1] == "marts"
        for column in node["columns"].values()
        if "_amount" in column["name"]
    }
    assert types == {"double", "decimal(24,6)"}


@pytest.mark.parametrize("model", MODELS, ids=lambda path: path.stem)
def test_every_function_is_portable_or_behind_a_macro(model):
    sql = re.sub(r"--.*", "", model.read_text())
    sql = re.sub(r"\{[{%#].*?[}%#]\}|'[^']*'", "", sql, flags=re.S)
    called = set(re.findall(r"\b([a-z_]+)\s*\(", sql))
    names = {"decimal", "grains", "sides", "steps", "varchar"}
    assert called - set(PORTABLE) - set(KEYWORDS) - names == set(), model

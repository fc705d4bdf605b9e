"""Airflow on one machine: closed to others, silent, nothing shipped with it."""

import os
import subprocess
from urllib.parse import urlsplit

import pytest

from orchestration.settings import ROOT, airflow_environment


@pytest.fixture
def environ(tmp_path):
    given = {"PATH": os.environ["PATH"], "MAKEFLAGS": "n", "MAKELEVEL": "1"}
    return airflow_environment(tmp_path, 8123, given)


def test_every_address_is_loopback(environ):
    assert environ["AIRFLOW__API__HOST"] == "127.0.0.1"
    for name in (
        "AIRFLOW__API__BASE_URL",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL",
    ):
        url = urlsplit(environ[name])
        assert (url.hostname, url.port) == ("127.0.0.1", 8123)
    assert environ["AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK"] == "False"


@pytest.mark.parametrize(
    ("part", "options"),
    [
        ("scheduler", " --skip-serve-logs"),
        ("triggerer", " --skip-serve-logs"),
        ("api-server", ""),
        ("dag-processor", ""),
    ],
)
def test_no_part_serves_its_logs(environ, part, options):
    program = ROOT / "orchestration" / "bin" / "airflow"
    assert environ["PATH"].split(":")[0] == str(program.parent)
    said = subprocess.check_output(
        [program, part], env=environ | {"AIRFLOW_PROGRAM": "/bin/echo"}, text=True
    )
    assert said == f"{part}{options}\n"


def test_a_password_is_asked_and_no_example_is_loaded(environ):
    assert environ["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS"] == "False"
    assert environ["AIRFLOW__CORE__LOAD_EXAMPLES"] == "False"


def test_the_settings_hold_no_secret(environ, tmp_path):
    assert environ["AIRFLOW__API_AUTH__JWT_SECRET_CMD"] == f"cat {tmp_path}/jwt.secret"


def test_what_make_was_told_is_not_told_to_the_make_of_a_task(environ):
    assert not {"MAKEFLAGS", "MAKELEVEL"} & environ.keys()


def test_the_same_packages_run_by_hand_and_under_airflow():
    def pins(name: str) -> set[str]:
        lines = (ROOT / "requirements" / name).read_text().splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line.split(" ")[0]}

    assert pins("run.txt") <= pins("airflow.txt")
    # A linter may hold one of ours back; nothing else may differ.
    names = {pin.split("==")[0] for pin in pins("airflow.txt") - pins("dev.txt")}
    assert names <= {"click"}

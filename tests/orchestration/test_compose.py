"""docker-compose.yml as Docker Compose reads it; no engine is needed for that."""

import os
import re
import shutil
import subprocess

import pytest
import yaml

from orchestration.env_file import add_secrets
from tests.support.landed import ROOT

pytestmark = pytest.mark.services

FILE = ROOT / "docker-compose.yml"
SECRETS = sorted(set(re.findall(r"\$\{(\w+):\?", FILE.read_text())))


def compose_command():
    """Return how Docker Compose is called here, or None."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]):
            ran = subprocess.run([*command, "version"], capture_output=True)
            if ran.returncode == 0:
                return command
    return None


@pytest.fixture
def config(tmp_path):
    """Run `compose config` with fresh secrets, but for those to leave out."""
    command = compose_command()
    if not command:
        pytest.skip("Docker Compose is not installed: docker-compose.yml is unchecked")

    def config(*left_out):
        path = tmp_path / "secrets"
        add_secrets(path, FILE.read_text())
        lines = path.read_text().splitlines()
        kept = [line for line in lines if line.partition("=")[0] not in left_out]
        path.write_text("\n".join(kept) + "\n")
        clean = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
        return subprocess.run(
            [*command, "--env-file", path, "--file", FILE, "config"],
            env=clean,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )

    return config


@pytest.fixture
def services(config):
    ran = config()
    assert ran.returncode == 0, ran.stderr
    return yaml.safe_load(ran.stdout)["services"]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_missing_secret_stops_everything_and_is_named(config, secret):
    ran = config(secret)
    assert ran.returncode != 0
    assert secret in ran.stderr
    assert "run make env" in ran.stderr


def test_every_service_is_confined(services):
    assert len(services) == 6
    for name, service in services.items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"], name
        assert not service.get("privileged"), name


def test_ports_are_of_this_machine_only(services):
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert len(ports) == 1
    (port,) = ports
    host = port.get("host_ip") if isinstance(port, dict) else port.rsplit(":", 2)[0]
    assert host == "127.0.0.1"


def test_images_are_pinned(services):
    for name, service in services.items():
        tag = service["image"].rpartition(":")[2]
        assert re.match(r"\d+\.\d+", tag), name


def test_only_the_scheduler_has_the_identity_key_and_the_data(services):
    holders = {
        name
        for name, service in services.items()
        if "IDENTITY_KEY" in service["environment"]
        or "/data" in str(service["volumes"])
    }
    assert holders - {"postgres"} == {"scheduler"}


def test_the_database_is_reached_from_inside_only(services, config):
    assert list(services["postgres"]["networks"]) == ["metadata"]
    networks = yaml.safe_load(config().stdout)["networks"]
    assert networks["metadata"]["internal"] is True

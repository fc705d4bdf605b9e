import base64
import stat

from orchestration.env_file import add_secrets
from tests.support.landed import ROOT

COMPOSE = "a: ${ONE:?run make env}\nb: ${TWO:-2}\nc: ${AIRFLOW_FERNET_KEY:?} ${ONE:?}\n"


def values(path):
    return dict(line.partition("=")[::2] for line in path.read_text().splitlines())


def test_every_needed_secret_is_made_long_and_private(tmp_path):
    path = tmp_path / ".env"
    assert add_secrets(path, COMPOSE) == ["ONE", "AIRFLOW_FERNET_KEY"]
    assert len(values(path)["ONE"]) == 64
    assert len(base64.urlsafe_b64decode(values(path)["AIRFLOW_FERNET_KEY"])) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_two_installations_share_a_secret(tmp_path):
    for name in ("a", "b"):
        add_secrets(tmp_path / name, COMPOSE)
    assert not set(values(tmp_path / "a").values()) & set(
        values(tmp_path / "b").values()
    )


def test_what_is_there_stays_and_an_empty_line_is_filled(tmp_path):
    path = tmp_path / ".env"
    path.write_text("# mine\nTWO=3\nONE=\nAIRFLOW_FERNET_KEY=kept\n")
    path.chmod(0o644)
    assert add_secrets(path, COMPOSE) == ["ONE"]
    assert path.read_text().startswith("# mine\nTWO=3\nAIRFLOW_FERNET_KEY=kept\nONE=")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert add_secrets(path, COMPOSE) == []


def test_the_compose_file_asks_for_secrets_only_without_a_default():
    compose = (ROOT / "docker-compose.yml").read_text()
    for line in compose.splitlines():
        secret = any(word in line for word in ("PASSWORD", "SECRET", "_KEY"))
        if "${" in line and secret:
            assert ":?" in line and ":-" not in line, line

"""How Airflow is set up on one machine: SQLite, loopback only, nobody called.

Settings of a server with its own database are in docker-compose.yml.
"""

import shlex
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOOPBACK = "127.0.0.1"
JWT_SECRET, PASSWORDS = "jwt.secret", "passwords.json"
# make hands these on to whatever it starts; a task's own make must not obey them.
OF_MAKE = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES")


def airflow_environment(home: Path, port: int, environ: dict[str, str]) -> dict:
    """Return the environment that Airflow and its tasks run in.

    `home` is AIRFLOW_HOME, where its database, keys and logs go. On first use Airflow
    writes airflow.cfg there with fresh keys, readable by its owner only.
    """
    jwt_secret = shlex.join(["cat", str(home / JWT_SECRET)])
    programs = Path(sys.executable).parent
    ours = {
        "AIRFLOW_HOME": home,
        "AIRFLOW_PROGRAM": programs / "airflow",
        "AIRFLOW__API_AUTH__JWT_SECRET_CMD": jwt_secret,
        "AIRFLOW__API__BASE_URL": f"http://{LOOPBACK}:{port}",
        "AIRFLOW__API__HOST": LOOPBACK,
        "AIRFLOW__API__PORT": port,
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": ROOT / "dags",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://{LOOPBACK}:{port}/execution/",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": home / PASSWORDS,
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": home / "logs",
        "AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK": "False",
        # Tasks may start before the API server answers, and a laptop is slow at first.
        "AIRFLOW__WORKERS__EXECUTION_API_RETRIES": "10",
        "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT": "30",
        "NO_PROXY": f"{LOOPBACK},localhost",
        "PATH": f"{ROOT / 'orchestration' / 'bin'}:{programs}:{environ['PATH']}",
        "PYTHONPATH": ROOT,
        "no_proxy": f"{LOOPBACK},localhost",
    }
    theirs = {name: text for name, text in environ.items() if name not in OF_MAKE}
    return theirs | {name: str(setting) for name, setting in ours.items()}

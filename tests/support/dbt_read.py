"""dbt with the project read: imported once, by the process that others fork from."""

import gc
import os
import tempfile
from pathlib import Path

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest

from tests.support.dbt_process import environment


def _read() -> Manifest | None:
    """Return the project's manifest; None where dbt finds a fault in it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment(Path(folder)))
        return dbtRunner().invoke(["parse", "--quiet"]).result


MANIFEST = _read()


def invoke(arguments: tuple[str, ...]) -> int:
    """Run a dbt command and return the code that its command line would end with."""
    gc.freeze()  # else it looks for garbage in the whole project, time and again
    ran = dbtRunner(MANIFEST).invoke(list(arguments))
    DuckDBConnectionManager.close_all_connections()  # and merge its log
    if ran.exception:
        print(ran.exception, flush=True)
    return 0 if ran.success else 2 if ran.exception else 1

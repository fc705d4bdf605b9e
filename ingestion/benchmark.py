"""`python -m ingestion.benchmark`: how fast a large CSV lands, in how much memory.

Lands a generated CSV of phone calls, an id, a phone and an e-mail to hash per row, in
a process of its own, and prints rows a second and its peak memory.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

SOURCES = """
company: Benchmark
sources:
  calls:
    connector: files
    path: calls.csv
    timestamp_format: "%d/%m/%Y %H:%M:%S"
    columns:
      source_interaction_id: Call Id
      customer_phone: Phone
      customer_email: E-mail
      started_at: Start
      ended_at: End
      handling_seconds: {from: Duration, unit: "hh:mm:ss"}
      source_reason_code: [Reason, Detail]
      queue_name: Queue
      outcome: Result
    constants: {channel: phone, direction: inbound}
    values: {outcome: {Answered: handled, Lost: abandoned}}
"""
ROWS_PER_SECOND = 100_000
PEAK_MB = 500
BLOCK_ROWS = 100_000


def main(arguments: list[str] | None = None) -> int:
    """Measure; return 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m ingestion.benchmark")
    parser.add_argument("--megabytes", type=int, default=200)
    megabytes = parser.parse_args(arguments).megabytes
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        workspace.mkdir()
        (workspace / "sources.yml").write_text(SOURCES)
        print(f"writing {megabytes} MB …", flush=True)
        rows = write_calls(workspace / "calls.csv", megabytes << 20)
        an_hour_ago = time.time() - 3600
        os.utime(workspace / "calls.csv", (an_hour_ago, an_hour_ago))
        started = time.monotonic()
        subprocess.run(
            [sys.executable, "-m", "ingestion"],
            env=os.environ
            | {
                "WORKSPACE": str(workspace),
                "DATA_DIR": str(Path(folder) / "data"),
                "IDENTITY_KEY": "a key for the benchmark only",
            },
            check=True,
        )
        seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    pace = rows / seconds
    print(
        f"{megabytes} MB, {rows:,} rows in {seconds:.1f} s: {pace:,.0f} rows/s "
        f"(target {ROWS_PER_SECOND:,}), peak memory {peak:.0f} MB (target {PEAK_MB})"
    )
    return 0 if pace >= ROWS_PER_SECOND and peak <= PEAK_MB else 1


def write_calls(path: Path, byte_count: int) -> int:
    """Write a CSV of about so many bytes; return its number of rows."""
    random, rows = np.random.default_rng(7), 0
    with open(path, "wb") as file:
        while file.tell() < byte_count:
            options = pacsv.WriteOptions(
                include_header=rows == 0, delimiter=";", quoting_style="needed"
            )
            pacsv.write_csv(_calls(random, rows), file, options)
            rows += BLOCK_ROWS
    return rows


def _calls(random: np.random.Generator, first: int) -> pa.Table:
    count = BLOCK_ROWS
    customer = random.integers(0, 1_000_000, count)
    number = (customer * 7_919 + 612_345_678) % 100_000_000
    # In winter: a clock change would reject ends that nobody really wrote.
    start = np.datetime64("2025-01-01T00:00:00") + np.sort(
        random.integers(0, 80 * 86_400, count)
    ).astype("m8[s]")
    handling = random.integers(30, 1_800, count)

    def texts(pattern: str, values: np.ndarray) -> np.ndarray:
        return np.char.mod(pattern, values)

    def moments(values: np.ndarray) -> pa.Array:
        return pc.strftime(pa.array(values), "%d/%m/%Y %H:%M:%S")

    clock = pc.strftime(pa.array(handling.astype("M8[s]")), "%H:%M:%S")
    return pa.table(
        {
            "Call Id": texts("C%010d", np.arange(first, first + count)),
            "Customer": texts("A%07d", customer),
            "Phone": texts("06%08d", number),
            "E-mail": texts("customer.%d@example.com", customer),
            "Start": moments(start),
            "End": moments(start + handling.astype("m8[s]")),
            "Duration": clock,
            "Reason": texts("reason %d", random.integers(0, 40, count)),
            "Detail": texts("detail %d", random.integers(0, 5, count)),
            "Queue": texts("queue %d", random.integers(0, 12, count)),
            "Result": np.array(["Answered", "Lost"])[random.integers(0, 2, count)],
            "Agent": texts("agent%d", random.integers(0, 900, count)),
        }
    )


if __name__ == "__main__":
    sys.exit(main())

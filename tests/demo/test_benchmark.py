"""The benchmark of identity runs, and long chains and stars come out as one."""

import re

from demo.benchmark import main


def test_a_chain_and_a_star_are_one_component_each(capsys):
    assert main(["--identifiers", "30000", "--edges", "20000"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"a chain of 20,000: 1 component", said)
    assert re.search(r"a star of 20,000: 1 component", said)
    # 3 identifiers a person; who shares a phone leaves one unused.
    found, customers = re.search(
        r"^([\d,]+) identifiers in ([\d,]+) customers", said
    ).groups()
    assert 28_000 < int(found.replace(",", "")) < 31_000
    assert 9_000 < int(customers.replace(",", "")) < 10_700

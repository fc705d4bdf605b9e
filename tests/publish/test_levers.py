"""The levers of a scenario are read in the words of its own lines."""

import pytest

from publish.levers import spoken_levers

LEVERS = (
    *("problems_avoided_share", "excess_avoided_share"),
    *("first_contacts_to_self_care_share", "handling_time_factor"),
    *("expected_contacts", "unit_cost_factor", "departures_avoided_count"),
)
NONE = {f"{name}_{end}": None for name in LEVERS for end in ("low", "high")}


def given(**ends):
    row = dict(NONE)
    for name, (low, high) in ends.items():
        row |= {f"{name}_low": low, f"{name}_high": high}
    return row


@pytest.mark.parametrize(
    ("levers", "words"),
    [
        ({}, ""),
        (
            {
                "problems_avoided_share": (0.15, 0.25),
                "excess_avoided_share": (0.2, 0.3),
            },
            "15–25% fewer problems, 20–30% fewer contacts too many",
        ),
        ({"excess_avoided_share": (0.125, 0.125)}, "12.5% fewer contacts too many"),
        ({"excess_avoided_share": (0, 0.1)}, "0–10% fewer contacts too many"),
        (
            {"first_contacts_to_self_care_share": (0.07, 0.29)},
            "7–29% of first contacts to self-care",
        ),
        ({"handling_time_factor": (2, 2)}, "handling time × 2"),
        # As given, whichever end is the greater.
        ({"unit_cost_factor": (0.95, 0.8)}, "unit costs × 0.8–0.95"),
        ({"expected_contacts": (1, 2)}, "1–2 contacts expected"),
        ({"expected_contacts": (0, 0)}, "0 contacts expected"),
        ({"expected_contacts": (1, 1)}, "1 contact expected"),
        ({"departures_avoided_count": (1, 1)}, "1 customer kept a year"),
        ({"departures_avoided_count": (2, 5)}, "2–5 customers kept a year"),
    ],
)
def test_levers_are_said_as_they_were_given(levers, words):
    assert spoken_levers(given(**levers)) == words


def test_a_lever_that_changes_nothing_is_not_named():
    idle = {
        "problems_avoided_share": (0, 0),
        "handling_time_factor": (1, 1),
        "unit_cost_factor": (1, 1),
        "departures_avoided_count": (0, 0),
    }
    assert spoken_levers(given(**idle)) == ""

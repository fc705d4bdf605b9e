import datetime as dt
from decimal import Decimal

import pytest

from ingestion.errors import WorkspaceError
from ingestion.workspace.reader import read_workspace
from ingestion.workspace.tables import TABLES
from tests.ingestion.workspace.samples import SOURCES

REASONS = "contact_reason_id,treatment\nbilling,eliminate\nmoving,\n"
MAPPING = "source_name,source_reason_code,contact_reason_id,valid_from,valid_to\n"
IGNORED = "identifier_type,identifier,account_space\n"
HASHED = "0123456789abcdef0123456789abcdef"
DEFINITION = (
    "definition_id,group_by,counts,population,window_unit,window_length,clock,"
    "abandoned,self_service,chaser,requested,maturity,rate\n"
)
AXES = "customer,contact,all,local_days,7,end,in,in,out,prior_only,all,repeats\n"


def rows(folder, table):
    return read_workspace(folder).tables[table].to_pylist()


# Each case: the file, its text, and the error.
TEXT = {
    "an empty file": (
        "fte_parameters",
        "",
        "line 1: the file is empty: expected a header with the columns site_name, "
        "team_name, valid_from, valid_to, annual_hours, shrinkage_without_leave, "
        "occupancy; or remove the file",
    ),
    "only blank lines": (
        "ignored_identifiers",
        "\n  \n",
        "line 1: the file is empty: expected a header with the columns "
        "identifier_type, identifier, account_space, note; or remove the file",
    ),
    "a NUL byte": (
        "contact_reasons",
        "contact_reason_id\nbill\0ing\n",
        "line 2: expected text, found a NUL byte; save the file as CSV in UTF-8",
    ),
    "bytes of neither encoding": (
        "contact_reasons",
        b"contact_reason_id\nbilling\nmoving\x81\xff\n",
        "line 3: expected UTF-8 or cp1252 text, found a byte that is neither; save the "
        "file as CSV in UTF-8",
    ),
    "an open quote": (
        "contact_reasons",
        'contact_reason_id\nbilling\n"moving\nother\n',
        "line 3: expected a cell's closing double quote, followed by a `,` or the "
        "line's end, within 131,072 characters; double a quote inside a cell",
    ),
    "an unknown column": (
        "contact_reasons",
        "contact_reason_id,expected_contact\nbilling,1\n",
        "line 1, column 2: unknown column `expected_contact`; did you mean "
        "`expected_contacts`?",
    ),
    "blanks around a semicolon": (
        "cost_rates",
        "Channel ; Amount_per_hour\nphone;5\n",
        "line 1, column 1: unknown column `Channel`; did you mean `channel`?",
    ),
    "a column unlike any": (
        "ignored_identifiers",
        "identifier_type,identifier,colour\nemail,a@b,\n",
        "line 1, column 3: unknown column `colour`: expected one of: identifier_type, "
        "identifier, account_space, note",
    ),
    "a column without a name": (
        "ignored_identifiers",
        "identifier_type;identifier;;\nemail;a@b;;\n",
        "line 1, column 3: a column without a name: expected one of: identifier_type, "
        "identifier, account_space, note",
    ),
    "a column twice": (
        "contact_reasons",
        "\ncontact_reason_id,owner,owner\nbilling,,\n",
        "line 2, column 3: expected each column once: `owner` is column 2 already",
    ),
    "a missing column": (
        "contact_reason_mappings",
        "source_name,contact_reason_id\n",
        "line 1: expected the column source_reason_code in the header; add it",
    ),
    "a row too long": (
        "contact_reasons",
        "contact_reason_id,owner\nbilling,Accounting\nmoving,a,b\n",
        "line 3, column 3: expected 2 cells as in the header, found 3; put cells that "
        "hold a `,` in double quotes",
    ),
    "a row too short, after a cell of two lines": (
        "contact_reasons",
        'contact_reason_id;owner\nbilling;"one\ntwo"\nmoving\n',
        "line 4, column 2: expected 2 cells as in the header, found 1; put cells that "
        "hold a `;` in double quotes",
    ),
}

VALUES = {
    "an empty id": (
        "contact_reasons",
        "contact_reason_id,owner\n,Accounting\n",
        "line 2, column contact_reason_id: expected a value; the cell is empty",
    ),
    "an unknown treatment": (
        "contact_reasons",
        "contact_reason_id,treatment\nbilling,automat\n",
        "line 2, column treatment: unknown word `automat`: expected one of: eliminate, "
        "automate, simplify, keep; did you mean `automate`?",
    ),
    "a fraction of a contact": (
        "contact_reasons",
        "contact_reason_id,expected_contacts\nbilling,1.5\n",
        "line 2, column expected_contacts: expected a whole number, at least 0",
    ),
    "a window below nothing": (
        "contact_reasons",
        "contact_reason_id,reiteration_window_days\nbilling,-1\n",
        "line 2, column reiteration_window_days: expected a whole number, at least 0, "
        "at most 366",
    ),
    "a window over a year": (
        "contact_reasons",
        "contact_reason_id,reiteration_window_days\nbilling,367\n",
        "line 2, column reiteration_window_days: expected a whole number, at least 0, "
        "at most 366",
    ),
    "a French date": (
        "contact_reason_mappings",
        MAPPING + "calls,A,billing,01/02/2025,\n",
        "line 2, column valid_from: expected a date such as 2025-01-31",
    ),
    "a day there is not": (
        "contact_reason_mappings",
        MAPPING + "calls,A,billing,2025-02-29,\n",
        "line 2, column valid_from: expected a date such as 2025-01-31",
    ),
    "a decimal comma among commas": (
        "fte_parameters",
        'annual_hours,shrinkage_without_leave,occupancy\n1607,"0,2",0.8\n',
        "line 2, column shrinkage_without_leave: expected a number such as 0.25, at "
        "least 0, at most 0.99; write a decimal point: decimals may have a comma only "
        "in a file whose cells are parted by `;`",
    ),
    "thousands apart among semicolons": (
        "fte_parameters",
        "annual_hours;shrinkage_without_leave;occupancy\n1.607,0;0,2;0,8\n",
        "line 2, column annual_hours: expected one decimal separator: take out the "
        "points or commas that group thousands, as in 1234.50",
    ),
    "not a number": (
        "fte_parameters",
        "annual_hours,shrinkage_without_leave,occupancy\n1607,0.2,nan\n",
        "line 2, column occupancy: expected a number such as 0.25, at least 0.01, at "
        "most 1",
    ),
    "a share in percent": (
        "fte_parameters",
        "annual_hours,shrinkage_without_leave,occupancy\n1607,20,0.8\n",
        "line 2, column shrinkage_without_leave: expected a number such as 0.25, at "
        "least 0, at most 0.99",
    ),
    "seven decimals": (
        "cost_rates",
        "amount_per_hour\n32.1234567\n",
        "line 2, column amount_per_hour: expected an amount of at most twelve "
        "figures and six decimals, such as 32.50, at least 0",
    ),
    "thirteen figures": (
        "cost_ledger",
        "month_started_on,category,amount,driver\n"
        "2025-01-01,rent,1000000000000,interactions\n",
        "line 2, column amount: expected an amount of at most twelve figures and six "
        "decimals, such as 32.50",
    ),
    "the second of a month": (
        "cost_ledger",
        "month_started_on,category,amount,driver\n2025-01-02,staff,1,interactions\n",
        "line 2, column month_started_on: expected the first day of a month, such as "
        "2025-01-01",
    ),
}

KEYS = {
    "a reason twice": (
        "contact_reasons",
        "contact_reason_id\nbilling\nmoving\nbilling\n",
        "line 4, column contact_reason_id: expected one line for the same "
        "contact_reason_id: line 2 has it already; remove one",
    ),
    "a code mapped twice": (
        "contact_reason_mappings",
        MAPPING + "calls,A,billing,,\ncalls,B,billing,,\ncalls,A,moving,,\n",
        "line 4, column valid_from: expected one line a day for the same source_name, "
        "source_reason_code: this line and line 2 hold on the same days; end one with "
        "valid_to (excluded), or remove one",
    ),
    "validity that overlaps by a day": (
        "contact_reason_mappings",
        MAPPING + "calls,A,billing,,2025-03-02\ncalls,A,moving,2025-03-01,\n",
        "line 3, column valid_from: expected one line a day for the same source_name, "
        "source_reason_code: this line and line 2 hold on the same days; end one with "
        "valid_to (excluded), or remove one",
    ),
    "validity that ends as it begins": (
        "contact_reason_mappings",
        MAPPING + "calls,A,billing,2025-03-01,2025-03-01\n",
        "line 2, column valid_to: expected a day after valid_from: valid_to is the "
        "first day on which the line no longer holds",
    ),
    "rates that tie": (
        "cost_rates",
        "team_name,channel,amount_per_hour\n,phone,30\n,email,20\n,phone,31\n",
        "line 4, column valid_from: expected one line a day for the same partner_name, "
        "site_name, team_name, channel, support_level, language, hours: this line and "
        "line 2 hold on the same days; end one with valid_to (excluded), or remove one",
    ),
}

REFERENCES = {
    "a scenario that changes nothing and costs nothing": (
        "what_if_scenarios",
        "scenario,contact_reason_id,one_off_amount\nfaster,billing,0\nfaster,*,\n",
        "line 3, column contact_reason_id: expected a lever or a cost beside it: this "
        "line changes nothing and costs nothing; fill one in, or remove the line",
    ),
    "a reason called any": (
        "contact_reasons",
        "contact_reason_id\n*\n",
        "line 2, column contact_reason_id: expected a reason's own id; `*` means any "
        "reason",
    ),
    "a mapping of no source": (
        "contact_reason_mappings",
        MAPPING + "*,A,billing,,\ncall,A,billing,,\n",
        "line 3, column source_name: there is no source `call`: expected one of "
        "sources.yml, or `*` for any; did you mean `calls`?",
    ),
    "a mapping to all reasons": (
        "contact_reason_mappings",
        MAPPING + "calls,A,billing,,\ncalls,B,all,,\n",
        "line 3, column contact_reason_id: expected a reason's own id; `all` stands "
        "for every reason together in published tables",
    ),
    "a mapping to no reason": (
        "contact_reason_mappings",
        MAPPING + "calls,A,biling,,\n",
        "line 2, column contact_reason_id: there is no reason `biling`: expected one "
        "of contact_reasons.csv, or `*`; did you mean `billing`?",
    ),
    "an override to any reason": (
        "reason_overrides",
        f"interaction_id,contact_reason_id\ncalls:{HASHED},*\n",
        "line 2, column contact_reason_id: there is no reason `*`: expected one of "
        "contact_reasons.csv",
    ),
    "an override of an id without source": (
        "reason_overrides",
        "interaction_id,contact_reason_id\n42,billing\n",
        "line 2, column interaction_id: expected <source_name>:<id>, a source of "
        "sources.yml and the id that the interaction has there (or in the mart "
        "interactions)",
    ),
    "an override of a source without id": (
        "reason_overrides",
        "interaction_id,contact_reason_id\ncalls:,billing\n",
        "line 2, column interaction_id: expected <source_name>:<id>, a source of "
        "sources.yml and the id that the interaction has there (or in the mart "
        "interactions)",
    ),
    "an override of no source": (
        "ticket_overrides",
        f"action,interaction_id\nsplit,mails:{HASHED}\n",
        "line 2, column interaction_id: expected <source_name>:<id>, a source of "
        "sources.yml and the id that the interaction has there (or in the mart "
        "interactions)",
    ),
    "a join with nothing": (
        "ticket_overrides",
        f"action,interaction_id\njoin,calls:{HASHED}\n",
        "line 2, column other_interaction_id: expected another interaction to join "
        "with",
    ),
    "a join with itself": (
        "ticket_overrides",
        "action,interaction_id,other_interaction_id\n"
        f"join,calls:{HASHED},calls:{HASHED}\n",
        "line 2, column other_interaction_id: expected another interaction to join "
        "with",
    ),
    "a split with another": (
        "ticket_overrides",
        "action,interaction_id,other_interaction_id\n"
        f"split,calls:{HASHED},calls:{HASHED}\n",
        "line 2, column other_interaction_id: expected nothing: a split has one "
        "contact",
    ),
    "a double coding of no reason": (
        "double_coded",
        "interaction_id,first_contact_reason_id,second_contact_reason_id\n"
        "1,billing,biling\n",
        "line 2, column second_contact_reason_id: there is no reason `biling`: "
        "expected one of contact_reasons.csv; did you mean `billing`?",
    ),
    "an account without its space": (
        "ignored_identifiers",
        IGNORED + "account,1000,\n",
        "line 2, column account_space: expected the space of this account: "
        "account_space or social_space of its source, or the source's name",
    ),
    "a device without its space": (
        "ignored_identifiers",
        IGNORED + "device,1000,\n",
        "line 2, column account_space: expected the space of this device: "
        "account_space or social_space of its source, or the source's name",
    ),
    "a space there is not": (
        "ignored_identifiers",
        IGNORED + "account,1000,call\n",
        "line 2, column account_space: there is no space `call` in sources.yml; did "
        "you mean `calls`?",
    ),
    "a phone with a space": (
        "ignored_identifiers",
        IGNORED + "phone,0612345678,calls\n",
        "line 2, column account_space: expected nothing: phone has one space for all",
    ),
    "an unusable phone": (
        "ignored_identifiers",
        IGNORED + 'phone,"3,3199E+10",\n',
        "line 2, column identifier: expected a usable phone; it is masked, a word "
        "for none, or a spreadsheet cut it",
    ),
    "a definition of ours": (
        "definitions",
        DEFINITION + "once_and_done," + AXES,
        "line 2, column definition_id: expected an id of your own: this one is shipped",
    ),
    "a population of no channel": (
        "definitions",
        DEFINITION + "mine," + AXES.replace("all", "phone+mail", 1),
        "line 2, column population: expected one of: all, handled, solved, assisted, "
        "or channels joined by +, such as phone+email",
    ),
    "days of no window": (
        "definitions",
        DEFINITION + "mine," + AXES.replace("local_days", "none"),
        "line 2, column window_length: expected a whole number with window_unit "
        "seconds or local_days, and nothing with reason or none",
    ),
    "a rate without a price": (
        "cost_rates",
        "channel,amount_per_hour\nphone,\n",
        "line 2, column amount_per_hour: expected this or amount_per_interaction",
    ),
    "a lever with one end": (
        "what_if_scenarios",
        "scenario,contact_reason_id,excess_avoided_share_low\nfaster,*,0.2\n",
        "line 2, column excess_avoided_share_high: expected a number no lower than "
        "excess_avoided_share_low, or neither",
    ),
    "a scenario for contacts without a reason": (
        "what_if_scenarios",
        "scenario,contact_reason_id,one_off_amount\nfaster,unqualified,5000\n",
        "line 2, column contact_reason_id: expected a reason's own id, or `*`: "
        "`unqualified` are contacts without a reason, which no scenario can change; "
        "map their codes first",
    ),
    "a reason named as all of them": (
        "contact_reasons",
        "contact_reason_id\nall\n",
        "line 2, column contact_reason_id: expected a reason's own id; `all` stands "
        "for every reason together in published tables",
    ),
    "a line for the scenario whole": (
        "what_if_scenarios",
        "scenario,contact_reason_id\nfaster,all\n",
        "line 2, column contact_reason_id: expected a reason's own id, or `*`: "
        "`all` is the scenario whole, the sum of its lines",
    ),
    "other expected contacts that change nothing": (
        "what_if_scenarios",
        "scenario,contact_reason_id,expected_contacts_low,expected_contacts_high\n"
        "faster,*,1,2\n",
        "line 2, column expected_contacts_low: expected excess_avoided_share beside "
        "it, above 0: alone it says which contacts are in excess, and changes none; "
        "give the share or leave it out",
    ),
    "other expected contacts and a share of nothing": (
        "what_if_scenarios",
        "scenario,contact_reason_id,excess_avoided_share_low,"
        "excess_avoided_share_high,expected_contacts_low,expected_contacts_high\n"
        "faster,*,0.0,0.1,1,2\nslower,*,0,0,1,2\n",
        "line 3, column expected_contacts_low: expected excess_avoided_share beside "
        "it, above 0: alone it says which contacts are in excess, and changes none; "
        "give the share or leave it out",
    ),
    "a lever upside down": (
        "what_if_scenarios",
        "scenario,contact_reason_id,excess_avoided_share_low,"
        "excess_avoided_share_high\nfaster,*,0.2,0.1\n",
        "line 2, column excess_avoided_share_high: expected a number no lower than "
        "excess_avoided_share_low, or neither",
    ),
}

CASES = {
    name: case
    for cases in (TEXT, VALUES, KEYS, REFERENCES)
    for name, case in cases.items()
}


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_file_is_refused(refusal, name):
    table, text, expected = CASES[name]
    files = {"contact_reasons": REASONS} | {table: text}
    assert refusal(**files) == f"{table}.csv, {expected}"


def test_a_scenario_is_for_a_reason_that_something_names(refusal, write):
    """Without a list of reasons: one of the mapping, or a source's own code."""
    scenario = "scenario,contact_reason_id,yearly_amount\nfaster,{},1\n".format
    said = "what_if_scenarios.csv, line 2, column contact_reason_id: there is no reason"
    mapping = MAPPING + "calls,A,billing,,\ncalls,B,*,,\n"
    assert refusal(
        contact_reason_mappings=mapping, what_if_scenarios=scenario("biling")
    ) == (
        f"{said} `biling`: expected one that contact_reason_mappings.csv names, or `*`"
        "; did you mean `billing`?"
    )
    (write() / "contact_reason_mappings.csv").unlink()
    assert refusal(what_if_scenarios=scenario("call:A")) == (
        f"{said} `call:A`: without a mapping file a reason is <source_name>:<code>; "
        "expected one of a source of sources.yml, or `*`"
    )
    for known in ("calls:A", "*"):
        assert read_workspace(write(what_if_scenarios=scenario(known)))
    override = "interaction_id,contact_reason_id\ncalls:1,by hand\n"
    assert read_workspace(
        write(reason_overrides=override, what_if_scenarios=scenario("by hand"))
    )


def test_a_value_of_an_identifier_is_never_shown(refusal):
    secret = "0698765432"
    for text in (
        IGNORED + f"phone,{secret},x\n",
        IGNORED + f"phone,{secret},\nphone,{secret},\n",
        IGNORED + f"phone,{secret},,\n",
        IGNORED + f"{secret}\n",
        IGNORED + f'phone,"{secret},\n',
    ):
        assert secret not in refusal(ignored_identifiers=text)


def test_a_file_name_in_capitals_is_refused(write):
    folder = write(Contact_Reasons=REASONS)
    with pytest.raises(WorkspaceError) as caught:
        read_workspace(folder)
    assert str(caught.value) == (
        f"{folder}/Contact_Reasons.csv: expected a file name in small letters; did you "
        "mean `contact_reasons.csv`?"
    )


def test_only_sources_yml_is_needed(write):
    content = read_workspace(write())
    assert set(content.tables) == set(TABLES)
    for name, table in content.tables.items():
        assert table.num_rows == 0
        assert table.schema == TABLES[name].schema


def test_a_file_with_only_a_header_is_empty(write):
    assert rows(write(contact_reason_mappings=MAPPING), "contact_reason_mappings") == []


def test_missing_columns_and_empty_cells_are_null(write):
    assert rows(write(contact_reasons=REASONS), "contact_reasons")[1] == {
        "contact_reason_id": "moving",
        "contact_reason_name_en": None,
        "contact_reason_name_fr": None,
        "reason_group": None,
        "journey_step": None,
        "owner": None,
        "treatment": None,
        "expected_contacts": None,
        "reiteration_window_days": None,
    }


def test_text_that_looks_like_something_else_stays_text(write):
    text = MAPPING + "calls,007,NA,,\ncalls,7,1e5,,\ncalls,TRUE,null,,\n"
    found = rows(write(contact_reason_mappings=text), "contact_reason_mappings")
    assert [row["source_reason_code"] for row in found] == ["007", "7", "TRUE"]
    assert [row["contact_reason_id"] for row in found] == ["NA", "1e5", "null"]


FRENCH = (
    "contact_reason_id;contact_reason_name_fr;owner\r\n"
    'facture;"Facture ; réclamée – 10 €";Comptabilité\r\n'
    ";;\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_french_spreadsheet_is_read_in_any_of_its_encodings(write, encoding):
    found = rows(write(contact_reasons=FRENCH.encode(encoding)), "contact_reasons")
    assert [
        (row["contact_reason_id"], row["contact_reason_name_fr"], row["owner"])
        for row in found
    ] == [("facture", "Facture ; réclamée – 10 €", "Comptabilité")]


def test_a_header_in_quotes_with_semicolons_is_read(write):
    text = '"contact_reason_id";"owner"\n"billing";"a,b"\n'
    assert rows(write(contact_reasons=text), "contact_reasons")[0]["owner"] == "a,b"


def test_numbers_and_dates_have_their_types(write):
    folder = write(
        fte_parameters="annual_hours;shrinkage_without_leave;occupancy;valid_from\n"
        "1607;0,25;0,8;2025-01-01\n",
        cost_rates="channel,support_level,amount_per_hour,concurrency\nchat,2,32.5,3\n",
        cost_ledger="month_started_on,category,amount,driver\n"
        "2025-01-01,staff,-12.000001,interactions\n",
    )
    parameters = rows(folder, "fte_parameters")[0]
    assert parameters["annual_hours"] == 1607.0
    assert parameters["shrinkage_without_leave"] == 0.25
    assert parameters["valid_from"] == dt.date(2025, 1, 1)
    rate = rows(folder, "cost_rates")[0]
    assert (rate["support_level"], rate["concurrency"]) == (2, 3.0)
    assert rate["amount_per_hour"] == Decimal("32.500000")
    assert rows(folder, "cost_ledger")[0]["amount"] == Decimal("-12.000001")


def test_validity_may_follow_without_a_gap_and_sources_are_apart(write):
    text = (
        MAPPING
        + "calls,A,billing,,2025-03-01\ncalls,A,moving,2025-03-01,2025-04-01\n"
        + "calls,A,billing,2025-04-01,\n*,A,moving,,\ncalls,B,*,,\n"
        + "calls,C,unqualified,,\n"
    )
    folder = write(contact_reasons=REASONS, contact_reason_mappings=text)
    assert len(rows(folder, "contact_reason_mappings")) == 6


def test_without_a_list_of_reasons_any_reason_may_be_mapped(write):
    text = MAPPING + "calls,A,whatever,,\n"
    for reasons in ({}, {"contact_reasons": "contact_reason_id\n"}):
        folder = write(contact_reason_mappings=text, **reasons)
        assert len(rows(folder, "contact_reason_mappings")) == 1


def test_good_lines_of_the_other_files_pass(write):
    sources = SOURCES + (
        "  chat:\n    connector: files\n    path: chat.csv\n    ids: plain\n"
        "    account_space: crm\n    social_space: handles\n    columns:\n"
        "      source_interaction_id: Id\n      started_at: Start\n"
        "    constants: {channel: chat, direction: inbound}\n"
    )
    folder = write(
        sources,
        contact_reasons=REASONS,
        reason_overrides="interaction_id,contact_reason_id\nchat:42,moving\n",
        ticket_overrides="action,interaction_id,other_interaction_id\n"
        f"join,chat:42,calls:{HASHED}\nsplit,chat:43,\n",
        ignored_identifiers=IGNORED
        + "account,1,crm\naccount,1,calls\nsocial,1,handles\nemail,a@b.fr,\n",
        definitions=DEFINITION
        + "a,"
        + AXES
        + "b,"
        + AXES.replace("local_days,7", "none,").replace("all", "phone+email", 1),
        partner_tariffs="partner_name,from_volume,price_amount,mode\n"
        "Calls & Co,,4.5,marginal\nCalls & Co,1000,4,marginal\n",
        what_if_scenarios="scenario,contact_reason_id,handling_time_factor_low,"
        "handling_time_factor_high\nfaster,*,1,1.2\nfaster,billing,1.1,1.1\n",
    )
    content = read_workspace(folder)
    counts = {name: table.num_rows for name, table in content.tables.items()}
    assert counts == {
        "contact_reasons": 2,
        "contact_reason_mappings": 0,
        "reason_overrides": 1,
        "ticket_overrides": 2,
        "double_coded": 0,
        "ignored_identifiers": 4,
        "definitions": 2,
        "cost_rates": 0,
        "partner_tariffs": 2,
        "cost_ledger": 0,
        "fte_parameters": 0,
        "what_if_scenarios": 2,
    }

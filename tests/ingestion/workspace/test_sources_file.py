import pytest

from ingestion.errors import WorkspaceError
from ingestion.workspace.reader import read_workspace
from tests.ingestion.workspace.samples import SOURCES

# Each case: a line of SOURCES (see samples), what stands there instead, and the
# error, whose line and column are counted by hand.
CONNECTOR = "    connector: files\n"
PATH = "    path: calls.csv\n"
START = "      started_at: Start\n"
CONSTANTS = "    constants: {channel: phone, direction: inbound}\n"

STRUCTURE = {
    "unknown key at the top": (
        "company: Test\n",
        "company: Test\ncurency: EUR\n",
        "line 2, column 1: unknown key `curency`; did you mean `currency`? Expected "
        "one of: company, country, timezone, currency, customer_unit, publish_agents, "
        "emails, defaults, build, sources",
    ),
    "unknown key of a source": (
        PATH,
        PATH + "    thread: contact\n",
        "line 6, column 5: unknown key `thread`; did you mean `threads`? Expected one "
        "of: connector, entity, path, format, options, sheet, header_row, timezone, "
        "timestamp_format, null_values, columns, constants, values, keep_rows_where, "
        "skip_rows_where, extra, version_by, threads, related_source, account_space, "
        "social_space, links, delivery, schedule, visit_gap_minutes, settle_seconds, "
        "max_rejected_share, ids, predicted_reason_threshold",
    ),
    "unknown key of a column": (
        START,
        "      started_at: {from: Start, fmt: '%Y'}\n",
        "line 8, column 33: unknown key `fmt`; did you mean `format`? Expected one of: "
        "from, each, one_of, hash_of, format, unit, null_values",
    ),
    "unknown key of delivery": (
        PATH,
        PATH + "    delivery: {cadense: daily}\n",
        "line 6, column 16: unknown key `cadense`; did you mean `cadence`? Expected "
        "one of: cadence, complete_from, active_until, complete_until",
    ),
    "unknown key of schedule": (
        PATH,
        PATH + "    schedule: {crom: 0 5 * * *}\n",
        "line 6, column 16: unknown key `crom`; did you mean `cron`? Expected one of: "
        "cron, retries, timeout_minutes",
    ),
    "a time of build that is none": (
        "company: Test\n",
        "company: Test\nbuild: {at: 6h30}\n",
        "line 2, column 13: expected a local time of day such as 06:30",
    ),
    "a build past the day's end": (
        "company: Test\n",
        "company: Test\nbuild: {at: 24:00}\n",
        "line 2, column 13: expected a local time of day such as 06:30",
    ),
    "a key unlike any": (
        START,
        "      started_at: {from: Start, colour: red}\n",
        "line 8, column 33: unknown key `colour`: expected one of: from, each, one_of, "
        "hash_of, format, unit, null_values",
    ),
    "missing company": (
        "company: Test\n",
        "country: FR\n",
        "line 1, column 1: expected the key `company`; add it",
    ),
    "missing connector": (
        CONNECTOR,
        "",
        "line 3, column 3: expected the key `connector`; add it",
    ),
    "no source": (
        SOURCES,
        "company: Test\nsources: {}\n",
        "line 2, column 10: expected at least one, indented below `sources`",
    ),
    "sources is a list": (
        SOURCES,
        "company: Test\nsources: [calls]\n",
        "line 2, column 10: expected keys and values, indented below `sources`",
    ),
    "a source's name leaves the folder": (
        "  calls:\n",
        "  ../calls:\n",
        "line 3, column 3: expected a source name of small letters, digits and _, "
        "beginning with a letter, such as outsourcer_calls",
    ),
    "wrong word": (
        PATH,
        PATH + "    threads: contacts\n",
        "line 6, column 14: expected one of: contact, case, endless, none; did you "
        "mean `contact`?",
    ),
    "not a whole number": (
        PATH,
        PATH + "    visit_gap_minutes: half\n",
        "line 6, column 24: expected a whole number",
    ),
    "a number too small": (
        PATH,
        PATH + "    header_row: 0\n",
        "line 6, column 17: expected a number of at least 1",
    ),
    "a number too great": (
        PATH,
        PATH + "    max_rejected_share: 5\n",
        "line 6, column 25: expected a number of at most 1.0",
    ),
    "a decimal comma": (
        PATH,
        PATH + "    max_rejected_share: 0,5\n",
        "line 6, column 25: expected a number, with a decimal point",
    ),
    "not a truth": (
        "company: Test\n",
        "company: Test\npublish_agents: perhaps\n",
        "line 2, column 17: expected true or false",
    ),
    "a date that is a number": (
        PATH,
        PATH + "    delivery: {complete_from: 20250101}\n",
        "line 6, column 31: expected a date such as 2025-01-31",
    ),
    "two characters of delimiter": (
        PATH,
        PATH + "    options: {delimiter: ';;'}\n",
        "line 6, column 26: expected one character",
    ),
    "a word where a list is": (
        PATH,
        PATH + "    keep_rows_where: {Type: Entrant}\n",
        "line 6, column 29: expected a list, such as [first, second]",
    ),
    "country in words": (
        "company: Test\n",
        "company: Test\ncountry: France\n",
        "line 2, column 10: expected two capital letters (ISO 3166), such as FR",
    ),
    "a unit there is not": (
        START,
        START + "      handling_seconds: {from: Duration, unit: days}\n",
        "line 9, column 48: expected one of: seconds, minutes, hours, hh:mm:ss, mm:ss",
    ),
    "a column that says nothing": (
        START,
        "      started_at:\n",
        "line 8, column 18: expected text",
    ),
}

YAML = {
    "key twice": (
        PATH,
        PATH + "    path: more.csv\n",
        "line 6, column 5: expected each key once: `path` stands already on line 5; "
        "remove one",
    ),
    "no YAML": (
        CONSTANTS,
        "    constants: {channel: phone\n",
        "line 10, column 1: expected YAML: while parsing a flow mapping, expected ',' "
        "or '}', but got '<stream end>'; check indentation, quotes and colons here",
    ),
    "an alias": (
        SOURCES,
        "company: &name Test\nsources: *name\n",
        "line 2, column 10: expected the content itself; write out `*name`, aliases "
        "are not read",
    ),
    "a NUL byte": (
        "company: Test\n",
        "company: Test\n\0",
        "line 2: expected text, found a NUL byte; the file is damaged or not text",
    ),
    "a control character": (
        "company: Test\n",
        "company: Test\n\x07",
        "line 2: expected text, found a control character; remove it",
    ),
    "nothing": (
        SOURCES,
        "# to be written\n",
        "line 1: the file is empty: expected at least company and sources",
    ),
    "only a word": (
        SOURCES,
        "company\n",
        "line 1, column 1: expected keys such as company and sources",
    ),
}

MEANING = {
    "unknown connector, before the keys that only it would know": (
        CONNECTOR,
        "    subdomain: demo\n    connector: file\n",
        "line 5, column 16: there is no connector `file`: expected one of: files; did "
        "you mean `files`?",
    ),
    "unknown country": (
        "company: Test\n",
        "company: Test\ncountry: ZX\n",
        "line 2, column 10: there is no country `ZX`: expected a code of ISO 3166, "
        "such as FR",
    ),
    "unknown time zone": (
        "company: Test\n",
        "company: Test\ntimezone: Europe/Pari\n",
        "line 2, column 11: there is no time zone `Europe/Pari`: expected a name such "
        "as Europe/Paris; did you mean `Europe/Paris`?",
    ),
    "unknown time zone of a source": (
        PATH,
        PATH + "    timezone: Europe/Londn\n",
        "line 6, column 15: there is no time zone `Europe/Londn`: expected a name such "
        "as Europe/Paris; did you mean `Europe/London`?",
    ),
    "related thread without its source": (
        START,
        START + "      related_thread_id: Case\n",
        "line 9, column 7: expected `related_source` in this source too: the source "
        "whose conversations related_thread_id names; add it",
    ),
    "unknown related source": (
        PATH,
        PATH + "    related_source: cals\n",
        "line 6, column 21: there is no source `cals`: expected one of this file; did "
        "you mean `calls`?",
    ),
    "active until before complete from": (
        PATH,
        PATH + "    delivery: {complete_from: 2025-01-02, active_until: 2025-01-01}\n",
        "line 6, column 57: expected a day no earlier than complete_from",
    ),
    "no pattern of a date": (
        PATH,
        PATH + "    delivery: {complete_until: yyyymmdd}\n",
        "line 6, column 32: expected the strptime pattern of a date in file names, "
        'such as "%Y%m%d"',
    ),
    "a cron of four fields": (
        PATH,
        PATH + '    schedule: {cron: "5 * * *"}\n',
        "line 6, column 22: expected five fields of cron: minute, hour, day of month, "
        'month, day of week, such as "0 5 * * *" (every day at 05:00 local time)',
    ),
    "a cron of an hour there is not": (
        PATH,
        PATH + "    schedule: {retries: 1, cron: 0 25 * * *}\n",
        "line 6, column 34: expected five fields of cron: minute, hour, day of month, "
        'month, day of week, such as "0 5 * * *" (every day at 05:00 local time)',
    ),
    "a cron of a day that never comes": (
        PATH,
        PATH + "    schedule: {cron: 0 5 30 2 *}\n",
        "line 6, column 22: expected five fields of cron: minute, hour, day of month, "
        'month, day of week, such as "0 5 * * *" (every day at 05:00 local time)',
    ),
    "no path": (
        PATH,
        "",
        "line 3, column 3: expected `path`: the files of this source, such as "
        "drops/calls/*.csv; add it",
    ),
    "unknown encoding": (
        PATH,
        PATH + "    options: {encoding: cp125}\n",
        "line 6, column 25: there is no encoding `cp125`: expected utf-8, cp1252 or "
        "another of Python's text encodings",
    ),
    "an encoding of bytes, not text": (
        PATH,
        PATH + "    options: {encoding: base64}\n",
        "line 6, column 25: there is no encoding `base64`: expected utf-8, cp1252 or "
        "another of Python's text encodings",
    ),
    "sheet 0": (
        PATH,
        PATH + "    sheet: 0\n",
        "line 6, column 12: expected a sheet's number from 1",
    ),
    "an extra column twice": (
        PATH,
        PATH + "    extra: [Offer, offer]\n",
        "line 6, column 20: expected each extra column once",
    ),
}

COLUMNS = {
    "unknown column": (
        START,
        START + "      handling_second: Duration\n",
        "line 9, column 7: interactions have no column `handling_second`; did you mean "
        "`handling_seconds`?",
    ),
    "unknown constant": (
        CONSTANTS,
        "    constants: {chanel: phone, direction: inbound}\n",
        "line 9, column 17: interactions have no column `chanel`; did you mean "
        "`channel`?",
    ),
    "a column of another entity": (
        START,
        START + "      yearly_revenue_amount: Revenue\n",
        "line 9, column 7: interactions have no column `yearly_revenue_amount`: "
        "expected one of: source_interaction_id, thread_id, related_thread_id, "
        "channel, direction, outcome, started_at, ended_at, waiting_seconds, "
        "handling_seconds, queue_name, "
        "team_name, site_name, partner_name, support_level, agent, "
        "source_reason_code, predicted_reason_code, predicted_reason_confidence, "
        "source_status, is_automatic, language, satisfaction_score, customer_account, "
        "customer_email, customer_phone, customer_device, customer_social, "
        "customer_order",
    ),
    "a column that we make": (
        START,
        START + "      agent_key: Agent\n",
        "line 9, column 7: `agent_key` is not for a source to fill: give `agent`; it "
        "is hashed on the way",
    ),
    "a column and a constant": (
        START,
        START + "      channel: Channel\n",
        "line 9, column 7: expected `channel` in columns or in constants, not in both",
    ),
    "no way to get a column": (
        START,
        "      started_at: {format: '%Y-%m-%d'}\n",
        "line 8, column 7: expected exactly one of from, each, one_of, hash_of",
    ),
    "two ways to get a column": (
        START,
        "      started_at: {from: Start, one_of: [Begin]}\n",
        "line 8, column 7: expected exactly one of from, each, one_of, hash_of",
    ),
    "an empty header": (
        START,
        "      started_at: [Date, '']\n",
        "line 8, column 19: expected the header of a column of the file",
    ),
    "each for what is no identifier": (
        START,
        "      started_at: {each: [Date, Start]}\n",
        "line 8, column 20: expected `each` only for customer identifiers, of which a "
        "row may have several; use one_of or from",
    ),
    "hash_of for what is no id": (
        START,
        "      started_at: {hash_of: [Date, Start]}\n",
        "line 8, column 20: expected `hash_of` only for ids that the file lacks",
    ),
    "joined numbers": (
        START,
        START + "      support_level: [Level, Tier]\n",
        "line 9, column 22: expected one column: numbers cannot be joined",
    ),
    "a format of what is no time": (
        START,
        START + "      queue_name: {from: Queue, format: '%d'}\n",
        "line 9, column 33: expected `format` only for times and dates",
    ),
    "a unit of what is no duration": (
        START,
        START + "      queue_name: {from: Queue, unit: minutes}\n",
        "line 9, column 33: expected `unit` only for …_seconds columns",
    ),
    "minutes for months": (
        START,
        "      started_at: {from: Start, format: '%d/%M/%Y'}\n",
        "line 8, column 41: expected a strptime pattern that reads year, month and day "
        '(and the time of day in 24 hours, or with %p), such as "%d/%m/%Y %H:%M"',
    ),
    "hours of a clock without halves": (
        PATH,
        PATH + "    timestamp_format: '%d/%m/%Y %I:%M'\n",
        "line 6, column 23: expected a strptime pattern that reads year, month and day "
        '(and the time of day in 24 hours, or with %p), such as "%d/%m/%Y %H:%M"',
    ),
    "a format of letters": (
        PATH,
        PATH + "    timestamp_format: dd/mm/yyyy\n",
        "line 6, column 23: expected a strptime pattern that reads year, month and day "
        '(and the time of day in 24 hours, or with %p), such as "%d/%m/%Y %H:%M"',
    ),
    "a missing column": (
        START,
        "",
        "line 6, column 5: expected `started_at` in columns: every row of interactions "
        "needs it; add it",
    ),
    "a missing column or constant": (
        CONSTANTS,
        "    constants: {channel: phone}\n",
        "line 6, column 5: expected `direction` in columns or constants: every row of "
        "interactions needs it; add it",
    ),
    "no columns at all": (
        SOURCES,
        "company: Test\nsources:\n  crm:\n    connector: files\n"
        "    entity: customers\n    path: crm.csv\n",
        "line 3, column 3: expected `customer_account` in columns: every row of "
        "customers needs it; add it",
    ),
    "activity without its month": (
        SOURCES,
        "company: Test\nsources:\n  base:\n    connector: files\n"
        "    entity: activity\n    path: base.csv\n"
        "    columns: {active_customer_count: Clients}\n",
        "line 7, column 5: expected `month_started_on` in columns: every row of "
        "activity needs it; add it",
    ),
}

CHANNELS = (
    "phone, callback, email, chat, messaging, social, letter, branch, web_selfcare, "
    "app_selfcare, ivr, bot, back_office"
)
WORDS = {
    "unknown channel as constant": (
        CONSTANTS,
        "    constants: {channel: telephone, direction: inbound}\n",
        f"line 9, column 26: unknown word `telephone`: expected one of: {CHANNELS}; "
        "did you mean `phone`?",
    ),
    "unknown channel as value": (
        SOURCES,
        "company: Test\nsources:\n  calls:\n    connector: files\n    path: calls.csv\n"
        "    columns: {channel: Canal}\n"
        "    values:\n      channel:\n        TEL: phone\n        MAIL: mail\n",
        f"line 10, column 15: unknown word `mail`: expected one of: {CHANNELS}; did "
        "you mean `email`?",
    ),
    "a channel that becomes nothing": (
        SOURCES,
        "company: Test\nsources:\n  calls:\n    connector: files\n    path: calls.csv\n"
        "    columns: {channel: Canal}\n    values: {channel: {FAX: null}}\n",
        f"line 7, column 24: expected one of: {CHANNELS}",
    ),
    "unknown direction": (
        CONSTANTS,
        "    constants: {channel: phone, direction: in}\n",
        "line 9, column 44: unknown word `in`: expected one of: inbound, outbound, "
        "internal",
    ),
    "a level out of range": (
        CONSTANTS,
        "    constants: {channel: phone, direction: inbound, support_level: 4}\n",
        "line 9, column 68: expected a whole number, at least 1, at most 3",
    ),
    "a constant that is no truth": (
        CONSTANTS,
        "    constants: {channel: phone, direction: inbound, is_automatic: no}\n",
        "line 9, column 67: expected true or false",
    ),
    "one customer for all rows": (
        CONSTANTS,
        "    constants: {channel: phone, direction: inbound, customer_account: 1}\n",
        "line 9, column 53: expected `customer_account` in columns: it cannot be the "
        "same for all rows",
    ),
    "a word over two lines": (
        CONSTANTS,
        '    constants: {channel: phone, direction: "a\\nb"}\n',
        "line 9, column 44: unknown word `a b`: expected one of: inbound, outbound, "
        "internal",
    ),
    "values of a column that is not read": (
        CONSTANTS,
        CONSTANTS + "    values: {outcome: {Answered: handled}}\n",
        "line 10, column 14: expected values only for words, texts and numbers among "
        "`columns`; `outcome` is none of them",
    ),
}

CASES = {
    name: case
    for cases in (STRUCTURE, YAML, MEANING, COLUMNS, WORDS)
    for name, case in cases.items()
}


@pytest.mark.parametrize("name", CASES)
def test_a_wrong_sources_file_is_refused(refusal, name):
    old, new, expected = CASES[name]
    assert old in SOURCES
    sources = SOURCES.replace(old, new)
    assert refusal(sources) == f"sources.yml, {expected}"


def test_the_first_of_two_errors_is_named(refusal):
    sources = SOURCES.replace("company: Test", "company: Test\ncurrency: euro").replace(
        "path:", "paths:"
    )
    assert refusal(sources) == (
        "sources.yml, line 2, column 11: expected three capital letters (ISO 4217), "
        "such as EUR"
    )


def test_a_file_of_another_encoding_is_refused(tmp_path):
    content = SOURCES.replace("Test", "Société").encode("cp1252")
    (tmp_path / "sources.yml").write_bytes(b"\n" + content)
    with pytest.raises(WorkspaceError) as caught:
        read_workspace(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}/sources.yml, line 2: expected UTF-8 text; save the file as UTF-8"
    )


def test_a_missing_workspace_says_what_one_is(tmp_path):
    with pytest.raises(WorkspaceError) as caught:
        read_workspace(tmp_path / "nowhere")
    assert str(caught.value) == (
        f"{tmp_path}/nowhere/sources.yml: there is no such folder: expected a "
        "workspace, a folder with sources.yml; set WORKSPACE to one, such as `make run "
        "WORKSPACE=demo`"
    )


def test_a_workspace_without_sources_names_the_file_to_rename(tmp_path):
    (tmp_path / "sources.yaml").touch()
    with pytest.raises(WorkspaceError) as caught:
        read_workspace(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}/sources.yml: the file is missing: expected the company and its "
        "sources in it; rename sources.yaml"
    )


def test_words_are_not_guessed_from_their_look(write):
    sources = SOURCES.replace("company: Test", "company: 007\ncountry: NO").replace(
        CONSTANTS,
        CONSTANTS.replace("}", ", support_level: 2, is_automatic: true}")
        + "    values: {outcome: {01: handled, Yes: handled, 12:30: failed}}\n"
        "    null_values: [0, no, '']\n"
        "    sheet: 2\n",
    )
    sources = sources.replace(START, START + "      outcome: Result\n")
    workspace = read_workspace(write(sources)).workspace
    calls = workspace.sources["calls"]
    assert (workspace.company, workspace.country) == ("007", "NO")
    assert calls.values == {
        "outcome": {"01": "handled", "Yes": "handled", "12:30": "failed"}
    }
    assert calls.null_values == ["0", "no", ""]
    assert calls.constants == {
        "channel": "phone",
        "direction": "inbound",
        "support_level": 2,
        "is_automatic": True,
    }
    assert calls.sheet == 2


def test_a_sheet_in_quotes_is_a_name(write):
    sources = SOURCES.replace(PATH, PATH + '    sheet: "2"\n')
    assert read_workspace(write(sources)).workspace.sources["calls"].sheet == "2"

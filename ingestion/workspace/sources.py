"""The models of sources.yml: what a company says of its sources.

Only structure and values are checked here; `reader.py` turns what pydantic finds
into one error with file, line, column and what was expected.
"""

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ingestion.workspace.links import Links

# The connectors there are, by the name a source gives in `connector`.
CONNECTORS = ("files",)


def _iso(text: Any) -> Any:
    # pydantic takes 20250101 for seconds since 1970.
    if isinstance(text, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError("expected a date such as 2025-01-31")
    return text


Date = Annotated[dt.date, BeforeValidator(_iso)]
SourceName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Strict(BaseModel):
    """A part of sources.yml: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


class Defaults(Strict):
    """What holds where no reason or source says otherwise."""

    reiteration_window_days: Annotated[int, Field(ge=0, le=366)] = 7
    expected_contacts: Annotated[int, Field(ge=0)] = 1
    min_abandon_seconds: Annotated[int, Field(ge=0)] = 5
    max_group_size: Annotated[int, Field(ge=1)] = 50
    max_daily_contacts: Annotated[int, Field(ge=1)] = 20
    predicted_reason_threshold: Annotated[float, Field(ge=0, le=1)] = 0.8


class Emails(Strict):
    """Which writings of e-mail addresses are one mailbox."""

    drop_plus_tags: bool = False  # jean+shop@x.fr is jean@x.fr
    join_provider_aliases: bool = False  # j.ean@googlemail.com is jean@gmail.com


class Delivery(Strict):
    """How often a source delivers, and for which time it can be complete."""

    cadence: Literal["continuous", "daily", "weekly", "monthly"] = "daily"
    complete_from: Date | None = None
    active_until: Date | None = None  # the last local day of the source
    complete_until: str | None = None  # strptime pattern of the date in a file name


class Schedule(Strict):
    """When a source is pulled, and how patiently."""

    cron: str | None = None  # five fields, local time; default: by cadence
    retries: Annotated[int, Field(ge=0, le=20)] = 3
    timeout_minutes: Annotated[int, Field(ge=1)] = 60


class Build(Strict):
    """When the marts are built, should a source still be missing by then."""

    at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "06:30"


class Options(Strict):
    """How a CSV is written; what is absent is detected."""

    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    encoding: str | None = None
    decimal_separator: Literal[",", "."] | None = None
    quote: Annotated[str, Field(min_length=1, max_length=1)] = '"'


class Column(Strict):
    """How one contract column is read; exactly one of the first four is given."""

    from_: str | list[str] | None = Field(None, alias="from")
    each: list[str] | None = None
    one_of: list[str] | None = None
    hash_of: list[str] | None = None
    format: str | None = None  # of a time, strptime words
    unit: Literal["seconds", "minutes", "hours", "hh:mm:ss", "mm:ss"] | None = None
    null_values: list[str] | None = None


class Source(Strict):
    """One source of the workspace, read by the connector it names."""

    connector: str
    entity: Literal["interactions", "customers", "activity"] = "interactions"
    path: str | list[str] | None = None
    format: Literal["csv", "xlsx", "parquet"] | None = None  # else by the file's name
    options: Options = Options()
    sheet: str | int | None = None  # name, number from 1, or "all"; default: the first
    header_row: Annotated[int, Field(ge=1)] = 1
    timezone: str | None = None  # of the file's local times; default: the company's
    timestamp_format: str | None = None
    null_values: list[str] = ["", "N/A"]
    columns: dict[str, str | list[str] | Column] = {}
    constants: dict[str, Any] = {}
    values: dict[str, dict[str, Any]] = {}
    keep_rows_where: dict[str, list[str]] = {}
    skip_rows_where: dict[str, list[str]] = {}
    extra: Annotated[list[str], Field(max_length=10)] = []
    version_by: str = "row_order"
    threads: Literal["contact", "case", "endless", "none"] = "none"
    related_source: SourceName | None = None  # whose threads related_thread_id names
    account_space: str | None = None  # default: the source's own name
    social_space: str | None = None
    links: Links | None = None  # of customers: accounts that are probably one person
    delivery: Delivery = Delivery()
    schedule: Schedule = Schedule()
    visit_gap_minutes: Annotated[int, Field(ge=0)] = 0
    settle_seconds: Annotated[int, Field(ge=0)] = 0
    max_rejected_share: Annotated[float, Field(ge=0, le=1)] = 0.05
    ids: Literal["hashed", "plain"] = "hashed"
    predicted_reason_threshold: Annotated[float, Field(ge=0, le=1)] | None = None


class Workspace(Strict):
    """The whole of sources.yml."""

    company: str
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "FR"
    timezone: str = "Europe/Paris"
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
    customer_unit: Literal["person", "account"] = "person"
    publish_agents: bool = False
    emails: Emails = Emails()
    defaults: Defaults = Defaults()
    build: Build = Build()
    sources: dict[SourceName, Source]

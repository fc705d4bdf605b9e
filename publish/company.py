"""Whose figures these are: what the workspace says of the company."""

import zoneinfo
from dataclasses import dataclass
from pathlib import Path

import yaml

from ingestion.workspace.sources import Workspace
from publish.errors import PublishError


@dataclass(frozen=True)
class Company:
    """The company's name, the time zone of its business and its currency."""

    name: str
    zone: zoneinfo.ZoneInfo
    currency: str = "EUR"


def read_company(workspace: Path) -> Company:
    """Read a workspace's sources.yml, or raise PublishError."""
    path = workspace / "sources.yml"
    default = Workspace.model_fields["timezone"].default
    try:
        top = yaml.safe_load(path.read_text(encoding="utf-8"))
        zone = zoneinfo.ZoneInfo(top.get("timezone", default))
        currency = top.get("currency", Workspace.model_fields["currency"].default)
        return Company(str(top["company"]), zone, str(currency))
    except FileNotFoundError:
        raise PublishError(f"{path}: is missing; WORKSPACE names its folder") from None
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError):
        raise PublishError(f"{path}: names no company, or no time zone") from None

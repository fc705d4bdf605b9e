"""The view `deliveries`: what each delivery of a load says, and whether it fits."""

import datetime as dt
from zoneinfo import ZoneInfo

import pandas as pd

from ingestion.connectors.files.rejections import most_rejected
from quality.raw.history import History, Settings
from quality.raw.landed import place_of

FEWEST_IDENTIFIERS, KNOWN_IDENTIFIERS = 30, 200
FEWEST_REJECTED = 20
COMPARED, FEWEST_ROWS = 8, 50
DAY_NOTED = {1: 4, 7: 10, 31: 34}  # a long weekend; a file that closes late
DAY_HELD = {1: 9, 7: 21, 31: 69}  # twice the cadence and a week
COLUMNS = """place landed_count accepted_count row_count counted_row_count
    rejected_share most_rejected_share noted_rejected_share half_rejected_share
    rejected_identifier_share most_rejected_identifier_share
    noted_rejected_identifier_share unclaimed_days most_unclaimed_days
    stale_days most_stale_days ahead_days most_ahead_days
    size least_size most_size""".split()


def deliveries_view(
    deliveries: list[dict], history: History, settings: Settings
) -> pd.DataFrame:
    """Return one row per delivery, with its limits; null where nothing is known."""
    before = list(history.deliveries)
    rows = []
    for delivery in deliveries:
        rows.append(
            {
                "place": place_of(delivery),
                "landed_count": delivery.get("landed_count", 0),
                "accepted_count": delivery.get("accepted_count", 0),
                "row_count": delivery.get("row_count"),
                "counted_row_count": _counted(delivery),
            }
            | _rejected(delivery, settings)
            | _identifiers(delivery, before)
            | _freshness(delivery, settings)
            | _size(delivery, before)
        )
        before.append(delivery)
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype(dict.fromkeys(COLUMNS[1:], float))


def _counted(delivery: dict) -> int:
    kinds = ("accepted_count", "rejected_count", "skipped_count")
    return sum(delivery.get(kind) or 0 for kind in kinds)


def _rejected(delivery: dict, settings: Settings) -> dict:
    rejected = delivery.get("rejected_count") or 0
    judged = rejected + (delivery.get("accepted_count") or 0)
    share = rejected / judged if judged else None
    most = most_rejected(judged, settings.max_rejected_share)
    return {
        "rejected_share": share,
        "most_rejected_share": most / judged if judged else None,
        "noted_rejected_share": share if rejected >= FEWEST_REJECTED else None,
        "half_rejected_share": settings.max_rejected_share / 2,
    }


def _identifiers(delivery: dict, before: list[dict]) -> dict:
    lost, count = _lost([delivery])
    usual_lost, usual_count = _lost(before)
    if count < FEWEST_IDENTIFIERS:
        return {}
    usual = usual_lost / usual_count if usual_count else 0
    limits = {
        "rejected_identifier_share": lost / count,
        "noted_rejected_identifier_share": max(0.1, 2 * usual),
    }
    if usual_count >= KNOWN_IDENTIFIERS:  # many may be masked by nature
        limits["most_rejected_identifier_share"] = max(0.5, 3 * usual)
    return limits


def _lost(deliveries: list[dict]) -> tuple[int, int]:
    lost = sum(one.get("rejected_identifier_count") or 0 for one in deliveries)
    return lost, lost + sum(one.get("identifier_count") or 0 for one in deliveries)


def _freshness(delivery: dict, settings: Settings) -> dict:
    """Compare the newest row with what the file's name says.

    When a file was changed says nothing: a copy changes it. An end of completeness
    that is no date of a name is the start of the newest row's own day.
    """
    zone = ZoneInfo(settings.timezone)
    newest, end, made = (
        delivery.get(name) and delivery[name].astimezone(zone).date()
        for name in ("last_started_at", "complete_until_at", "delivered_at")
    )
    if not newest:
        return {}
    claimed = end and end - dt.timedelta(days=1)
    is_dated = made and delivery["delivered_at"] != delivery.get("modified_at")
    told = max(filter(None, (claimed, made if is_dated else None)), default=newest)
    cadence = min(DAY_HELD, key=lambda days: abs(days - settings.cadence_days))
    return {
        "unclaimed_days": claimed and max(0, (claimed - newest).days),
        "most_unclaimed_days": DAY_HELD[cadence],
        "stale_days": max(0, (told - newest).days),
        "most_stale_days": DAY_NOTED[cadence],
        "ahead_days": end and max(0, (newest - end).days),
        "most_ahead_days": 0,
    }


def _size(delivery: dict, before: list[dict]) -> dict:
    """Compare customers and months with those of the last deliveries.

    Interactions are compared by day: a file of a day and one of a year are alike.
    """
    if delivery["entity"] == "interactions":
        return {}
    same = [one for one in before if one["entity"] == delivery["entity"]]
    sizes = [one.get("accepted_count") or 0 for one in same[-COMPARED:]]
    size = delivery.get("accepted_count") or 0
    if len(sizes) < 2 or max(sizes) < FEWEST_ROWS:
        return {"size": size}
    return {"size": size, "least_size": min(sizes) / 2, "most_size": 2 * max(sizes)}

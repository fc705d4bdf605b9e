"""Clear columns of customers, made comparable: what Splink sees, in memory only."""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.emails import normalised_emails
from ingestion.links import words
from ingestion.workspace.links import Links

Form = Callable[[str], str | list[str] | None]
PLAIN: dict[str, Form] = {
    "postcode": words.postcode,
    "place": words.place,
    "address": words.address,
    "exact": words.exact,
}


def comparable(
    keys: pa.Array, clear: dict[str, pa.Array], links: Links, max_group_size: int = 50
) -> pa.Table:
    """Return one row per account: its key as `unique_id`, and what is compared.

    `clear` has a text column for each of `links.columns`. Names get a column for each
    way in which they may agree. An e-mail of more accounts than `max_group_size` is
    nobody's, as everywhere.
    """
    columns: dict[str, pa.Array] = {"unique_id": keys}
    of_way: dict[str, str] = {}
    for name, values in clear.items():
        way = links.way(name)
        of_way.setdefault(way, name)
        if way == "first_name":
            columns[name] = _each(values, words.joined_name)
            columns[f"{name}_leading"] = _each(values, words.leading_name)
        elif way == "last_name":
            columns[name] = _each(values, words.joined_name)
            columns[f"{name}_bare"] = _each(values, words.bare_name)
            parts = pa.list_(pa.string())
            columns[f"{name}_parts"] = _each(values, words.name_parts, parts)
        elif way == "date":
            format = links.column(name).format
            columns[name] = _each(values, lambda t, f=format: words.date(t, f))
        elif way == "email":
            columns[name] = _owned(normalised_emails(values), max_group_size)
        else:
            columns[name] = _each(values, PLAIN[way])
    if {"first_name", "last_name"} <= of_way.keys():
        names = [columns[of_way[way]] for way in ("first_name", "last_name")]
        columns["full_name"] = pc.binary_join_element_wise(*names, " ")
    return pa.table(columns)


def _each(values: pa.Array, form: Form, type: pa.DataType | None = None) -> pa.Array:
    """Apply a form once to each distinct value."""
    encoded = values.dictionary_encode()
    made = [None if v is None else form(v) for v in encoded.dictionary.to_pylist()]
    return pa.array(made, type or pa.string()).take(encoded.indices)


def _owned(values: pa.Array, max_group_size: int) -> pa.Array:
    """Return values without those of more rows than `max_group_size`."""
    counts = pc.value_counts(values)
    many = pc.greater(counts.field("counts"), max_group_size)
    shared = counts.field("values").filter(many).drop_null()
    return pc.if_else(pc.is_in(values, shared), None, values)

"""SQL that plants a fault in a mart."""


def first(mart, key):
    return f"where {key} = (select min({key}) from marts.{mart})"


def update(mart, key, change):
    """Return SQL that changes the first row of a mart, by its key."""
    return f"update marts.{mart} set {change} {first(mart, key)}"


def double(mart, key):
    """Return SQL that adds the first row of a mart again."""
    return f"insert into marts.{mart} select * from marts.{mart} {first(mart, key)}"


def remove(mart, key):
    """Return SQL that removes the first row of a mart."""
    return f"delete from marts.{mart} {first(mart, key)}"

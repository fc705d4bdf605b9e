"""The suites of the raw border.

Critical holds the load, a warning is noted beside it. Holding a good load is worse
than a note, so what a source may do by nature (few calls, many masked numbers, a
burst) is noted, and held only where it cannot be nature.
"""

from quality.raw.suite_of_history import DAYS, DELIVERIES
from quality.raw.suite_of_rows import COLUMNS, FILES, TABLES

RAW_CHECKS = FILES + COLUMNS + TABLES + DELIVERIES + DAYS

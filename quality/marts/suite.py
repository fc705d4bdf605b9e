"""The suites of the published border.

Critical stops the publication, a warning is printed and stands in the pages. dbt
has tested each rule where it is made; here the finished tables are held against
each other, against raw and against sense.
"""

from quality.marts.suite_of_activity import ACTIVITY
from quality.marts.suite_of_codes import CODES
from quality.marts.suite_of_costs import COSTS
from quality.marts.suite_of_identity import IDENTITY
from quality.marts.suite_of_lists import LISTS
from quality.marts.suite_of_priorities import PRIORITIES
from quality.marts.suite_of_rates import RATES
from quality.marts.suite_of_recontacts import RECONTACTS
from quality.marts.suite_of_rows import ROWS
from quality.marts.suite_of_sums import SUMS

MART_CHECKS = (
    *(ROWS + RATES + LISTS + RECONTACTS + CODES),
    *(IDENTITY + COSTS + SUMS + ACTIVITY + PRIORITIES),
)

"""What is planted between the truth and the exports, in one place.

Each share down to the deliveries is measured in the finished world (measured.py) and
tested.
"""

# The company's rows say another reason, person or nothing at all.
MISCODED = 0.08  # of contacts: the wrong reason is noted, on all their rows
ANONYMOUS = 0.10  # of contacts: no identifier on any row
SHARED_PHONES = 0.05  # of telephone numbers: several persons call from them

# What happens on the way to an answer.
TRANSFERRED = 0.12  # of calls: an agent hands over to another
ABANDONED = 0.10  # of calls: the caller hangs up before anybody dealt with it
BEGIN_IN_SELF_CARE = 0.20  # of problems

# How deliveries go wrong.
LATE_ROWS = 0.01  # of rows: in the file of one of the next three days
LATE_FILES = 0.015  # of daily files: up to five days late
DOUBLED_FILES = 0.006  # of daily files: the same bytes again under another name

# What says nothing, beside a wrong reason. The field is mandatory, so it is rare.
NOT_NOTED = 0.005  # of what a person would have noted
CATCH_ALL = 0.01  # of what was noted: "other", which the company mapped to nothing
NOT_NOTED_BY_MACHINE = 0.4  # of menus and bots that hand over

# What becomes of a wrong reason, on top of the above. Agents see what was noted the
# last time the customer came for it; so a wrong reason is often kept.
NOTED_AS_BEFORE = 0.5  # of comebacks to an agent: the same reason again, right or wrong
MENDED_BY_TRANSFER = 0.9  # of miscoded calls handed over
MENDED_IN_CASE = 0.7  # of miscoded messages answered: the agent recodes what follows

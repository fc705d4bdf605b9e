"""The ways to come, in the order that tables of habits keep."""

PHONE, WRITTEN, CHAT, MESSAGING, SELFCARE = range(5)

"""The smallest sources.yml there can be, for tests to damage."""

SOURCES = """\
company: Test
sources:
  calls:
    connector: files
    path: calls.csv
    columns:
      source_interaction_id: Id
      started_at: Start
    constants: {channel: phone, direction: inbound}
"""

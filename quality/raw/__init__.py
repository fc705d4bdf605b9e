"""The raw border: each load is accepted or held before dbt sees it."""

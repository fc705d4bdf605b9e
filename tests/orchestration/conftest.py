from tests.dags.conftest import airflow  # noqa: F401

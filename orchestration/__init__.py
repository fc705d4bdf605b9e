"""What Airflow is started with, and the one question it asks before a build."""

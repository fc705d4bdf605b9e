# This project with Airflow: the same pinned packages as `make airflow`.
FROM python:3.11.13-slim-bookworm

RUN apt-get update \
    && apt-get install --yes --no-install-recommends make \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 50000 --gid 0 --create-home airflow \
    && install --directory --owner airflow --group 0 \
        /data /opt/airflow /opt/once-and-done

WORKDIR /opt/once-and-done
USER airflow

# The packages first: they change less often than the code.
COPY --chown=airflow:0 Makefile ./
COPY --chown=airflow:0 requirements ./requirements
RUN make .venv/airflow.stamp
COPY --chown=airflow:0 . .
RUN touch .venv/*.stamp

ENV AIRFLOW_HOME=/opt/airflow \
    AIRFLOW__API__HOST=0.0.0.0 \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/once-and-done/dags \
    AIRFLOW__CORE__EXECUTOR=LocalExecutor \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS=False \
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS=admin:admin \
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE=/opt/airflow/passwords.json \
    AIRFLOW__LOGGING__BASE_LOG_FOLDER=/opt/airflow/logs \
    DATA_DIR=/data \
    PATH=/opt/once-and-done/.venv/bin:$PATH \
    PYTHONPATH=/opt/once-and-done \
    WORKSPACE=/workspace

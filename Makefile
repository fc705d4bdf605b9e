# Once & Done. `make run` does the whole job; `make help` lists the rest.
# WORKSPACE chooses the company (default: the demo), DATA_DIR where all is written.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

WORKSPACE ?= demo
# By the shell, since make's own functions split paths at spaces.
override WORKSPACE := $(shell realpath -m -- "$(WORKSPACE)")
DATA_DIR ?= data/$(shell basename -- "$(WORKSPACE)")
override DATA_DIR := $(shell realpath -m -- "$(DATA_DIR)")
export WORKSPACE DATA_DIR

export WAREHOUSE_PATH := $(DATA_DIR)/warehouse.duckdb
export DBT_PROJECT_DIR := $(CURDIR)/dbt_project
export DBT_PROFILES_DIR := $(CURDIR)/dbt_project
export DBT_TARGET_PATH := $(DATA_DIR)/dbt
export DBT_LOG_PATH := $(DATA_DIR)/logs
export DBT_USE_COLORS := false
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export GX_ANALYTICS_ENABLED := false
export PYTHONUNBUFFERED := 1
export UV_PYTHON_DOWNLOADS := never
# A company may sign its traffic with an authority of its own.
export UV_SYSTEM_CERTS := true

PYTHON := .venv/bin/python
# Only a workspace with `links` needs what they need.
LINKS := $(shell grep -qs '^ *links:' "$(WORKSPACE)/sources.yml" && echo .venv/splink.stamp)
UV = $$(command -v uv || ls .venv/bin/uv 2>/dev/null \
	|| { .venv/bin/python -m pip install --quiet --require-hashes -r requirements/uv.txt \
	&& echo .venv/bin/uv; })

.PHONY: help run demo ingest audit accept build audit-marts publish verify \
	lookup build-due airflow env test test-services lint accuracy benchmark clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## Do the whole job: pull, audit, build, audit again, publish (WORKSPACE=…, DATA_DIR=…)
run: .venv/run.stamp
	@if [ "$(WORKSPACE)" = "$(CURDIR)/demo" ]; then $(MAKE) demo; fi
	@$(MAKE) ingest
	@$(MAKE) audit
	@$(MAKE) build
	@$(MAKE) audit-marts
	@$(MAKE) publish

demo: ## Write the demo company's exports (SIZE=60000 interactions)
demo: .venv/run.stamp
	@$(PYTHON) -m demo.generate $(if $(SIZE),--interactions $(SIZE))

# FROM and TO reach the command as environment variables, never as words of a shell.
ingest: ## Pull the sources into raw Parquet (SOURCE=…, FROM=…, TO=…)
ingest: .venv/run.stamp $(LINKS)
	@$(PYTHON) -m ingestion $(if $(SOURCE),--source "$(SOURCE)")

audit: ## Accept or hold what was pulled (SOURCE=… for one source)
audit: .venv/run.stamp
	@$(PYTHON) -m quality $(if $(SOURCE),--source "$(SOURCE)")

accept: ## Release a held load: LOAD=… REASON="…"
accept: .venv/run.stamp
	@$(PYTHON) -m quality --accept "$(LOAD)" --reason "$(REASON)"

# What dbt says is cut to the six verbs and whatever went wrong.
build: ## Stitch contacts and tickets and build the marts, tests included
build: .venv/run.stamp
	@$(PYTHON) -m ingestion.workspace.taken_up
	@echo "build: stitching interactions into tickets"
	@$(PYTHON) -m ingestion.lock warehouse bash -c 'rm -f "$$WAREHOUSE_PATH"*; \
		exec .venv/bin/dbt build --exclude-resource-type unit_test' \
		| sed -unE \
		-e 's/.* OK created sql [a-z]+ model intermediate\.int_(interactions_[a-z]+) .*in ([0-9.]+s).*/  \1 \2/p' \
		-e 's/^[0-9:]+ +((Failure|.*Error|.*Got [0-9]+ result).*)/  \1/p' \
		-e 's/^[0-9:]+ +Done\. PASS=([0-9]+) WARN=0 ERROR=0.*/  \1 models and tests passed/p' \
		-e 's/^[0-9:]+ +Done\. (PASS=.*(WARN|ERROR)=[1-9].*)/  \1/p'

audit-marts: ## Hold the candidate's marts against each other and raw, before publishing
audit-marts: .venv/run.stamp
	@$(PYTHON) -m ingestion.lock warehouse $(PYTHON) -m quality marts

publish: ## Publish the marts as a new snapshot, with dictionary and report
publish: .venv/run.stamp
	@$(PYTHON) -m ingestion.lock warehouse $(PYTHON) -m publish

verify: ## Check the published snapshot against its manifest
verify: .venv/run.stamp
	@$(PYTHON) -m publish verify

# Identifiers come by standard input only: never as words of a command.
lookup: ## Print what is held of a person: make lookup < file of type,value lines
lookup: .venv/run.stamp
	@$(PYTHON) -m ingestion.lock warehouse $(PYTHON) -m publish.lookup

build-due: ## Say whether today's scheduled build is still to do
build-due: .venv/run.stamp
	@$(PYTHON) -m orchestration.build_due

airflow: ## Run it on a schedule, on this machine (AIRFLOW_PORT=8080)
airflow: .venv/airflow.stamp
	@if [ "$(WORKSPACE)" = "$(CURDIR)/demo" ]; then $(MAKE) demo; fi
	@$(PYTHON) -m orchestration.standalone

env: ## Write .env with fresh secrets, for docker compose
env: .venv/run.stamp
	@$(PYTHON) -m orchestration.env_file

test: ## Run every test
test: .venv/dev.stamp .venv-duckdb14/installed.stamp .venv-lifelines/installed.stamp
	@$(PYTHON) -m pytest --numprocesses=logical --maxprocesses=4 \
		--dist=loadfile --no-loadscope-reorder
	@echo "all tests passed; the method's own rules are dbt unit tests, in dbt_project/models/**/*.yml"

test-services: ## Run the tests that need a server or a browser
test-services: .venv/dev.stamp
	@wanted=""; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || wanted="$$wanted postgresql"; \
	docker compose version >/dev/null 2>&1 || command -v docker-compose >/dev/null \
		|| wanted="$$wanted docker-compose"; \
	command -v chromium >/dev/null || wanted="$$wanted chromium"; \
	if [ -n "$$wanted" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "setting up: installing$$wanted from Debian's packages"; \
		(apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
			apt-get -qq install -y --no-install-recommends $$wanted) >/dev/null 2>&1 \
			|| echo "they could not be installed: what needs them is skipped"; \
	fi
	@$(PYTHON) -m pytest -m services -rs

lint: ## Check the code's shape (ruff, sqlfluff)
lint: export WAREHOUSE_PATH := :memory:
lint: export DBT_TARGET_PATH := $(CURDIR)/.venv/dbt
lint: export DBT_LOG_PATH := $(CURDIR)/.venv/dbt
lint: .venv/dev.stamp
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/sqlfluff lint --processes 2 --disable-progress-bar dbt_project

accuracy: ## Hold figures against known truth: the demo's answer key, simulated worlds (SEED=1)
accuracy: .venv/run.stamp .venv/splink.stamp
	@$(PYTHON) -m demo.accuracy $(if $(SEED),--seed $(SEED))
	@$(PYTHON) -m demo.simulation
	@$(PYTHON) -m demo.linkage
	@$(PYTHON) -m demo.savings --seeds 2 --persons-known 1

benchmark: ## Measure speed and memory of ingestion, identity and a whole build on this machine
benchmark: .venv/dev.stamp
	@$(PYTHON) -m ingestion.benchmark
	@$(PYTHON) -m demo.benchmark
	@$(PYTHON) -m demo.benchmark_build

clean: ## Remove this workspace's DATA_DIR, published snapshots and key included
	@[ -d "$(DATA_DIR)/raw" ] || { echo "error: $(DATA_DIR) holds no raw folder, so it is no DATA_DIR: nothing is removed"; exit 2; }
	@if [ -t 0 ]; then read -r -p "remove $(DATA_DIR)? [y/N] " answer; [ "$$answer" = y ]; fi
	@chmod -R u+w "$(DATA_DIR)" 2>/dev/null || true
	@rm -rf "$(DATA_DIR)"

# -- environments: pinned with hashes, installed once ---------------------------

.venv/bin/python:
	@if command -v uv >/dev/null; then uv venv --quiet --python 3.11 .venv; \
	else python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "error: Python 3.11 is needed, this is $$(python3 --version)"; exit 2; }; \
	echo "setting up: uv is missing, taking it from PyPI"; \
	python3 -m venv .venv \
	&& .venv/bin/pip install --quiet --require-hashes -r requirements/uv.txt; fi

.venv/run.stamp: requirements/run.txt | .venv/bin/python
	@echo "setting up: installing what requirements/run.txt pins"
	@$(UV) pip install --quiet --python .venv --require-hashes -r requirements/run.txt
	@touch $@

.venv/airflow.stamp: requirements/airflow.txt | .venv/bin/python
	@echo "setting up: installing what requirements/airflow.txt pins"
	@$(UV) pip install --quiet --python .venv --require-hashes -r requirements/airflow.txt
	@touch $@ .venv/run.stamp

.venv/splink.stamp: requirements/splink.txt | .venv/bin/python
	@echo "setting up: installing what requirements/splink.txt pins"
	@$(UV) pip install --quiet --python .venv --require-hashes -r requirements/splink.txt
	@touch $@ .venv/run.stamp

.venv/dev.stamp: requirements/dev.txt | .venv/bin/python
	@echo "setting up: installing what requirements/dev.txt pins"
	@$(UV) pip install --quiet --python .venv --require-hashes -r requirements/dev.txt
	@touch $@ .venv/airflow.stamp .venv/splink.stamp .venv/run.stamp

# The published files must open in the DuckDB that BI tools still ship.
.venv-duckdb14/installed.stamp: requirements/duckdb14.txt | .venv/bin/python
	@$(UV) venv --quiet --allow-existing --python .venv/bin/python .venv-duckdb14
	@$(UV) pip install --quiet --python .venv-duckdb14 --require-hashes -r requirements/duckdb14.txt
	@touch $@

# A reference for recontact curves; it wants an older pandas than the project.
.venv-lifelines/installed.stamp: requirements/lifelines.txt | .venv/bin/python
	@$(UV) venv --quiet --allow-existing --python .venv/bin/python .venv-lifelines
	@$(UV) pip install --quiet --python .venv-lifelines --require-hashes -r requirements/lifelines.txt
	@touch $@

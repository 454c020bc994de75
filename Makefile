# Every command of the project. Nothing but Python 3.11 is needed beforehand.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
JIANGONG := $(BIN)/jiangong

.PHONY: run setup test prove check fix bench eval-read docs demo-reset clean

run: .venv/base ## environment, database, demo data, server
	@$(JIANGONG) serve --prepare --port $(PORT)

setup: .venv/dev ## the whole development environment

test: .venv/dev ## the whole suite; says what it skipped and why
	@$(BIN)/python -m tests.run

prove: .venv/dev ## the long fault tests and their mutants; results in benchmarks/
	@$(BIN)/python -m tests.prove

check: .venv/dev ## format, lint, types, import contracts, migrations, documents
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py docs --check

fix: .venv/dev ## what tools can mend themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval-read: .venv/dev ## how well notices are read: precision and recall per kind (SPLIT=dev|held_out|unseen|all)
	@$(BIN)/python -m tests.lib.officialdoc.evaluating $(SPLIT)

docs: .venv/dev ## write the generated documents
	$(BIN)/python manage.py docs

bench: .venv/dev ## the measurements of benchmarks/README.md
	@$(BIN)/python -m benchmarks.run

demo-reset: .venv/base ## put the demo federation back as it was
	@$(JIANGONG) demo_reset

.venv/base: requirements/base.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements/dev.txt .venv/base
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

clean: ## caches only; data in var/ stays
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The two commands: `make run` (install, build the index if there is none, open the web app) and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Folder of official texts, read when it is there.
TEXTS ?= ../shared/corpus
FROM := $(if $(wildcard $(TEXTS)),--from $(TEXTS),--offline)

.PHONY: install run test test-web test-all lint format docs bench eval clean

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: install
	$(BIN)/boussole ingest --if-missing $(FROM)
	$(BIN)/boussole serve --open

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

# In a real browser: Debian's chromium, or the one BOUSSOLE_CHROMIUM names. Screenshots are left in build/screenshots.
test-web: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,dev-web]'
	$(BIN)/python -m pytest -m browser tests/web

test-all: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m ''

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.installed-dev
	$(BIN)/python -m tests.cli_reference

bench: $(VENV)/.installed-dev
	$(BIN)/python -m evals.bench --texts $(TEXTS)

# The whole evaluation over the index of the settings, with a page in REPORT; more in docs/evaluation.md.
REPORT ?= eval-report
eval: install
	$(BIN)/boussole ingest --if-missing $(FROM)
	$(BIN)/boussole eval --report $(REPORT)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build *.egg-info

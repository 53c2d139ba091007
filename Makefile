# `make chat` and `make test` do everything on a fresh machine with Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: chat test check clean

chat: $(VENV)/installed
	$(BIN)/crosscheck chat

test: $(VENV)/installed-for-development
	$(BIN)/python -m pytest

check: $(VENV)/installed-for-development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/installed-for-development: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[test,check]"
	touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) build dist *.egg-info

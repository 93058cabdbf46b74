.DEFAULT_GOAL := help
PYTHON ?= .venv/bin/python

.PHONY: help
help: ## list the tasks
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

.PHONY: install
install: ## make .venv with the pinned dependencies
	python3 -m venv .venv
	$(PYTHON) -m pip install -q -r .ci/requirements.lock
	$(PYTHON) -m pip install -q --no-deps -e .

.PHONY: test
test: ## run the tests
	$(PYTHON) -m pytest -n auto

.PHONY: lint
lint: ## check style, types and the directions of imports
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(dir $(PYTHON))lint-imports

.PHONY: mutations
mutations: ## take the guards away, one at a time, and see a test fail (6 minutes)
	$(PYTHON) -m tests.mutations

.PHONY: audit
audit: ## ask pip-audit for known weaknesses of the pinned dependencies
	$(PYTHON) -m tests.audit

.PHONY: terminals
terminals: ## run the reader in each terminal that is installed: xterm, kitty, alacritty, urxvt, st, VTE (sakura), foot (weston)
	$(PYTHON) -m pytest -n 0 -m "slow or terminals" tests/terminals

.PHONY: bench
bench: ## measure the reader beside a bare Textual app and others (6 minutes)
	$(PYTHON) -m tests.bench

.PHONY: pictures
pictures: ## draw the pictures of the README from the sample edition
	$(PYTHON) -m tests.pictures .github/pictures

.PHONY: lock
lock: ## pin the newest dependencies (needs uv)
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --extra dev -o .ci/requirements.lock pyproject.toml
	printf '%s\n' feedparser pandas pybtex | uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate -c .ci/requirements.lock -o .ci/interop.txt -

# Every target sets itself up: .venv is made from the hashed requirements.lock, with uv where it is there, else with pip.

.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := .venv/bin
READY := .venv/.ready
PYTHONS ?= python3.11 python3.12 python3.13 python3.14 python3 python
DEMO ?= demo-shop
# How many random cases the slow tests try: thorough (thousands) or small (tests/conftest.py).
PROFILE ?= thorough
ARGS ?=

# A moved or copied folder sets itself up anew: the package is installed in place.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif

.PHONY: help
help: ## what can be made
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

.PHONY: demo
demo: $(READY) ## make a demo shop, sort its customers, write its report (folder: DEMO=demo-shop)
	@$(BIN)/regulars demo "$(DEMO)" $(ARGS)

.PHONY: test
test: $(READY) ## all tests but the slow ones
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

.PHONY: slow
slow: $(READY) ## the slow tests: fresh installs, thousands of random rules (PROFILE=small for fewer)
	@$(BIN)/python -m pytest -m slow -n auto --dist loadfile --no-loadscope-reorder --hypothesis-profile $(PROFILE) $(ARGS)

.PHONY: bench
bench: $(READY) ## measure, side by side with what one would use instead; prints a table, writes benchmarks/results.json
	@$(BIN)/python benchmarks/run.py $(ARGS)

.PHONY: lint
lint: $(READY) ## ruff: its rules, and its format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

.PHONY: format
format: $(READY) ## bring every file into ruff's format
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

.PHONY: types
types: $(READY) ## pyrefly
	@$(BIN)/pyrefly check

.PHONY: docs
docs: $(READY) ## write docs/reference/ anew from the code
	@$(BIN)/python docs/write_reference.py $(ARGS)

.PHONY: pictures
pictures: $(READY) ## photograph the web app for the README (ARGS=folder: of that shop, else of a demo shop)
	@$(BIN)/python docs/picture.py $(ARGS)

.PHONY: lock
lock: $(READY) ## write requirements.lock anew (needs uv; ARGS=--upgrade for newer versions)
	@uv pip compile pyproject.toml --universal --python-version 3.11 --extra dev \
	  --generate-hashes --no-header --no-annotate --quiet $(ARGS) --output-file requirements.lock

.PHONY: clean
clean: ## remove .venv, caches and the demo shop
	@rm -rf .venv .pytest_cache .hypothesis .ruff_cache .pyrefly_cache demo-shop

$(READY): requirements.lock pyproject.toml
	@set -euo pipefail; \
	$(BIN)/python -c '' 2>/dev/null || rm -rf .venv; \
	if [ ! -d .venv ]; then \
	  found=""; bare=""; \
	  for python in $(PYTHONS); do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	    if command -v uv >/dev/null || "$$python" -c 'import ensurepip, venv' 2>/dev/null; then found="$$python"; break; fi; \
	    bare="$$python"; \
	  done; \
	  if [ -z "$$found" ] && [ -n "$$bare" ]; then \
	    echo "$$bare cannot make a virtual environment. Install its venv module (Debian, Ubuntu: apt-get install python3-venv) or uv." >&2; exit 1; \
	  elif [ -z "$$found" ]; then \
	    echo "Python 3.11 or newer is needed (Debian, Ubuntu: apt-get install python3 python3-venv; or name it: make PYTHONS=/path/to/python)." >&2; exit 1; \
	  fi; \
	  echo "Setting up .venv with $$("$$found" --version)…" >&2; \
	  if command -v uv >/dev/null; then uv venv --quiet --python "$$found" .venv; else "$$found" -m venv .venv; fi; \
	fi; \
	if command -v uv >/dev/null; then \
	  uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock; \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
	  $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; \
	  $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock; \
	  $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi; \
	printf '%s' "$(CURDIR)" > $(READY)

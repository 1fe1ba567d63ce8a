# make graph   set up .venv, build the seed articles into output/
# make test    set up all tools, then lint, type check and test
# make gold    score against the gold in ../shared; make bench: measure; make screenshot; make clean

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
OUT := output

.PHONY: graph test gold bench screenshot clean

graph: $(VENV)/.installed
	$(BIN)/graphbuild build seeds --out $(OUT)

test: $(VENV)/.tools
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -q

gold: $(VENV)/.tools
	$(BIN)/pytest -q -m gold

bench: $(VENV)/.tools
	$(BIN)/pytest -q -m bench -s

screenshot: $(VENV)/.tools
	$(BIN)/python .ci/screenshot

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find graphbuild tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: a second make does nothing that is already done.
$(VENV)/bin/python: | .ci/find-python
	python=$$(.ci/find-python) && "$$python" -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(PIP) install -q -e .
	@touch $@

$(VENV)/.tools: pyproject.toml .ci/install-checkers | $(VENV)/bin/python
	$(PIP) install -q -e '.[dev]'
	.ci/install-checkers $(BIN)/python
	@touch $(VENV)/.installed $@

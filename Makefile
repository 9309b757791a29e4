# What is needed on the machine: Python 3.11 or newer with venv, git, make. Everything else is brought into .venv.
PYTHON ?= python3
BIN := .venv/bin
UV := 0.13.9
STAMP := .venv/stamp
PEERS := .venv-peers
BUILT_FROM := requirements.lock pyproject.toml hatch_build.py src/truceline/knowledge/build_places.py \
  src/truceline/web/build_packages.py src/truceline/web/packages/package-lock.json

# Hosts of registries and paths of one machine have no place in a repository that strangers clone.
STRAY := pypi[.]org|pythonhoste[d]|registry[.]npmjs|deb[.]debian|(^|[^A-Za-z0-9_.])/(work|root|farm|home/[a-z]+|Users/[A-Za-z]+)/

.PHONY: env demo test check lint types contracts stray bench peers docs lock clean help

help:  ## say what there is
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

env: $(STAMP)  ## make .venv with everything in it

$(STAMP): $(BUILT_FROM)
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet uv==$(UV)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $(STAMP)

demo: env  ## build the record of the bundled examples and open it in the browser
	@$(BIN)/truceline demo

test: env  ## run the tests
	$(BIN)/python -m pytest -q --numprocesses auto --maxprocesses 4 --dist loadfile

check: lint types contracts stray  ## lint, types, layers, stray addresses

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: env
	$(BIN)/mypy

contracts: env
	$(BIN)/lint-imports

stray:
	@! git grep -nIE '$(STRAY)' -- . ':!Makefile' || { echo 'The lines above name a registry host or a path of one machine.'; exit 1; }

bench: env  ## score against the pinned floors
	$(BIN)/python -m benchmarks.gate $(addprefix --but ,$(BUT))

peers: $(PEERS)/stamp  ## score other programs beside ours, in an environment of their own
	@$(PEERS)/bin/python -m benchmarks.peers

$(PEERS)/stamp: requirements-peers.lock pyproject.toml hatch_build.py src/truceline/knowledge/build_places.py
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet uv==$(UV)
	$(PEERS)/bin/uv pip install --quiet --python $(PEERS)/bin/python --require-hashes -r requirements-peers.lock
	$(PEERS)/bin/uv pip install --quiet --python $(PEERS)/bin/python --no-deps --editable .
	@touch $@

docs: env  ## build the documentation into out/docs, warnings being errors
	$(BIN)/python -m sphinx -q -W --keep-going -n -c docs . out/docs

lock: env  ## resolve requirements.lock and requirements-peers.lock anew
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --upgrade \
	  --python-version 3.11 --group dev pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --upgrade \
	  --python-version 3.11 --group peers pyproject.toml --output-file requirements-peers.lock
	@! grep -nE '://' requirements.lock requirements-peers.lock

clean:  ## remove what was made here
	rm -rf .venv $(PEERS) out dist

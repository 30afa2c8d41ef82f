# `make demo` and `make test` need Python 3.11 or newer, make and git; everything else they install themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test check mutants servers lint commands names words quality bench faults lock audit licences lowest fuzz clean storm fault-runs \
	promise patience soak screenshot records

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/installed ## the whole job on the embedded sandbox, no account needed
	@$(BIN)/bot demo

test: $(VENV)/installed-test ## tools, servers, the whole suite
	@$(MAKE) --no-print-directory --jobs 2 servers $(VENV)/compiled
	@echo "== running the tests"
	@$(BIN)/python -m pytest --numprocesses 6 --dist worksteal

$(VENV)/compiled: $(VENV)/installed-test # once, while servers are fetched, and not by each of the processes
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --collect-only --quiet >/dev/null
	@touch $@

check: lint ## before each commit: lint, types, arrows, and the tests that need no server (about a minute)
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal -k "not postgresql" \
		tests/domain tests/compose tests/storage tests/pipeline/test_watch_situations.py tests/pipeline/test_publish.py \
		tests/test_events.py tests/test_settings.py tests/test_documents.py

lint: $(VENV)/installed-test ## ruff, mypy, and the arrows between the rooms
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-cache

SEED ?= 20261129
records: $(VENV)/installed-test ## write anew what tests have recorded of words and of reading; read what moved
	@for file in tests/compose/test_drafts.py tests/*/test_*by_lot.py; do \
		$(BIN)/python -m $$(echo $${file%.py} | tr / .) || exit 1; done

mutants: $(VENV)/installed-test ## change the code at random places and see whether a room's tests notice (a quarter of an hour)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python "cosmic-ray>=8.7,<9"
	@$(BIN)/python -m benchmarks.mutants --seed $(SEED)

servers: ## browser and servers that tests use, where they can be installed; tests skip by name elsewhere
	@sh tests/install_servers.sh

quality: $(VENV)/installed-test ## how good the teasers are, measured
	@$(BIN)/python -m benchmarks.quality

storm: $(VENV)/installed-test ## kill the real process 400 times: exactly one post each (about half an hour)
	@$(BIN)/python -m benchmarks.storm --kills 200 --seed 20261122 --instagram graph
	@$(BIN)/python -m benchmarks.storm --kills 200 --seed 20261122 --instagram instagrapi

promise: $(VENV)/installed-test ## state machine and crash at every line, thoroughly (about a quarter of an hour)
	@HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest --numprocesses 2 -m "patient or not patient" \
		tests/pipeline/test_promise_machine.py tests/pipeline/test_watch_invariant.py tests/pipeline/test_crash_at_every_line.py

patience: $(VENV)/installed-test servers ## tests that take minutes: disk full, database locked, clock set back, each way to publish
	@HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -m patient --numprocesses 2

soak: $(VENV)/installed-test ## a daemon for 45 minutes: an article a minute, faults, two kills, memory and processor time
	@$(BIN)/python -m benchmarks.soak

fault-runs: $(VENV)/installed-test ## 10,000 random fault runs in process (about half an hour)
	@$(BIN)/python -m benchmarks.fault_runs --runs 10000 --seed 20261122

faults: $(VENV)/installed-test ## every fault of the platforms and what becomes of a post, as docs/faults.md
	@$(BIN)/python -m benchmarks.faults

bench: $(VENV)/installed-test ## every benchmark, into benchmarks/RESULTS.md (about half an hour)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python "matplotlib>=3.10,<4"
	@$(BIN)/python -m benchmarks

commands: $(VENV)/installed ## write docs/commands.md anew from the commands' help
	@$(BIN)/python docs/make_commands.py

screenshot: $(VENV)/installed-test ## docs/desk.png anew: the desk on a phone, in the demo's world
	@$(BIN)/python docs/make_screenshot.py

names: $(VENV)/installed-test ## write bot/cldr.py anew: names of months and weekdays, from Unicode by way of Babel
	@$(BIN)/python docs/make_names.py

WORDS := bot/locale
words: $(VENV)/installed-test ## bring the catalogue up to date with the code; then fill in what is new in bot.po, and again
	@$(BIN)/pybabel -q extract -F $(WORDS)/babel.cfg --no-default-keywords -k say -k mark -k say_count:1,2 -k _ \
		--no-location --sort-output --width=100 -o $(VENV)/bot.pot bot templates
	@$(BIN)/pybabel -q update -D bot -l de -i $(VENV)/bot.pot -d $(WORDS) --no-fuzzy-matching --ignore-obsolete --width=100
	@$(BIN)/pybabel -q compile -D bot -l de -d $(WORDS)

lock: $(VENV)/installed-test ## compute the locked, hashed requirements anew
	@sh requirements/lock.sh

audit: $(VENV)/installed-test ## known holes of the locked versions, asked of PyPI's advisories
	@sh requirements/audit.sh

licences: $(VENV)/installed-test ## licences of everything that is installed; refuses what binds others
	@$(BIN)/python requirements/licences.py

lowest: $(VENV)/installed-test ## the quick tests with the lowest versions that pyproject.toml allows
	@sh requirements/lowest.sh

TARGET ?= page
SECONDS ?= 3600
fuzz: $(VENV)/installed-test ## hours of fuzzing: make fuzz TARGET=page SECONDS=3600 (`python -m benchmarks.fuzz` lists targets)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python "atheris>=3,<4"
	@mkdir -p .fuzz/$(TARGET)
	@$(BIN)/python -m benchmarks.fuzz $(TARGET) .fuzz/$(TARGET) -max_total_time=$(SECONDS) -max_len=4000 \
		-artifact_prefix=.fuzz/$(TARGET)-

clean: ## remove what make has made
	rm -rf $(VENV) build dist demo practice

$(VENV)/python-ready:
	@echo "== making a virtual environment in $(VENV)/"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0])'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@touch $@

$(VENV)/installed: requirements/run.txt pyproject.toml | $(VENV)/python-ready
	@echo "== installing the bot and what it needs (a minute or two the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/installed-test: requirements/test.txt requirements/axe.txt $(VENV)/installed
	@echo "== installing the test tools"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/axe.txt
	@touch $@

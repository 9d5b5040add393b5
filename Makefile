# The commands of Shubbak. `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
export SHUBBAK_PORT ?= $(PORT)

.DEFAULT_GOAL := help
.PHONY: help run test test-thorough test-fast check bench demo-reset pot lock

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

run: $(STAMPS)/run $(STAMPS)/translations $(STAMPS)/voice instance/demonstration ## install what is missing, fill the demonstration, start everything (PORT=8000)
	@exec env SHUBBAK_DEMONSTRATION=true $(BIN)/shubbak run

test: $(STAMPS)/test $(STAMPS)/translations $(STAMPS)/voice ## install what the tests need and run them all
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m "not thorough"

test-thorough: $(STAMPS)/test $(STAMPS)/translations $(STAMPS)/voice ## the same with every size, mode and language of the kiosk
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

test-fast: $(STAMPS)/test $(STAMPS)/translations $(STAMPS)/voice ## the tests without browser, PostgreSQL and slow ones
	$(BIN)/python -m pytest -m "not browser and not postgres and not slow and not thorough"

check: $(STAMPS)/test ## format, lint, types, floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMPS)/test $(STAMPS)/translations $(STAMPS)/voice ## measure the hot paths beside a floor of the same run
	$(BIN)/python -m bench

demo-reset: $(STAMPS)/run ## throw the demonstration's data away and fill it anew
	$(BIN)/shubbak demo --reset

pot: $(STAMPS)/test ## collect the phrases of the pages into the translation files
	$(BIN)/pybabel -q extract -F deploy/babel.cfg -k N_ -k lazy_gettext --no-location --sort-output -o kiosk/translations/messages.pot kiosk display printing singlewindow
	$(BIN)/pybabel -q update -i kiosk/translations/messages.pot -d kiosk/translations --no-fuzzy-matching --ignore-obsolete

lock: $(STAMPS)/test ## pin the newest dependencies anew
	deploy/install/lock

$(STAMPS)/run: requirements/run.lock deploy/install/packages pyproject.toml
	@deploy/install/packages run
	@deploy/install/environment $(PYTHON) $(VENV) run

$(STAMPS)/test: $(STAMPS)/run requirements/test.lock
	@deploy/install/packages test
	@deploy/install/environment $(PYTHON) $(VENV) test

instance/demonstration: $(wildcard singlewindow/migrations/versions/*.py) | $(STAMPS)/run
	@$(BIN)/shubbak demo
	@touch $@

$(STAMPS)/translations: kiosk/translations/ar/LC_MESSAGES/messages.po $(STAMPS)/run
	@$(BIN)/pybabel -q compile -d kiosk/translations
	@touch $@

$(STAMPS)/voice: display/voice/words.py display/voice/sentences.py display/voice/clips.py display/voice/making.py | $(STAMPS)/run
	@$(BIN)/shubbak voice make display/voice/standin
	@touch $@

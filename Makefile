# Every command of the project. Needed beforehand: git, make, Python 3.11 or later.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
SITE_URL ?= http://localhost:$(PORT)
BIN := .venv/bin
INSTALL := -m pip install -qq --disable-pip-version-check --require-hashes --requirement

export SITE_URL

.PHONY: help serve test test-django6 check format benchmark lock clean
.DELETE_ON_ERROR:

help:
	@echo "make serve         set up, then serve the site with the sample glossary (PORT=8000)"
	@echo "make test          set up, then pass the whole suite on SQLite and PostgreSQL (ARGS=…)"
	@echo "make test-django6  the same suite on the newest Django 6, where Python 3.12 or later is"
	@echo "make check         lint, format, types, migrations, Django's deployment checks"
	@echo "make format        put the code in order"
	@echo "make benchmark     time and memory, beside a baseline"
	@echo "make lock          choose the newest allowed dependencies anew"
	@echo "make clean         remove what the commands above made, the local database excepted"

serve: .venv/runtime
	@$(BIN)/python -c 'import socket, sys; socket.socket().connect_ex(("$(HOST)", $(PORT))) or sys.exit("Port $(PORT) is taken. Choose another: make serve PORT=9000")'
	@$(BIN)/python manage.py quickstart
	@exec $(BIN)/granian --interface wsgi config.wsgi:application --host "$(HOST)" --port "$(PORT)" --blocking-threads 4 --no-ws --log-level warning

test: .venv/dev
	$(BIN)/python -m pytest -n auto $(ARGS)
	$(BIN)/python -m tests.postgres -- $(BIN)/python -m pytest -n auto -m "not browser" $(ARGS)

test-django6: .venv-django6/dev
	.venv-django6/bin/python -m pytest -n auto -m "not browser" $(ARGS)

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djangofmt --check templates
	$(BIOME) static
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	SITE_URL=https://glossary.example.org SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

format: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djangofmt templates
	$(BIOME) --write static
BIOME = $(BIN)/biome format --indent-style=space --indent-width=2 --line-width=110

benchmark: .venv/dev
	$(BIN)/python -m tests.benchmarks

lock: .venv/runtime
	$(BIN)/python -m pip install --quiet "uv>=0.9"
	$(BIN)/uv pip compile $(COMPILE) --python-version 3.11 --constraint .ci/django5.txt -o requirements.lock
	$(BIN)/uv pip compile $(COMPILE) --python-version 3.11 --constraint .ci/django5.txt --group dev -o requirements-dev.lock
	$(BIN)/uv pip compile $(COMPILE) --python-version 3.12 --constraint .ci/django6.txt --group dev -o .ci/requirements-django6.lock
COMPILE = pyproject.toml --upgrade --universal --generate-hashes --no-annotate --quiet --custom-compile-command "make lock"

clean:
	rm -rf .venv .venv-django6 var/static .pytest_cache .mypy_cache .ruff_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Termbook needs Python 3.11 or later; say which with make PYTHON=…" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up .venv; once, and it takes a minute."
	@$(PYTHON) -m venv .venv

.venv/runtime: requirements.lock | .venv/bin/python
	@$(BIN)/python $(INSTALL) $<
	@touch $@

.venv/dev: requirements-dev.lock | .venv/bin/python
	@$(BIN)/python $(INSTALL) $<
	@touch $@

.venv-django6/dev: .ci/requirements-django6.lock
	@"$$(.ci/newer-python)" -m venv .venv-django6
	@.venv-django6/bin/python $(INSTALL) $<
	@touch $@

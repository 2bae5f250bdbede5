# `make help` lists what there is to do.

PYTHON ?= python3

ARTICLE = fixtures/the-bureaucracy-in-exile.txt
IN_VENV = .venv/bin/python
TYPED = $(wildcard quotes/dates.py quotes/reading quotes/facets.py quotes/selection.py)
TEMPLATES = $(shell find templates -name '*.html')
STATIC_SOURCES = $(wildcard timeline/*.py) $(shell find timeline/static)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-quick lint format evaluate bench bench-page bench-bounds bench-compare storm lighthouse screenshots lock clean

help:  ## List what there is to do
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 24

run: .venv/run-stamp .static/staticfiles.json  ## Set up what is missing and serve the site at http://127.0.0.1:8000 (HOST, PORT)
	@$(IN_VENV) manage.py migrate --verbosity 0
	@$(IN_VENV) manage.py load_article $(ARTICLE)
	@echo "To edit, create an account with  .venv/bin/python manage.py createsuperuser  and log in at /admin/"
	@exec $(IN_VENV) -m gunicorn --config python:timeline.gunicorn_conf timeline.wsgi

test: .venv/test-stamp  ## Run every test on SQLite, on PostgreSQL all that touch a database, then those in a browser
	@$(IN_VENV) -m tests.run_all

test-quick: .venv/test-stamp  ## Run every test on SQLite, for every day: no PostgreSQL, no browser
	@$(IN_VENV) -m tests.run_all --quick

lint: .venv/test-stamp  ## Check code, templates, types, imports, migrations and production settings
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m ruff format --check .
	$(if $(TEMPLATES),.venv/bin/djade --target-version 5.2 --check $(TEMPLATES))
	$(if $(TYPED),$(IN_VENV) -m mypy $(TYPED))
	.venv/bin/lint-imports --no-cache --no-logo
	$(IN_VENV) manage.py makemigrations --check --dry-run
	set -a && . docs/production.env && SECRET_KEY=$$($(IN_VENV) -c "import secrets; print(secrets.token_urlsafe(50))") DATABASE_URL=sqlite://:memory: $(IN_VENV) manage.py check --deploy --fail-level WARNING

format: .venv/test-stamp  ## Put code and templates into the form that lint asks for
	$(IN_VENV) -m ruff check --fix .
	$(IN_VENV) -m ruff format .
	$(if $(TEMPLATES),.venv/bin/djade --target-version 5.2 $(TEMPLATES))

evaluate: .venv/run-stamp  ## Say how well the shipped article is read without its annotations
	@$(IN_VENV) manage.py evaluate_reading $(ARTICLE) --against $(ARTICLE:.txt=.yaml)

bench: .venv/test-stamp  ## Measure how the time for reading grows with the text, and the agreement of the readings
	@$(IN_VENV) bench/reading.py
	@$(IN_VENV) bench/agreement.py

bench-page: .venv/test-stamp .static/staticfiles.json node_modules/.package-lock.json  ## Measure the timeline beside TimelineJS3 and vis-timeline (needs npm)
	@$(IN_VENV) -m bench.page $(BENCH_FLAGS)

bench-bounds: .venv/test-stamp  ## Measure each kind of page with 20,000 quotations beside the front page
	@$(IN_VENV) -m bench.bounds

bench-compare: .venv/run-stamp  ## Say what the checkout in the folder OLD answers differently from this one
	@$(IN_VENV) bench/compare_checkouts.py "$(OLD)" .

storm: .venv/test-stamp  ## Let readers ask anything while editors save, articles are loaded and workers are killed (STORM_FLAGS)
	@$(IN_VENV) -m bench.storm $(STORM_FLAGS)

lighthouse: .venv/test-stamp .static/staticfiles.json node_modules/.package-lock.json  ## Run Lighthouse on the main pages (needs npm; LIGHTHOUSE_FLAGS=--steady leaves out performance)
	@$(IN_VENV) -m bench.lighthouse $(LIGHTHOUSE_FLAGS)

screenshots: .venv/test-stamp .static/staticfiles.json  ## Make the pictures in docs/screenshots again
	@$(IN_VENV) -m bench.screenshots

lock: .venv/test-stamp  ## Write the checksums of all that requirements*.txt name, after a change of these
	@for list in requirements requirements-dev; do \
		.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-annotate --no-header --output-file $$list.lock $$list.txt || exit 1; \
	done

clean:  ## Remove what make has made, but not the database and the secret
	rm -rf .venv .static node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis

# What the targets above stand on

.venv/run-stamp: requirements.lock
	@.ci/python-is-fit $(PYTHON)
	@echo "Installing requirements.lock into .venv …"
	@$(PYTHON) -m venv .venv
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/test-stamp: requirements-dev.lock .venv/run-stamp
	@echo "Installing requirements-dev.lock into .venv …"
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.static/staticfiles.json: .venv/run-stamp $(STATIC_SOURCES)
	@echo "Collecting static files …"
	@$(IN_VENV) manage.py collectstatic --clear --no-input --verbosity 0
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json .npmrc
	@npm ci --silent
	@touch $@

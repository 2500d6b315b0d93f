# The targets below are the project's commands; each is safe to run again.
PYTHON ?= python3
SERVE ?= 1
PORT ?= 8000
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header --no-annotate
SETUP := scripts/setup.sh scripts/system.sh scripts/missing.py requirements/uv.txt
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help setup demo serve worker test lint format bench soak lock messages clean clean-all

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.production ## prepare .venv with the locked dependencies

.venv/.production: requirements/production.txt $(SETUP)
	@scripts/setup.sh production
	@touch $@

.venv/.development: requirements/development.txt $(SETUP) | .venv/.production
	@scripts/setup.sh development
	@touch $@

demo: setup ## show it: an invented unit, valued and reported; then serve it (SERVE=0: do not)
	@scripts/demo.sh $(if $(filter 0 no false,$(SERVE)),no-serve,serve) $(PORT)

serve: setup ## serve the site on this machine alone, port 8000 (PORT=…)
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/gunicorn imca.wsgi --no-control-socket --bind 127.0.0.1:$(PORT) --workers 1 --threads 4

worker: setup ## run a worker on CELERY_BROKER_URL
	$(BIN)/celery --app imca worker --loglevel INFO

test: .venv/.development ## check everything: lint, types, contracts, then all tests
	@$(BIN)/python scripts/run_tests.py

lint: .venv/.development ## lint, format, types and import contracts, without the tests
	@scripts/check.sh

format: .venv/.development ## bring the code into the house's format
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

bench: .venv/.development ## measure against plain SQL and plain WeasyPrint; docs/performance.md says what
	$(BIN)/python -m benchmarks

soak: .venv/.development ## the long forms of the tests; takes hours
	$(BIN)/python scripts/run_tests.py --soak
	SIZES=10000000:200 $(BIN)/python -m benchmarks size

lock: setup ## write requirements/*.txt anew from pyproject.toml (UPGRADE=1: newest versions)
	$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --output-file requirements/production.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --group dev --output-file requirements/development.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) --group uv --output-file requirements/uv.txt

messages: .venv/.development ## collect texts into locale/ and compile the translations
	$(BIN)/python manage.py makemessages --locale fr --locale es --add-location file \
		--ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*' --ignore 'benchmarks/*'
	$(BIN)/python manage.py compilemessages --ignore '.venv/*'

clean: ## remove what tools leave behind
	rm -rf .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

clean-all: clean ## remove .venv too; var/ with its data stays
	rm -rf .venv

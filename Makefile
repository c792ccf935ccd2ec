# The two commands are `make run` and `make test`; every path is relative, so that
# the checkout may lie in a folder with spaces.

.PHONY: help run test check bench format messages screenshots
.DEFAULT_GOAL := help

# Any Python that can fetch uv; uv then brings the one that pyproject.toml asks for.
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$python" && break; done)
NO_PYTHON = No Python 3.11 or newer is on the PATH: install one, then try again
UV = $(if $(PYTHON),$(PYTHON) portal/bootstrap.py,$(error $(NO_PYTHON)))
IN = .venv/bin
# As many browsers and databases at once as the machine carries, but not dozens.
PYTEST = $(IN)/python -m pytest -n logical --maxprocesses 4 --dist loadgroup

help: ## This list
	@sed -n 's/^\([a-z]*\): .*## /\1	/p' Makefile | while IFS='	' read -r name what; do \
		printf '  make %-11s %s\n' "$$name" "$$what"; done

run: ## Open the paper on http://127.0.0.1:8000 (PORT, BIND)
	@$(UV) sync --frozen --no-dev --inexact --quiet
	@$(IN)/python manage.py demo

test: ## All tests, on SQLite and then on PostgreSQL
	@$(UV) sync --frozen --quiet
	@status=0; \
	DATABASE_URL=sqlite:///portal.sqlite3 $(PYTEST) || status=1; \
	$(PYTEST) --postgresql || status=1; \
	exit $$status

check: ## Style, templates, types, migrations, deployment, catalogues; then the tests
	@$(UV) sync --frozen --quiet
	$(IN)/ruff check
	$(IN)/ruff format --check
	$(IN)/djlint --lint templates
	$(IN)/mypy
	$(IN)/python manage.py makemigrations --check --dry-run
	$(IN)/python manage.py messages --check
	@echo 'manage.py check --deploy, as in production'
	@SITE_URL=https://bao.example HTTPS=1 ALLOWED_HOSTS=bao.example DEBUG=0 \
		SECRET_KEY="$$($(IN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		$(IN)/python manage.py check --deploy --fail-level WARNING
	@$(MAKE) --no-print-directory test

bench: ## What a page and a comment cost at two sizes, and a list of the desk at 100,000
	@$(UV) sync --frozen --quiet
	@$(IN)/python benchmarks/pages.py
	@$(IN)/python benchmarks/pages.py --postgresql
	@$(IN)/python benchmarks/conversation.py
	@$(IN)/python benchmarks/search.py
	@$(IN)/python benchmarks/search.py --postgresql
	@$(IN)/python benchmarks/desk.py

format: ## Put the code into its one form
	@$(UV) sync --frozen --quiet
	$(IN)/ruff check --fix
	$(IN)/ruff format

messages: ## Collect the texts to translate into locale/
	@$(UV) sync --frozen --quiet
	$(IN)/python manage.py messages

screenshots: ## The pictures of docs/editors.md, made anew in Chromium
	@$(UV) sync --frozen --quiet
	@$(IN)/python docs/screenshots.py

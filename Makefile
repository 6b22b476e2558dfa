# Claim reviewer. `make demo` and `make test` do all set-up on a fresh machine; `make` lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PY := .venv/bin/python
READY := .venv/.ready
SCREEN := -screen 0 1920x1080x24
DEMO := demo
CLAIMS := 5000
REVIEW := 40
UV := 0.13.9

.PHONY: help setup demo test acceptance benchmark bundle screenshots pages tables lock clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## system libraries, .venv and the pinned dependencies

# The stamp lives inside .venv, so removing .venv asks for a new set-up; a second run costs nothing.
# A .pth line puts the checkout on the path; an editable install would leave a second copy of resources/ behind.
$(READY): requirements.lock pyproject.toml Makefile .ci/system .ci/python
	@.ci/system
	@.ci/python .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements.lock
	@$(PY) -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "checkout.pth").write_text(str(pathlib.Path.cwd()))'
	@touch $@
	@echo "set-up: done"

demo: setup ## make a realistic case, review it, write letters and the log to demo/, and open the window
	@if [ -f $(DEMO)/README.txt ]; then \
		echo "$(DEMO)/ is there already; remove the folder to make it anew"; \
	else \
		rm -rf $(DEMO) && $(PY) main.py demo $(DEMO) --claims $(CLAIMS) --review $(REVIEW); \
	fi
	@$(PY) main.py check $(DEMO)/demo.casedb --documents
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		$(PY) main.py $(DEMO)/demo.casedb; \
	else \
		xvfb-run -a -s "$(SCREEN)" $(PY) -m reviewer.app --screenshots $(DEMO)/screenshots $(DEMO)/demo.casedb; \
		echo "no display here: screenshots are in $(DEMO)/screenshots"; \
	fi

test: setup ## every check: lint, types, tests, and tests on a virtual display
	@.ci/checks

bundle: setup ## the one-folder program for this system, in dist/
	@$(PY) -m PyInstaller --noconfirm --log-level ERROR --workpath build/bundle bundle/claim-reviewer.spec
	@du -sh dist/claim-reviewer

acceptance: setup ## the long runs: 105,116 reports, every letter
	@xvfb-run -a -s "$(SCREEN)" $(PY) -m pytest -m acceptance
	@echo "acceptance: all passed"

benchmark: setup ## speed and memory, beside what a user would pick instead
	@xvfb-run -a -s "$(SCREEN)" $(PY) -m benchmarks

# Its own settings folder, so that no picture shows what the person at this computer opened before.
screenshots: setup ## take the pictures of the manual anew
	@rm -rf build/sample && $(PY) main.py demo build/sample --claims 5000 --seed 3 --review 40
	@env PYTHONPATH=. XDG_CONFIG_HOME="$$PWD/build/sample/settings" XDG_DATA_HOME="$$PWD/build/sample/settings" \
		timeout 900 xvfb-run -a -s "$(SCREEN)" $(PY) .ci/pictures.py build/sample/demo.casedb docs/screenshots
	@ls docs/screenshots

pages: setup ## take the pictures of the papers anew
	@rm -rf build/sample && $(PY) main.py demo build/sample --claims 5000 --seed 3 --review 40
	@rm -rf docs/pages && PYTHONPATH=. $(PY) .ci/page_pictures.py build/sample/demo.casedb docs/pages
	@ls docs/pages

tables: setup ## fill the tables of docs/interface.md from the program
	@$(PY) -m tests.doc_tables

# One resolution for Linux, Windows and macOS; see docs/decisions/0004-lock-file.md.
lock: ## pin the dependencies of pyproject.toml anew
	@rm -rf build/lock && python3 -m venv build/lock && build/lock/bin/pip install --quiet "uv==$(UV)"
	@build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --extra dev $(if $(UPGRADE),--upgrade) pyproject.toml --output-file requirements.lock
	@sed -i '1i # Exact versions and hashes of everything in pyproject.toml (with dev). Made by `make lock`.' requirements.lock
	@rm -rf build/lock

clean: ## remove what the commands made, but not a case file
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

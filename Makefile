# make run: the explorer. make test: its tests. Both make the environment first, which is quick once it is there.

PYTHON_IN_USE = .venv/bin/python
STAMP = .venv/complete
TOUR ?= tour

.PHONY: help env system run test slow check lint types layers texts licences bench dist catalogue screenshots clean

help:
	@echo "make run          open the explorer (without a display: write the tour's pictures to $(TOUR)/)"
	@echo "make test         the test suite; make slow: the long tests"
	@echo "make check        ruff, import-linter, mypy, translations, licences"
	@echo "make bench        the side-by-side benchmarks"
	@echo "make dist         the frozen application in dist/vitrine, and its tour from another folder"
	@echo "make catalogue    the shipped list of networks; make screenshots: the pictures of the README"
	@echo "make env          only the environment (.venv)"

# The sources are compiled here so that the first start is as quick as any other.
env: $(STAMP)
	@$(PYTHON_IN_USE) -m compileall -qq main.py engine app widgets || true

# Looked at each time, for 50 ms: a checkout can be moved to another machine.
system:
	@sh release/debian.sh

$(STAMP): requirements.lock requirements-open3d.lock release/python.sh | system
	@if ! $(PYTHON_IN_USE) -m pip --version >/dev/null 2>&1; then \
		python=$$(sh release/python.sh) || { \
			echo "No Python from 3.11 to 3.14 with its venv module was found; install one, or name it: make env PYTHON=..." >&2; \
			exit 1; }; \
		rm -rf .venv; \
		echo "Making .venv with $$python"; \
		"$$python" -m venv .venv; \
	fi
	$(PYTHON_IN_USE) -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(PYTHON_IN_USE) -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-open3d.lock
	@touch $@

run: env
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ] || [ "$$(uname -s)" = Darwin ]; then \
		exec $(PYTHON_IN_USE) main.py; \
	else \
		echo "There is no display here: instead of the window, the tour writes a picture of every lab to $(TOUR)/."; \
		exec $(PYTHON_IN_USE) main.py tour --out "$(TOUR)"; \
	fi

test: env
	$(PYTHON_IN_USE) -m pytest -m "not slow"

slow: env
	$(PYTHON_IN_USE) -m pytest -m slow || test $$? = 5 # 5: there are none

check: lint layers types texts licences

lint: env
	$(PYTHON_IN_USE) -m ruff check
	$(PYTHON_IN_USE) -m ruff format --check

layers: env
	.venv/bin/lint-imports

types: env
	$(PYTHON_IN_USE) -m mypy

# The texts of the sources against the translation files.
texts: env
	$(PYTHON_IN_USE) -m app.translations --check

licences: env
	$(PYTHON_IN_USE) release/licences.py --check

bench: env
	$(PYTHON_IN_USE) -m benchmarks

dist: env
	$(PYTHON_IN_USE) -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build pyinstaller.spec
	sh release/tour_frozen.sh dist/vitrine

catalogue: env
	$(PYTHON_IN_USE) -m engine.networks.make_catalogue

screenshots: env
	sh release/screenshots.sh

clean:
	rm -rf build dist $(TOUR) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

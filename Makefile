# Every target works alone on a fresh checkout: it makes the virtual environment that it needs, once.
#   PYTHON=python3.12 make test     with another interpreter (3.11 or newer)
#   EXTRAS=dev make test            without Intel's CPU runtime, Triton and NVRTC; PoCL or a GPU's driver is used then
#   NPU_TOOLS= make test            without the environments of the NPUs' tools; what needs them is skipped

.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
EXTRAS ?= cpu,triton,nvrtc,dask,docs,dev
# Two workers, for two cores: with three, tests took a quarter longer, as compilers and kernels use the cores themselves.
WORKERS ?= 2
PYTEST_OPTIONS ?=
# Of the environments under build/npu/, those that tests use where they can be made; `make npu-env` makes them all.
NPU_TOOLS ?= jax pyasc
comma := ,
INSTALLED := $(VENV)/.installed-$(subst $(comma),-,$(EXTRAS))

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | awk -F '\t' '{printf "  make %-8s %s\n", $$1, $$2}'

$(INSTALLED): pyproject.toml scripts/install.sh
	@EXTRAS='$(EXTRAS)' scripts/install.sh $(VENV)
	@touch $@

.PHONY: install
install: $(INSTALLED) ## Make .venv with everything that the other targets need

.PHONY: test
test: ## Run the tests
	@$(MAKE) --jobs 2 $(INSTALLED) npu-tools
	@$(BIN)/python -m pytest -q -n $(WORKERS) $(PYTEST_OPTIONS)

.PHONY: npu-tools
npu-tools:
	@$(if $(NPU_TOOLS),scripts/npu_env.sh --try $(NPU_TOOLS))

.PHONY: lint
lint: $(INSTALLED) ## Check format, style, types and the direction of imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/write_docs.py --check

.PHONY: demo
demo: $(INSTALLED) ## Translate a kernel of the corpus, show both sources, run both and compare
	@scripts/demo.sh $(BIN)/transkernel

SECONDS ?= 60
SEED ?= 1
.PHONY: fuzz
fuzz: $(INSTALLED) ## Run random kernels beside their ports: SECONDS=600 SEED=7; findings go to build/fuzz/
	@$(BIN)/python -m tests.fuzz.run --seconds $(SECONDS) --seed $(SEED)

.PHONY: golden
golden: $(INSTALLED) ## Write golden/ anew from corpus/
	@$(BIN)/transkernel check --update

.PHONY: docs
docs: $(INSTALLED) ## Write the generated pages of docs/ anew, and the site to build/docs/
	@$(BIN)/python scripts/write_docs.py
	@$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/docs
	@echo build/docs/index.html

.PHONY: coverage
coverage: $(INSTALLED) ## Write docs/coverage.md anew: verify the whole corpus for every target, in some minutes
	@mkdir -p build
	@$(BIN)/transkernel verify corpus --to all --format json >build/coverage.jsonl || [ $$? = 1 ]
	@$(BIN)/python scripts/coverage_page.py build/coverage.jsonl

.PHONY: costs
costs: $(INSTALLED) ## Write docs/triton.md anew: ports to Triton and originals as machine code; needs nvcc, and minutes
	@mkdir -p build
	@$(BIN)/transkernel cost corpus --format json >build/costs.jsonl || [ $$? = 1 ]
	@$(BIN)/python scripts/triton_page.py build/costs.jsonl

.PHONY: triton-check
triton-check: $(INSTALLED) ## Interpret every case of corpus/ as Triton, and compile it for three GPUs
	@$(BIN)/transkernel verify corpus --to triton --runs 2 --no-examine

# Refusals and mismatches are what the page is about: exit code 1 is no failure of this. What is done of it is kept until
# all is, so that a run that was broken off goes on where it was. The simulator takes an hour for all cases.
NPU_VERIFY = $(BIN)/transkernel verify corpus --runs 2 --no-examine --format json
NPU_CHECK_ascendc = $(NPU_VERIFY) --to ascendc
NPU_CHECK_simt = $(NPU_VERIFY) --to ascendc --arch dav-3510
NPU_CHECK_pallas = $(NPU_VERIFY) --to pallas --first-cases 1
NPU_CHECK_v5e = $(BIN)/python scripts/npu_compile.py corpus
NPU_CHECK_pyasc = $(BIN)/python -m tests.pyasc.run
.PHONY: npu-check
npu-check: $(patsubst %,build/npu-check/%.jsonl,ascendc simt pallas v5e pyasc) ## Write the tables of docs/npu.md anew: the corpus on twins, the TPU's simulator and compiler, pyasc
	@$(BIN)/python scripts/npu_page.py $^
	@rm -r build/npu-check

build/npu-check/%.jsonl: | npu-env
	@mkdir -p $(@D)
	@$(NPU_CHECK_$*) >$@.part || [ $$? = 1 ]
	@mv $@.part $@

.PHONY: npu-env
npu-env: $(INSTALLED) ## Make the environments of the NPUs' tools under build/npu/: JAX, libtpu, pyasc; 2 GB
	@scripts/npu_env.sh

.PHONY: mutants
mutants: $(INSTALLED) ## Write docs/mutation.md anew: mutants of every kernel of corpus/, in some minutes, or of FILES=... alone
	@$(BIN)/transkernel verify $(or $(FILES),corpus) --to opencl --device intel-cpu --no-examine --runs 1 --mutants 200 --mutate \
		--format json >build-mutants.jsonl
	@$(BIN)/python scripts/mutation_page.py $(if $(FILES),--keep) build-mutants.jsonl
	@rm build-mutants.jsonl

.PHONY: clean
clean: ## Remove the virtual environment and all that was generated outside git
	rm -rf $(VENV) build dist demo-out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

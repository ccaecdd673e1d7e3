# 只需要 Python ≥ 3.11 和 make：demo、test、check 自己建好 .venv 再运行。

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# 可以指定解释器：make test PYTHON=python3.13；不指定就依次试下面这些。
PYTHON ?=
CANDIDATES := python3 python3.13 python3.12 python3.11 python3.14

# make fuzz RUNS=50000；检查里的 fuzz 要短。
RUNS ?= 1000000
CHECK_RUNS := 20000
FUZZ := tests/fuzz/fuzz_language.py
KILLS ?= 1000

# 测试分给几个进程：auto 是有几核用几个；make test WORKERS=0 不分。
# 按文件分，一个文件的夹具只做一次；不按测试的个数重排，不然最长的文件排在最后，别的进程干等。
WORKERS ?= auto
SPREAD = --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder

# make lock UPGRADE=1 把锁定的版本升到最新。
UPGRADE ?=

BIN := .venv/bin
RUN := $(BIN)/python -m
PIP := $(RUN) pip --disable-pip-version-check --no-input
PACKAGES := engine indicators workflows

.PHONY: help demo test check fuzz durability bench lock clean

help: ## 列出这些目标
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

demo: .venv/runtime.stamp ## 跑一遍示例：计分、说明、附表、疑点，结果在 build/demo
	@$(BIN)/jixiao demo --out build/demo

test: .venv/dev.stamp ## 跑全部测试
	@$(RUN) pytest $(SPREAD)

check: .venv/dev.stamp ## CI 跑的全部检查：格式、风格、类型、分层、fuzz、测试与覆盖率
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy --strict $(PACKAGES) tests
	$(BIN)/lint-imports
	@if [ ! -f $(FUZZ) ]; then \
	  echo '没有 $(FUZZ)，跳过 fuzz。'; \
	elif ! $(BIN)/python -c 'import atheris' 2>/dev/null; then \
	  echo '这个平台没有 atheris，跳过 fuzz。'; \
	else \
	  mkdir -p build/fuzz && set -x && \
	  $(BIN)/python $(FUZZ) -runs=$(CHECK_RUNS) -seed=1 -artifact_prefix=build/fuzz/; \
	fi
	$(RUN) pytest $(SPREAD) --cov --cov-report=term

fuzz: .venv/dev.stamp ## 长时间 fuzz 指标语言：RUNS=次数，语料留在 build/fuzz/corpus
	@mkdir -p build/fuzz/corpus
	$(BIN)/python $(FUZZ) -runs=$(RUNS) -artifact_prefix=build/fuzz/ build/fuzz/corpus

durability: .venv/dev.stamp ## 每条命令在每一次写入处杀死，再随机杀死、抢办（很长，要 strace 与 PostgreSQL）：KILLS=次数
	JIXIAO_DURABILITY=all $(RUN) pytest tests/durability
	@for db in sqlite postgresql; do \
	  $(BIN)/python -m tests.durability.kill_campaign --kills $(KILLS) --db $$db && \
	  $(BIN)/python -m tests.durability.race_campaign --db $$db || exit 1; \
	done

bench: .venv/bench.stamp ## 跑 benchmarks/ 里的基准
	$(RUN) pytest benchmarks --benchmark-only

lock: .venv/created.stamp ## 重新生成三个锁文件 requirements*.txt；UPGRADE=1 升到最新
	@rm -rf build/lock && $(BIN)/python -m venv build/lock
	@build/lock/bin/python -m pip --disable-pip-version-check install --quiet uv
	@compile() { \
	  build/lock/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	    --custom-compile-command 'make lock' \
	    $(if $(UPGRADE),--upgrade) "$$@"; \
	} && \
	compile --group build pyproject.toml --output-file requirements.txt && \
	compile --group dev --constraints requirements.txt pyproject.toml \
	  --output-file requirements-dev.txt && \
	compile --group bench --constraints requirements-dev.txt pyproject.toml \
	  --output-file requirements-bench.txt
	@rm -rf build/lock

clean: ## 删掉虚拟环境、构建结果和缓存
	rm -rf .venv build dist htmlcov .coverage .coverage.* .benchmarks .hypothesis \
	  .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +

# ---------------------------------------------------------------- 环境
# 每一步完成后留一个 .stamp，第二次运行直接跳过。锁文件是全的，所以 --no-deps：旧的 pip 会把
# coverage[toml] 当成没有锁定的依赖，在 coverage 出新版的那天装不上。

# 有的机器上 python3.12 只是个跑不起来的壳，有的没有 venv：所以每个都真的运行一次。
.venv/created.stamp:
	@found=''; \
	for python in $(if $(PYTHON),$(PYTHON),$(CANDIDATES)); do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	    >/dev/null 2>&1; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  { echo '没有找到能用的 Python：需要 3.11 或更新的版本，并带有 venv 与 pip。'; \
	    echo '已经试过：$(if $(PYTHON),$(PYTHON),$(CANDIDATES))'; \
	    echo 'Debian/Ubuntu 可运行：apt install python3 python3-venv'; \
	    echo '装在别处的，请指明：make $(or $(MAKECMDGOALS),test) PYTHON=/path/to/python3.11'; } >&2; \
	  exit 1; \
	fi; \
	echo "用 $$found（$$("$$found" -V)）建立 .venv"; \
	"$$found" -m venv --clear .venv
	@touch $@

.venv/runtime.stamp: .venv/created.stamp requirements.txt pyproject.toml
	@echo '安装 requirements.txt 与 jixiao…'
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements.txt
	@$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

.venv/dev.stamp: .venv/runtime.stamp requirements-dev.txt
	@echo '安装 requirements-dev.txt…'
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

.venv/bench.stamp: .venv/dev.stamp requirements-bench.txt
	@echo '安装 requirements-bench.txt…'
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements-bench.txt
	@touch $@

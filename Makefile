# `make` lists what there is to make.
.DEFAULT_GOAL := help
.PHONY: help setup build demo test test-all fuzz sanitize lint format bench tune-table man completions clean

foreframe := .build/release/foreframe
sources := Sources Tests Examples Package.swift

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what is missing: libpng, OpenCL headers, PoCL (apt or brew)
	@Scripts/setup.sh build

build: setup ## build the command and the library in release mode
	swift build -c release

demo: build ## predict and score bundled sequences with the bundled model (into out/demo)
	@Scripts/demo.sh

test: ## run every test, OpenCL included (installs it first); minutes with empty caches
	@Scripts/setup.sh build
	Scripts/test.sh

test-all: ## run every row in every tile and precision, Oclgrind, examples, a package that uses this one, manual pages
	@Scripts/setup.sh test
	Scripts/test.sh --everything
	Scripts/oclgrind.sh
	Scripts/test-consumer.sh
	Scripts/test-man.sh
	Scripts/test-examples.sh

fuzz: setup ## feed readers of files with made-up bytes; `make fuzz seconds=300` for each of five
	Scripts/fuzz.sh $(or $(seconds),60)

sanitize: setup ## run the host and CPU tests under the address and the thread sanitizer
	Scripts/sanitize.sh

lint: ## check the style of every Swift file
	swift format lint --strict --recursive --parallel $(sources)

format: ## put every Swift file into that style
	swift format --in-place --recursive --parallel $(sources)

bench: build ## verify the kernels, then time them
	$(foreframe) bench kernels

tune-table: build ## measure the shipped table of choices anew, natively and on OpenCL's first device
	Scripts/tune-table.sh opencl:0
	swift build -c release

man: build ## write a manual page for each verb to out/man
	swift package generate-manual --multi-page
	Scripts/man.sh out/man

completions: build ## write completions for bash, zsh and fish to out/completions
	mkdir -p out/completions
	$(foreframe) --generate-completion-script bash > out/completions/foreframe.bash
	$(foreframe) --generate-completion-script zsh > out/completions/_foreframe
	$(foreframe) --generate-completion-script fish > out/completions/foreframe.fish

clean: ## remove build products and the demo's output
	rm -rf .build out

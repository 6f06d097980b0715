#!/usr/bin/env bash
# Builds, serves and tests the notebook, and installs the tools for that: ./build.sh help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly tests=tests/browser
readonly tools=$PWD/target/tools
readonly wasm_target=wasm32-unknown-unknown
# There may be two compilers. Each has its own build folder.
readonly wasm_dir=$PWD/target/wasm
readonly wasm_limit=$((350 * 1024))

usage() {
  cat <<'END'
./build.sh [command]

  serve   build, then serve the notebook on this machine (the default; PORT=8000)
  build   build the WebAssembly modules and the shipped notebooks into www/pkg
  test    run all tests: format, lints, Rust tests natively and in a browser, types, the same bits in three
          browsers, the page in one
  check   the quick part of test: format, lints, native Rust tests, every module compiled for the browser, types
  format  format all Rust files
  bits    only this part of test: the same bits and the core of the notebook in Chromium, Firefox and WebKit
  types   only this part of test: the types of the page, and the places of its files
  page    only this part of test: the page in Chromium (or some files of it: page draw.spec.js)
  python  only this part of test: a network of the command line, read by the example in Python
  fuzz    test a million corrupted links, fences, formulas, notebooks and files each (or PROPTEST_CASES); takes hours
  bench   measure the speed of training beside other libraries (PYTHON names a Python that has torch and jax)
  checkpoints  train the networks that are missing in www/checkpoints, some minutes for each experiment
  visit   measure dist/: the files that a first visit loads, its time, and the scores of Lighthouse
  icons   draw www/icon.svg as the PNG files of an installed page
  dist    build dist/, a folder that any static host can serve, under any path

Missing tools are installed if possible. Otherwise the error names what to install.
END
}

say() { printf '\033[1m%s\033[0m\n' "$*"; }
fail() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

need() { # need COMMAND WHERE-TO-GET-IT
  has "$1" || fail "$1 is missing; install it: $2"
}

# Runs a command as root, directly or by a sudo that does not ask for a password.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_apt() {
  has apt-get && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

apt_install() {
  say "installing $*"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# --- the WebAssembly compiler -------------------------------------------------------------------

has_rustup_target() {
  [ -d "$(rustc --print target-libdir --target "$wasm_target" 2>/dev/null)" ]
}

has_debian_compiler() {
  has wasm-ld-19 && [ -x /usr/bin/rustc ] && [ -d /usr/src/rustc-"$(/usr/bin/rustc -V | cut -d' ' -f2)" ]
}

# Makes `wasm_cargo SUBCOMMAND ARGUMENTS…` available: with the target of the toolchain, of rustup, or, on Debian and
# Ubuntu, with the compiler of the distribution and the standard library built from its source.
prepare_wasm() {
  need cargo "https://rustup.rs"
  wasm_env=()
  wasm_flags=()
  wasm_path=
  if has_rustup_target; then return; fi
  if ! has_debian_compiler; then
    say "adding the target $wasm_target"
    if has rustup && rustup target add "$wasm_target" 2>/dev/null && has_rustup_target; then return; fi
    can_apt || fail "the target $wasm_target is missing; install it: rustup target add $wasm_target"
    apt_install rustc-web libstd-rust-web-dev rust-web-src lld-19
    has_debian_compiler || fail "the packages rustc-web, rust-web-src and lld-19 gave no compiler for $wasm_target"
  fi
  # The clippy of the distribution belongs to its compiler, so it comes before that of rustup.
  wasm_path=/usr/bin:
  wasm_env=(RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-19)
  wasm_flags=(-Z build-std=std,panic_abort)
}

wasm_cargo() {
  local subcommand=$1
  shift
  local cargo
  cargo=$(command -v cargo)
  env ${wasm_env[@]+"${wasm_env[@]}"} PATH="$wasm_path$PATH" CARGO_TARGET_DIR="$wasm_dir" \
    "$cargo" "$subcommand" ${wasm_flags[@]+"${wasm_flags[@]}"} --target "$wasm_target" "$@"
}

# The command line of wasm-bindgen must have exactly the version of the library.
prepare_bindgen() {
  local version
  version=$(grep -A1 '^name = "wasm-bindgen"$' Cargo.lock | grep -oE '[0-9]+\.[0-9]+\.[0-9]+')
  export PATH=$tools/bin:$PATH
  if has wasm-bindgen && [ "$(wasm-bindgen --version)" = "wasm-bindgen $version" ]; then return; fi
  say "installing wasm-bindgen-cli $version into target/tools (some minutes, once)"
  # Not --locked: that lock file names a version of webpki-roots that is no longer available.
  cargo install --quiet wasm-bindgen-cli --version "$version" --root "$tools"
}

# make_module FEATURE PROFILE: builds www/pkg/FEATURE.js and FEATURE_bg.wasm from the code of one feature of the crate.
# Each feature has its own folder: cargo uses the same name for all results, and would mistake one for another.
make_module() {
  local folder=$wasm_dir/$1
  local built=$folder/$wasm_target/$2/scinet.wasm
  wasm_cargo build --quiet --lib --profile "$2" --no-default-features --features "$1" --target-dir "$folder"
  if [ "www/pkg/$1_bg.wasm" -nt "$built" ]; then return; fi
  wasm-bindgen --target web --out-dir www/pkg --out-name "$1" "$built"
}

# The shipped notebooks as rendered for the page, so that no visitor loads the renderer.
render_notebooks() {
  local renderer=target/debug/render notebook rendered
  cargo build --quiet --no-default-features --features text --bin render
  mkdir -p www/pkg/notebooks
  for notebook in www/notebooks/*.md; do
    rendered=www/pkg/notebooks/$(basename "$notebook" .md).json
    if [ "$rendered" -nt "$notebook" ] && [ "$rendered" -nt "$renderer" ]; then continue; fi
    # Written completely or not at all.
    "$renderer" "$notebook" >"$rendered.new"
    mv "$rendered.new" "$rendered"
  done
}

# The font of formulas, with the characters that the notebooks use. Without npm, the page uses the fonts of the machine.
make_fonts() {
  local folder=www/pkg/fonts made=www/fonts.css
  if ! has npm; then
    say "npm is missing: formulas are set in the fonts of this machine (https://nodejs.org)"
    [ -f "$made" ] || : >"$made"
    return
  fi
  if [ -s "$made" ] && [ -z "$(find www/pkg/notebooks tests/fonts/make.js -newer "$made")" ]; then return; fi
  prepare_npm tests/fonts
  node tests/fonts/make.js "$folder"
}

build() {
  prepare_wasm
  prepare_bindgen
  say "building the modules and the notebooks"
  make_module page small
  make_module trainer release
  make_module text small
  render_notebooks
  make_fonts
}

# --- tests --------------------------------------------------------------------------------------

# prepare_npm [FOLDER]: installs the packages of the package-lock.json in a folder.
prepare_npm() {
  local folder=${1:-$tests}
  need node "https://nodejs.org"
  need npm "https://nodejs.org"
  if [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then return; fi
  say "installing what $folder needs from npm"
  (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --silent --no-fund --no-audit)
}

find_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if has "$name"; then command -v "$name"; return; fi
  done
  # On a Mac it is in another place.
  local mac="/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
  if [ -x "$mac" ]; then echo "$mac"; fi
}

prepare_browser() {
  BROWSER_PATH=${BROWSER_PATH:-$(find_browser)}
  if [ -z "$BROWSER_PATH" ] || ! has chromedriver; then
    can_apt || fail "the tests need Chromium or Chrome, and chromedriver of the same version; install both"
    apt_install chromium chromium-driver
    BROWSER_PATH=$(find_browser)
  fi
  CHROMEDRIVER=$(command -v chromedriver)
  export BROWSER_PATH CHROMEDRIVER
}

find_minibrowser() {
  local path
  for path in /usr/lib/*/webkit2gtk-4.1/MiniBrowser /usr/libexec/webkit2gtk-4.1/MiniBrowser; do
    if [ -x "$path" ]; then echo "$path"; return; fi
  done
}

# Firefox and WebKit with their drivers, beside Chromium: the bits are compared in all three.
prepare_all_browsers() {
  prepare_browser
  local missing=()
  has firefox || has firefox-esr || missing+=(firefox-esr)
  has WebKitWebDriver && [ -n "$(find_minibrowser)" ] || missing+=(webkit2gtk-driver libwebkit2gtk-4.1-0)
  has xvfb-run && has xauth || missing+=(xvfb xauth)
  if [ ${#missing[@]} != 0 ]; then
    can_apt || fail "the tests compare bits in Firefox and in WebKitGTK too; install them with their drivers, on Debian: ${missing[*]}"
    apt_install "${missing[@]}"
  fi
  export PATH=$tools/bin:$PATH
  if ! has geckodriver; then
    say "installing geckodriver into target/tools (some minutes, once)"
    cargo install --quiet --locked geckodriver --root "$tools"
  fi
  GECKODRIVER=$(command -v geckodriver)
  WEBKIT_DRIVER=$(command -v WebKitWebDriver)
  MINIBROWSER=$(find_minibrowser)
  export GECKODRIVER WEBKIT_DRIVER MINIBROWSER
}

# The documents of examples/, built by their tools. The command line of Quarto is in no package registry. It only passes
# a document on to pandoc, which is used here.
build_examples() {
  local lesson=target/examples/quarto/lesson.html book=target/examples/jupyter-book venv=$tools/jupyter-book
  if [ ! "$lesson" -nt examples/quarto/lesson.qmd ]; then
    has pandoc || { can_apt || fail "pandoc is missing; install it: https://pandoc.org"; apt_install pandoc; }
    say "building the Quarto example"
    mkdir -p "$(dirname "$lesson")"
    pandoc --standalone --mathml --from markdown --to html5 --output "$lesson" examples/quarto/lesson.qmd
  fi
  if [ "$book/_build/html/lesson.html" -nt examples/jupyter-book/lesson.md ]; then return; fi
  need python3 "https://www.python.org"
  if [ ! -x "$venv/bin/jupyter-book" ]; then
    say "installing Jupyter Book into target/tools (a minute or two, once)"
    if ! python3 -m venv "$venv" 2>/dev/null; then
      can_apt || fail "python3 has no venv; install it, on Debian: python3-venv"
      apt_install python3-venv
      python3 -m venv "$venv"
    fi
    "$venv/bin/pip" install --quiet --disable-pip-version-check 'jupyter-book==1.0.4.post1'
  fi
  say "building the Jupyter Book example"
  "$venv/bin/jupyter-book" build --quiet --path-output "$book" examples/jupyter-book >/dev/null
}

native_checks() {
  need cargo "https://rustup.rs"
  has cargo-fmt && has cargo-clippy || fail "rustfmt and clippy are missing; install them: rustup component add rustfmt clippy"
  say "format"
  format --check
  say "lints"
  cargo clippy --quiet --all-targets -- -D warnings
  say "Rust tests"
  cargo test --quiet
}

# The lists of kinds and worlds declare their modules in a macro, where `cargo fmt` alone does not look.
format() { # format [--check]
  cargo fmt ${1+"$1"} -- $(find src/kinds -name '*.rs')
}

# Every feature is compiled alone, as its module is, with all warnings except for code that only other modules use.
module_lints() {
  say "lints of the modules"
  if [ ${#wasm_flags[@]} != 0 ] && [ ! -x /usr/bin/clippy-driver ]; then
    apt_install rust-web-clippy
  fi
  local feature
  for feature in page trainer text bench; do
    wasm_cargo clippy --quiet --lib --no-default-features --features "$feature" -- -D warnings ||
      fail "the feature $feature does not compile for the browser without warnings"
  done
  wasm_cargo clippy --quiet --lib --test wasm -- -D warnings
}

wasm_tests() {
  say "Rust tests in a browser"
  wasm_cargo test --test wasm
}

types() {
  say "types of the page, and the places of its files"
  "$tests/node_modules/.bin/tsc" -p "$tests"
  node "$tests/rooms.js"
}

# Words after the command select properties: ./build.sh fuzz links fences
fuzz() {
  need cargo "https://rustup.rs"
  say "corrupted links, fences, formulas, notebooks and files"
  # One after another, with low priority; optimised, with all checks for overflow.
  PROPTEST_CASES=${PROPTEST_CASES:-1000000} nice -n 10 \
    cargo test --quiet --test fuzz -- --nocapture --test-threads 1 "$@"
}

same_bits() {
  say "the same bits in every browser"
  node "$tests/bits.js"
  say "cells in another site's page"
  node "$tests/frames.js"
  say "the core of the notebook in Firefox and WebKit"
  make_site
  node "$tests/core.js"
}

# The example in Python, with its two packages in its own environment.
python_example() {
  local env=target/python
  say "the example in Python"
  if ! "$env/bin/python" -c "import numpy, safetensors" 2>/dev/null; then
    python3 -m venv "$env" || fail "Python's venv is missing; install it, on Debian: python3-venv"
    "$env/bin/pip" install --quiet numpy safetensors
  fi
  cargo build --quiet --bin scinet
  "$env/bin/python" tests/examples.py target/debug/scinet
}

# The worked examples of CONTRIBUTING.md.
contributing_examples() {
  say "the examples of CONTRIBUTING.md"
  python3 tests/contributing.py
}

# As published, but without wasm-opt, which takes long and changes nothing that a test sees.
make_site() {
  pack target/site
  node "$tests/publish.js" target/site
}

# The tools that read the PDF files of the tests.
prepare_poppler() {
  has pdftoppm && has pdftotext && return
  can_apt || fail "pdftoppm and pdftotext are missing; install poppler-utils"
  apt_install poppler-utils
}

page_tests() {
  prepare_poppler
  build_examples
  make_site
  say "the page in a browser"
  (cd "$tests" && npx playwright test "$@")
}

check() {
  prepare_npm
  build
  native_checks
  module_lints
  types
}

all_tests() {
  need python3 "https://www.python.org"
  prepare_npm
  prepare_all_browsers
  build
  native_checks
  module_lints
  wasm_tests
  types
  contributing_examples
  python_example
  same_bits
  page_tests
  say "all tests passed"
}

# --- what is served -----------------------------------------------------------------------------

serve() {
  need python3 "https://www.python.org"
  build
  exec python3 "$tests/serve.py" . "${PORT:-8000}"
}

# pack FOLDER: copies the files that are published unchanged. publish.js adds the page and its scripts.
pack() {
  rm -rf "$1"
  mkdir -p "$1/www/pkg"
  cp -r www/*.svg www/icon*.png www/*.webmanifest www/checkpoints "$1/www/"
  cp -r www/pkg/*.wasm www/pkg/notebooks www/pkg/fonts "$1/www/pkg/"
}

dist() {
  prepare_npm
  build
  say "making dist/"
  pack dist
  # Never --fast-math: the same link must give the same bits.
  local module level
  for module in dist/www/pkg/*.wasm; do
    # The training module is optimised for speed, the modules that a page waits for are optimised for size.
    case "$module" in */trainer_bg.wasm) level=-O3 ;; *) level=-Oz ;; esac
    "$tests/node_modules/.bin/wasm-opt" "$level" --converge --strip-producers --enable-simd --enable-bulk-memory \
      --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-reference-types \
      --enable-multivalue "$module" -o "$module"
  done
  node "$tests/publish.js" dist
  node "$tests/sizes.js" dist "$wasm_limit"
}

# The files that a first visit of dist/ loads, its time, and the scores of Lighthouse.
visit() {
  need python3 "https://www.python.org"
  prepare_npm
  prepare_browser
  [ -f dist/index.html ] || dist
  prepare_npm tests/bench
  say "visiting dist/ (nothing else should run)"
  node tests/bench/visit.js
  node tests/bench/lighthouse.js
}

# The results that the page shows at once: trained networks, their reports, a sweep. An interrupted run resumes the next
# time.
checkpoints() {
  need cargo "https://rustup.rs"
  say "building the command line"
  cargo build --quiet --release
  target/release/scinet checkpoints www/checkpoints
}

# The shipped module contains neither the tape nor the ceiling. The benchmark builds one with both.
build_bench() {
  wasm_cargo build --quiet --release --lib --no-default-features --features bench --target-dir "$wasm_dir/bench"
  wasm-bindgen --target web --out-dir target/bench/pkg --out-name scinet \
    "$wasm_dir/bench/$wasm_target/release/scinet.wasm"
}

bench() {
  need python3 "https://www.python.org"
  prepare_npm
  prepare_browser
  build
  say "building the command line and the peers"
  cargo build --quiet --release
  build_bench
  prepare_npm tests/bench
  say "measuring (nothing else should run)"
  node tests/bench/run.js
  node tests/bench/page.js
  node tests/bench/watch.js
  node tests/bench/quality.js
  node tests/bench/tables.js
}

case "${1:-serve}" in
  serve) serve ;;
  build) build ;;
  test) all_tests ;;
  check) check ;;
  fuzz) shift; fuzz "$@" ;;
  bench) bench ;;
  checkpoints) checkpoints ;;
  dist) dist ;;
  visit) visit ;;
  icons) prepare_npm; prepare_browser; node "$tests/icons.js" ;;
  bits) prepare_npm; prepare_all_browsers; build; same_bits ;;
  python) python_example ;;
  types) prepare_npm; types ;;
  format) format ;;
  page) shift; prepare_npm; prepare_browser; page_tests "$@" ;;
  help | -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac

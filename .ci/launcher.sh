#!/usr/bin/env bash
# Runs the launcher as a newcomer does: from another folder, through a symlink, with a home of its own.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export ASKDESK_HOME=$scratch/home
unset TEMPORAL_ADDRESS TEMPORAL_PROFILE
cd "$scratch"
ln -s "$root/askdesk" askdesk

fail() { echo "launcher: $1" >&2; exit 1; }

./askdesk --version
./askdesk ask "How much have we invested in Databricks?" | tee answer.txt
grep -q '^Evidence' answer.txt || fail "the answer has no evidence"

./askdesk ask --json "How much have we invested in Databricks?" >answer.json
grep -q '"outcome" : "answer"' answer.json || fail "no answer as JSON"

code=0
./askdesk ask "" 2>error.txt || code=$?
[ "$code" = 2 ] && [ "$(wc -l <error.txt)" = 1 ] || fail "an empty question ends with $code and: $(cat error.txt)"

mkdir bin
for tool in readlink find head sed; do ln -s "$(command -v $tool)" bin/; done
code=0
env -u JAVA_HOME PATH="$scratch/bin" /bin/sh ./askdesk --version 2>error.txt || code=$?
[ "$code" = 1 ] && grep -q 'needs JDK 17' error.txt || fail "without a JDK it ends with $code and: $(cat error.txt)"

start=$(date +%s%N)
./askdesk ask --json "How many companies are there?" >/dev/null
printf 'ask, once built: %d ms\n' $((($(date +%s%N) - start) / 1000000))

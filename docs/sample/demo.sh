#!/usr/bin/env bash
# What `make demo` shows: a sample of real papers is read, then three questions are answered.
# DEMO, SAMPLE and PAPERWIRE come from the Makefile, relative to the checkout.
set -euo pipefail

mkdir -p "$DEMO"
sample=$(realpath "$SAMPLE")
paperwire=$(realpath -s "$PAPERWIRE")

# A store of its own in a folder of its own: neither your settings nor your papers are touched.
cd "$DEMO"
unset "${!PAPERWIRE_@}"
export PAPERWIRE_DATA_DIR=.

say() { printf '\n$ paperwire %s\n' "$*"; }

say ingest "${SAMPLE}"
"$paperwire" ingest "$sample"

for question in \
  "How do agents keep a long-term memory?" \
  "detecting hallucinations without access to the model's weights" \
  "weather forecasting papers since May 2025"; do
  say ask "\"$question\"" -k 3
  "$paperwire" ask "$question" -k 3
done
printf '\nAsk your own: PAPERWIRE_DATA_DIR=%s %s ask "..."\n' "$DEMO" ".venv/bin/paperwire"

#!/usr/bin/env bash
# Lives through some nights with few examples and sees that nightly.sh does what README.md says.
#
#   test.sh LAUNCHER
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
export ASSAY="${1:?usage: test.sh LAUNCHER}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
unset ASSAY_HISTORY SUITE POLICY GITHUB_ACTIONS

# night DATE SUITE EXAMPLES CODE [BENCHMARKS]: lives through a night, which must end with that code.
night() {
  local code=0
  NIGHT="$1" SUITE="$2" "$here/nightly.sh" "$work" --limit "$3" \
    --benchmark "${5:-cute-generated/swap_char,cute-generated/sub_char}" >"$work/log" 2>&1 || code=$?
  if [[ $code -ne $4 ]]; then
    cat "$work/log"
    echo "the night of $1 ended with $code, not $4" >&2
    exit 1
  fi
  echo "ok: the night of $1 ended with $4"
}

# holds SENTENCE COMMAND: demands that the command succeeds.
holds() {
  "${@:2}" >/dev/null || {
    echo "it does not hold that $1" >&2
    exit 1
  }
  echo "ok: $1"
}

recorded() { "$ASSAY" history list --db "$work/assay-history.db" | grep -E "runs/$1$" | grep -Ecw "$2"; }
judged_against() { grep -F "\"baseline\" : \"$work/runs/$2\"" "$work/verdicts/$1.json"; }

healthy="$work/healthy.yaml"
worse="$work/worse.yaml"
sed '/name: bytes/d' "$here/nightly.yaml" >"$healthy"
sed 's/provider: bpe-512/provider: bpe-8192/' "$healthy" >"$worse"

# Its prompts are too long for the model.
night 2026-03-01 "$healthy" 3 1 prosqa-generated/plain
holds "a first night with failed examples is red in the history" recorded 2026-03-01 fail

night 2026-03-02 "$healthy" 50 0
holds "the first green night needs no baseline" judged_against 2026-03-02 2026-03-02
holds "the first green night is green in the history" recorded 2026-03-02 pass

night 2026-03-03 "$worse" 50 1
holds "a worse model is measured against the green night" judged_against 2026-03-03 2026-03-02
holds "a worse model is red in the history" recorded 2026-03-03 fail
holds "what became worse is named" grep -F 'failure type="fail"' "$work/verdicts/2026-03-03.xml"
holds "the page sets the night beside its baseline" \
  grep -F '2026-03-03 <span class="plain against">against</span> 2026-03-02' "$work/verdicts/2026-03-03.html"
holds "the page links to both reports" \
  grep -F 'href="../runs/2026-03-02/report.html"' "$work/verdicts/2026-03-03.html"

night 2026-03-04 "$healthy" 50 0
holds "the red night is no baseline" judged_against 2026-03-04 2026-03-02

night 2026-03-04 "$healthy" 50 0
holds "a night that is green already stays as it was judged" judged_against 2026-03-04 2026-03-02
holds "no run is recorded twice" test "$(recorded '2026-03-0[0-9]' 'pass|fail' || true)" = 4

for file in trends.html runs/2026-03-04/report.html verdicts/2026-03-04.{xml,md,json,html}; do
  holds "there is $file" test -s "$work/$file"
done

night 2026-03-05 "$healthy" 5 4
holds "a night that lacks examples is undecided in the history" recorded 2026-03-05 undecided

(
  flock 8
  night 2026-03-06 "$healthy" 50 2
) 8>"$work/nightly.lock"
holds "of two at once one does nothing" test ! -e "$work/runs/2026-03-06"

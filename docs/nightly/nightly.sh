#!/usr/bin/env bash
# One night: runs the suite, judges it against the last green night, and remembers both. Builds
# nothing. Started again on the same day, it goes on where it was and judges nothing twice.
#
#   ASSAY=/opt/assay/bin/assay nightly.sh WORK [OPTION OF assay run...]
#
# A line for crontab (one line; a mail comes only when a night is not green):
#
#   30 2 * * *  ASSAY=/opt/assay/bin/assay /opt/nightly/nightly.sh /srv/nightly >/tmp/nightly.log 2>&1 || cat /tmp/nightly.log
#
# Also read: SUITE and POLICY (files; nightly.yaml and gate.yaml beside this script), NIGHT (the
# name of the run folder; today's date), ASSAY_HISTORY (WORK/assay-history.db).
#
# Exit code: the gate's. 0 green, 1 worse (or the run had to stop), 4 undecided, 2 nothing was run,
# 3 a mistake in Assay.
set -euo pipefail

stop() {
  echo "nightly: $1" >&2
  exit "${2:-2}"
}

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
[[ $# -ge 1 ]] || stop "usage: ASSAY=LAUNCHER nightly.sh WORK [OPTION OF assay run...]"
[[ -x "${ASSAY:-}" ]] || stop "ASSAY must name Assay's launcher, such as /opt/assay/bin/assay"
mkdir -p "$1/verdicts"
work="$(cd "$1" && pwd)"
shift
suite="${SUITE:-$here/nightly.yaml}"
policy="${POLICY:-$here/gate.yaml}"
night="${NIGHT:-$(date +%F)}"
run="$work/runs/$night"
verdict="$work/verdicts/$night"
export ASSAY_HISTORY="${ASSAY_HISTORY:-$work/assay-history.db}"

exec 9>"$work/nightly.lock"
flock --nonblock 9 || stop "another night is still running in $work; nothing was done"

# Failed examples end a run with 1 as well, but complete it: they are for the gate to judge.
code=0
"$ASSAY" run "$suite" --output "$run" --quiet "$@" || code=$?
[[ $code -eq 0 || ($code -eq 1 && -f "$run/summary.json") ]] ||
  stop "no finished run, so nothing was judged; the same command begins or continues it" "$code"

# Recorded before it is judged, so that a night is never lost, and no error is taken for "no history".
"$ASSAY" history add "$run"
name="$(sed -n 's/^name: *//p' "$suite")"
recorded="$("$ASSAY" history list --suite "$name" --json)"
if [[ "$recorded" =~ \"verdict\"\ *:\ *\"pass\" ]]; then
  baseline="$("$ASSAY" history baseline last-green --suite "$name")"
elif [[ $code -eq 1 ]]; then
  "$ASSAY" history add "$run" --verdict fail
  stop "examples failed, and a first green night must have none: see $run/report.html" 1
else
  echo "nightly: no green night yet; this one is measured against itself"
  baseline="$run"
fi

judge() {
  local options=()
  [[ -z "${GITHUB_ACTIONS:-}" ]] || options=(--github)
  rm -f "$verdict".{xml,md,json,html}
  code=0
  "$ASSAY" gate "$run" --baseline "$baseline" --policy "$policy" --junit "$verdict.xml" \
    --markdown "$verdict.md" --json "$verdict.json" "${options[@]}" || code=$?
  [[ -s "$verdict.json" ]] || stop "the gate gave no verdict" "$code"
  case $code in
    0) "$ASSAY" history add "$run" --verdict pass ;;
    1) "$ASSAY" history add "$run" --verdict fail ;;
    4) "$ASSAY" history add "$run" --verdict undecided ;;
    *) stop "the gate gave no verdict" "$code" ;;
  esac
  # For readers; where the two cannot be compared, the page says so and the gate has said so too.
  "$ASSAY" compare "$baseline" "$run" --report "$verdict.html" >/dev/null || true
}

if [[ "$baseline" -ef "$run" && -s "$verdict.json" ]]; then
  echo "nightly: $night is green already"
  code=0
else
  judge
fi
"$ASSAY" history chart --output "$work/trends.html" || echo "nightly: there is no chart" >&2
exit "$code"

#!/usr/bin/env bash
# The whole check, as CI runs it: installs what is missing, restores, builds, checks the format, runs every test.
# Ends with the line "N passed, N failed". Arguments go to the test programs, e.g. ./test.sh -class '*Embedded*'.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
# shellcheck source=build/system-packages.sh
source build/system-packages.sh

# One program may hang; the check may not.
readonly longest_run=30m
readonly logs=artifacts/tests

fail() {
  echo "FAILED: $*" >&2
  echo "0 passed, 1 failed"
  exit 1
}

install_tools() {
  local -a missing=()
  have_postgres || missing+=(postgresql)
  have_command chromium || missing+=(chromium)
  have_command mosquitto_pub || missing+=(mosquitto-clients)
  have_command cc || missing+=(gcc libc6-dev)
  [[ -f /usr/include/MQTTClient.h ]] || missing+=(libpaho-mqtt-dev)
  [[ -d /usr/lib/python3/dist-packages/paho ]] || missing+=(python3-paho-mqtt)
  have_command tshark || missing+=(tshark)
  have_command zbarimg || missing+=(zbar-tools)
  have_font fonts-noto-cjk || missing+=(fonts-noto-cjk)
  have_font fonts-noto-color-emoji || missing+=(fonts-noto-color-emoji)
  if [[ -f tests/js/package.json ]] && ! have_command npm; then missing+=(nodejs npm); fi
  if ((${#missing[@]} > 0)); then
    install_packages "${missing[@]}" || return 1
  fi
  have_database_user || make_database_user || return 1
  if [[ -f tests/js/package.json ]]; then
    (cd tests/js && npm ci --no-audit --no-fund --loglevel=error) || return 1
  fi
}

# Test programs stop the shared cluster themselves; one that was killed may have left it running. Somebody else's tests keep it.
stop_test_cluster() {
  local folder use
  folder="${TMPDIR:-/tmp}/chatapp-tests-$(id -u)"
  if [[ -f $folder/cluster/postmaster.pid && -f $folder/use.lock ]]; then
    exec {use}<"$folder/use.lock"
    if flock --nonblock --exclusive "$use"; then
      kill -INT "$(head -n 1 "$folder/cluster/postmaster.pid")"
    fi
    exec {use}<&-
  fi
}

# run_project PROJECT ARGUMENT… : runs one test program and adds its figures to the sums.
run_project() {
  local project=$1 name log summary total errors failed skipped code
  shift
  name=$(basename "$project" .csproj)
  log=$logs/$name.log
  echo "== $name"
  timeout --kill-after=30s "$longest_run" \
    dotnet "$(dirname "$project")/bin/Debug/net10.0/$name.dll" -noLogo -noColor "$@" </dev/null 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}

  summary=$(grep -E "^ *$name +Total: [0-9]+" "$log" | tail -n 1)
  if [[ $summary =~ Total:\ ([0-9]+),\ Errors:\ ([0-9]+),\ Failed:\ ([0-9]+),\ Skipped:\ ([0-9]+) ]]; then
    total=${BASH_REMATCH[1]} errors=${BASH_REMATCH[2]} failed=${BASH_REMATCH[3]} skipped=${BASH_REMATCH[4]}
    passed_sum=$((passed_sum + total - failed - skipped))
    failed_sum=$((failed_sum + failed + errors))
    skipped_sum=$((skipped_sum + skipped))
    if ((failed + errors > 0)); then
      problems+=("$name: $((failed + errors)) failed")
      grep -E '\[FAIL\]' "$log" | sed 's/^ */    /' >>"$logs/failures.txt"
    elif ((total - skipped == 0 && $# == 0)); then
      failed_sum=$((failed_sum + 1))
      problems+=("$name: ran no test")
    elif ((code != 0)); then
      failed_sum=$((failed_sum + 1))
      problems+=("$name: ended with exit code $code though no test failed")
    fi
  elif [[ $summary == *"Total: 0" ]]; then
    # A filter may leave a program with nothing to run; without one it is a mistake.
    if (($# == 0)); then
      failed_sum=$((failed_sum + 1))
      problems+=("$name: ran no test")
    fi
  else
    failed_sum=$((failed_sum + 1))
    problems+=("$name: ended with exit code $code before its tests were done (see $log)")
  fi
}

install_tools || fail "tools are missing"
trap stop_test_cluster EXIT

echo "== restore"
dotnet restore ChatApp.sln --locked-mode --verbosity quiet || fail "restore: a package is missing, or a packages.lock.json is not up to date"
echo "== build"
dotnet build ChatApp.sln --no-restore --verbosity quiet --nologo -warnaserror || fail "build"
echo "== format"
dotnet format ChatApp.sln --no-restore --verify-no-changes || fail "format: run dotnet format"

passed_sum=0 failed_sum=0 skipped_sum=0
problems=()
mkdir -p "$logs"
: >"$logs/failures.txt"
for project in tests/*.Tests/*.csproj; do
  run_project "$project" "$@"
done

if ((${#problems[@]} > 0)); then
  echo
  echo "Failed:"
  printf '  %s\n' "${problems[@]}"
  cat "$logs/failures.txt"
fi
echo
if ((skipped_sum > 0)); then
  echo "$passed_sum passed, $failed_sum failed, $skipped_sum skipped"
else
  echo "$passed_sum passed, $failed_sum failed"
fi
((failed_sum == 0 && passed_sum > 0))

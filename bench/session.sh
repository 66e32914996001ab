#!/usr/bin/env bash
# Wall time and peak memory of `testbench run` with ten samples, built, from the shell: bench/session.sh [RUNS]
# Needs GNU time (Debian package: time).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

runs="${1:-10}"
scenarios=(scenarios/gestures/tflite/stm32f746g_disco.yml scenarios/gestures/bare-metal/springbok.json)
[[ -x /usr/bin/time ]] || { echo "bench/session.sh needs GNU time (Debian package: time)" >&2; exit 2; }

for scenario in "${scenarios[@]}"; do
    printf '%s\n' "$scenario"
    ./testbench run "$scenario" > /dev/null
    for ((i = 0; i < runs; i++)); do
        /usr/bin/time -f '%e %M' ./testbench run "$scenario" 2>&1 > /dev/null | tail -n 1
    done | sort -n | while read -r seconds kilobytes; do
        printf '%s s  %s MiB\n' "$seconds" "$((kilobytes / 1024))"
    done
done

#!/usr/bin/env bash
# Prints how long it takes to sum a profiler dump, and in how much heap: bench/profiler-dump.sh [MEGABYTES] [HEAP]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mvn -q -B test-compile -Djacoco.skip=true
exec java "-Xmx${2:-100m}" -XX:+UseSerialGC -cp target/classes:target/test-classes \
    dev.kenning.testbench.profile.LargeDump "${1:-1024}"

#!/usr/bin/env bash
# Prints how long reports take after a run of ten and of 100,000 samples, and how large their HTML is: bench/report.sh [SAMPLES...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mvn -q -B -ntp test-compile dependency:build-classpath -Djacoco.skip=true \
    -Dmdep.outputFile=target/bench-classpath -Dmdep.includeScope=test
[[ $# -gt 0 ]] || set -- 10 100000
for samples in "$@"; do
    java -cp "target/test-classes:target/classes:$(cat target/bench-classpath)" \
        dev.kenning.testbench.bench.ReportCost "$samples" target/bench-report
done

#!/usr/bin/env bash
# Prints how fast the embedded engine executes the reference firmware's inference, in MIPS: bench/inference.sh [SECONDS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mvn -q -B -ntp test-compile dependency:build-classpath -Djacoco.skip=true \
    -Dmdep.outputFile=target/bench-classpath -Dmdep.includeScope=test
java -cp "target/test-classes:target/classes:$(cat target/bench-classpath)" \
    dev.kenning.testbench.bench.InferenceSpeed "${1:-10}"

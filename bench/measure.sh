#!/usr/bin/env bash
# Prints how long a session of ten Magic Wand windows takes without, with and with all measuring, in one JVM: bench/measure.sh [ROUNDS]
# Needs ../shared/models/magic_wand.tflite.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mvn -q -B -ntp test-compile dependency:build-classpath -Djacoco.skip=true \
    -Dmdep.outputFile=target/bench-classpath -Dmdep.includeScope=test
java -cp "target/test-classes:target/classes:$(cat target/bench-classpath)" \
    dev.kenning.testbench.bench.MeasuringCost "${1:-5}"

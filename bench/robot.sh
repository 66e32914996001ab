#!/usr/bin/env bash
# Prints the round trip of a monitor command through the embedded engine's robot server on loopback: bench/robot.sh [CALLS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mvn -q -B -ntp test-compile dependency:build-classpath -Djacoco.skip=true \
    -Dmdep.outputFile=target/bench-classpath -Dmdep.includeScope=test
java -cp "target/test-classes:target/classes:$(cat target/bench-classpath)" \
    dev.kenning.testbench.bench.RobotRoundTrip "${1:-2000}"

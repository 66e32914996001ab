#!/usr/bin/env bash
# Launch to first console line and launch to tenth inference, side by side on every engine that is there: bench/engines.sh [RUNS]
# The container runs the image kenning-testbench-embedded, or the one that TESTBENCH_IMAGE names. Needs a build: mvn test-compile.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

runs="${1:-3}"
export TESTBENCH_IMAGE="${TESTBENCH_IMAGE:-kenning-testbench-embedded}"

[[ -d target/test-classes ]] || { echo "bench/engines.sh needs a build: mvn test-compile" >&2; exit 2; }
classpath="target/test-classes:target/classes"
if [[ ! -f target/bench-classpath || pom.xml -nt target/bench-classpath ]]; then
    mvn -q -o dependency:build-classpath -Dmdep.outputFile=target/bench-classpath > /dev/null
fi
java -XX:+UseSerialGC -Xss4m -Dorg.slf4j.simpleLogger.defaultLogLevel=error -Dtestbench.home="$PWD" \
    -cp "$classpath:$(cat target/bench-classpath)" dev.kenning.testbench.bench.EngineLaunches "$runs"

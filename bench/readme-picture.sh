#!/usr/bin/env bash
# Makes the picture of a report on the README's first screen anew: bench/readme-picture.sh [FILE]
# Needs Debian's chromium and chromium-driver. Fonts differ from machine to machine, so CI makes it and looks whether it is there,
# and does not compare pixels.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

picture="${1:-docs/images/report.png}"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
./testbench run scenarios/gestures/tflite/traced-stm32f746g_disco.yml --min-accuracy 0.9 \
    --report-path "$folder/report.html" --report-name "Gestures on stm32f746g_disco" > /dev/null
mvn -o -q test-compile
mvn -o -q dependency:build-classpath -Dmdep.outputFile="$folder/classpath" -Dmdep.includeScope=test > /dev/null
java -cp "target/classes:target/test-classes:$(cat "$folder/classpath")" dev.kenning.testbench.report.ReadmePicture \
    "$folder/report.html" "$picture"

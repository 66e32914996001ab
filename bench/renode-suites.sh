#!/usr/bin/env bash
# Runs the robot tests of Renode 1.15.3 that need no download and no core but ours on `testbench serve`:
#
#   bench/renode-suites.sh RENODE_CHECKOUT ROBOT_FRAMEWORK_CHECKOUT [--only PART] [--messages] [--results FILE] [--timeout SECONDS] [--skip-tests]
#
# Prints the tests passed of each suite, what failed by cause, and the suites that were not run with the reason; then the platform
# files that load, and the scripts that run up to what is not here (a download, a core that the engine lacks), what failed by cause.
# --skip-tests leaves the tests out. Needs Python 3 with psutil, which Renode's own keywords import; neither Renode nor Robot Framework
# is installed. TESTBENCH names another testbench command.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

[[ $# -ge 2 && -d $1/tests && -d $2 ]] || {
    sed -n '2,/^set/p' bench/renode-suites.sh | grep '^#' | cut -c3- >&2
    exit 2
}
exec python3 bench/renode_suites.py --testbench "${TESTBENCH:-$PWD/testbench}" "$@"

"""Runs Renode's own robot tests on `testbench serve`; bench/renode-suites.sh says how."""

import argparse
import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import xmlrpc.client

LIST = pathlib.Path(__file__).with_suffix(".txt")
FOREIGN_CORES = re.compile(r"CPU\.(?!CortexM\b|RiscV32\b|RiscV64\b)(\w+)")
DOWNLOAD = re.compile(r"https?://")
FILE_NAMES = re.compile(r"@?([\w./${}-]+\.(?:resc|repl))")
C_SHARP = re.compile(r"\.cs\b")

# The first that matches names the cause of a failure.
CAUSES = [
    (r"No such command or device: (\S+)", "no command {}"),
    (r"(\S+ )?does not provide a field, method or property (\w+)", "no member {1}"),
    (r"Could not resolve types?\W+'?([\w.]+)", "no model {}"),
    (r"Error (E\d\d): ([^.]{0,60})", "{} {}"),
    (r"No keyword with name '([^']+)'", "no keyword {}"),
]


def listed_tests():
    tests = collections.defaultdict(dict)
    for line in LIST.read_text().splitlines():
        if line and not line.startswith("#"):
            suite, test, result = line.split("\t")
            tests[suite][test] = result
    return tests


def reason_not_to_run(checkout, suite, seen=None):
    """Says why no test of a suite is in the list: what it and the files it names ask for."""
    text = (checkout / suite).read_text(errors="replace")
    files = {suite}
    waiting = [text]
    while waiting:
        content = waiting.pop()
        if DOWNLOAD.search(content):
            return "needs a download"
        if core := FOREIGN_CORES.search(content):
            return f"needs a core that the embedded engine lacks ({core.group(1)})"
        for name in FILE_NAMES.findall(content):
            name = re.sub(r"^\$\{?\w+\}?/", "", name)
            path = checkout / name
            if name not in files and path.is_file():
                files.add(name)
                waiting.append(path.read_text(errors="replace"))
    return "compiles C#" if C_SHARP.search(text) else "not measured on Renode"


class ServerNotStarted(Exception):
    pass


def start_server(command, checkout, folder, *options):
    port_file = folder / "port"
    log = open(folder / "serve.log", "w")
    server = subprocess.Popen(
        [command, "serve", *options, "--port-file", str(port_file)],
        cwd=checkout, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    for _ in range(1200):
        if port_file.exists() and port_file.read_text().strip():
            return server, port_file.read_text().strip()
        if server.poll() is not None:
            break
        time.sleep(0.1)
    server.kill()
    raise ServerNotStarted(f"{command} serve did not start: {(folder / 'serve.log').read_text().strip()[-300:]}")


def run_on_server(suite, tests, checkout, folder, arguments):
    """Runs a suite on a server of its own: a test that hangs one fails its suite only."""
    (folder / "port").unlink(missing_ok=True)
    server, port = start_server(arguments.testbench, checkout, folder)
    variables = {
        "CHECKOUT": checkout, "SKIP_RUNNING_SERVER": "True", "PORT_NUMBER": port, "DIRECTORY": checkout,
        "RENODEKEYWORDS": checkout / "tests/renode-keywords.robot", "RENODETOOLS": checkout / "tools",
        "RESULTS_DIRECTORY": folder, "CREATE_SNAPSHOT_ON_FAIL": "False", "SAVE_LOGS": "False"}
    try:
        return run_suite(checkout / suite, tests, variables, folder, arguments.timeout)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def run_suite(path, tests, variables, folder, seconds):
    from robot.api import TestSuite

    checkout = pathlib.Path(variables["CHECKOUT"])
    suite = TestSuite.from_file_system(str(path))
    suite.tests = [test for test in suite.tests if test.name in tests]
    suite.resource.imports.create(type="Resource", name=str(checkout / "tests/renode-keywords.robot"))
    if not suite.setup:
        suite.setup.config(name="Setup")
    for test in suite.tests:
        if not test.setup:
            test.setup.config(name="Reset Emulation")
        if not test.teardown:
            test.teardown.config(name="Test Teardown")
        if not test.timeout:
            test.timeout = f"{seconds} seconds"
    result = suite.run(
        console="none", output=str(folder / "output.xml"), log=None, report=None, stdout=open(os.devnull, "w"),
        variable=[f"{name}:{value}" for name, value in variables.items()], skiponfailure=["non_critical", "skipped"])
    return {test.name: (test.status, test.message) for test in result.suite.all_tests}


class Simulator:
    """A server of its own, whose monitor answers commands; one that hangs is ended with what waits for it."""

    def __init__(self, command, checkout, folder, *options):
        (folder / "port").unlink(missing_ok=True)
        self.process, port = start_server(command, checkout, folder, *options)
        self.server = xmlrpc.client.ServerProxy(f"http://127.0.0.1:{port}", allow_none=True)

    def reset(self):
        self.server.run_keyword("ResetEmulation", [])

    def execute(self, command):
        """Returns what is wrong with a command; empty if nothing is."""
        answer = self.server.run_keyword("ExecuteCommand", [command])
        return "" if answer["status"] == "PASS" else str(answer.get("error", "")) or "failed"

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def foreign_core(checkout, text, seen):
    """Returns a core that the engine lacks which a platform, or one that it uses, names."""
    if core := FOREIGN_CORES.search(text):
        return core.group(1)
    for name in re.findall(r'using "([^"]+)"', text):
        path = checkout / name
        if name not in seen and path.is_file():
            seen.add(name)
            if core := foreign_core(checkout, path.read_text(errors="replace"), seen):
                return core
    return None


def count_platforms(checkout, folder, command):
    """Loads every platform file as it is, and again with stubs for the models that are missing."""
    files = sorted((checkout / "platforms").rglob("*.repl"))
    for options, how in ((), "as they are"), (("--stub-missing",), "with --stub-missing"):
        simulator = Simulator(command, checkout, folder, *options)
        failures = collections.defaultdict(list)
        try:
            for file in files:
                simulator.reset()
                name = file.relative_to(checkout)
                problem = simulator.execute("mach create") or simulator.execute(
                    f"machine LoadPlatformDescription @{name}")
                if problem:
                    core = foreign_core(checkout, file.read_text(errors="replace"), set())
                    failures[f"a core that the engine lacks ({core})" if core else cause(problem)].append(name)
        finally:
            simulator.close()
        loaded = len(files) - sum(map(len, failures.values()))
        print(f"\nPlatform files {how}: {loaded} of {len(files)} load.")
        if options:
            tell_failures(failures)


def tell_failures(failures):
    for text, names in sorted(failures.items(), key=lambda entry: -len(entry[1])):
        print(f"{len(names):4}  {text}")
        for name in names[:10]:
            print(f"          {name}")


def statements(text):
    """Returns the statements of a script, texts in triple quotes with the line that they belong to."""
    lines = []
    for line in text.splitlines():
        block_goes_on = lines and lines[-1].count('\"\"\"') % 2 == 1
        if block_goes_on or (line.strip().startswith('\"\"\"') and lines):
            lines[-1] += "\n" + line
        elif line.strip() and line.strip()[0] not in "#:":
            lines.append(line.strip())
    return lines


class ScriptRun:
    """Runs the statements of a script one by one, up to the first that needs what is not here."""

    def __init__(self, checkout, simulator):
        self.checkout = checkout
        self.simulator = simulator
        self.addresses = set()
        self.ran = 0

    def run(self, file):
        """Returns why it ended before its end, and the statement that failed if that is the engine's fault."""
        self.simulator.execute(f"$ORIGIN=@{file.parent}")
        for statement in statements(file.read_text(errors="replace")):
            assigned = re.match(r"\$(\w+)\s*\??=\s*@?https?://", statement)
            if assigned:
                self.addresses.add(assigned.group(1))
            elif not statement.startswith("macro") and self.is_download(statement):
                return "a download", None
            included = re.match(r"(?:include|i)\s+@?(\S+\.resc)", statement)
            if included and not included.group(1).startswith("$"):
                path = self.checkout / included.group(1)
                if path.is_file():
                    why, failed = self.run(path)
                    if why:
                        return why, failed
                    continue
            problem = self.simulator.execute(statement)
            if problem:
                return self.reason(statement, problem)
            self.ran += 1
        return None, None

    def is_download(self, statement):
        used = re.findall(r"\$(\w+)", statement)
        return DOWNLOAD.search(statement) is not None or any(name in self.addresses for name in used)

    def reason(self, statement, problem):
        if DOWNLOAD.search(problem):
            return "a download", None
        for name in re.findall(r"@?([\w./-]+\.repl)", statement):
            path = self.checkout / name
            if path.is_file() and foreign_core(self.checkout, path.read_text(errors="replace"), set()):
                return "a core that the engine lacks", None
        return cause(problem), statement


def count_scripts(checkout, folder, command):
    """Runs every script, with stubs for the models that are missing."""
    files = sorted((checkout / "scripts").rglob("*.resc"))
    simulator = Simulator(command, checkout, folder, "--stub-missing")
    ends = collections.Counter()
    failures = collections.defaultdict(list)
    ran = 0
    try:
        for file in files:
            simulator.reset()
            script = ScriptRun(checkout, simulator)
            why, failed = script.run(file)
            ran += script.ran
            if failed:
                failures[why].append(f"{file.relative_to(checkout)}: {failed.splitlines()[0]}")
            else:
                ends[why or "their end"] += 1
    finally:
        simulator.close()
    print(f"\nScripts with --stub-missing: {sum(ends.values())} of {len(files)} run up to "
          + ", ".join(f"{why} ({count})" for why, count in ends.most_common())
          + f"; {ran} statements were executed.")
    tell_failures(failures)


def cause(message):
    for pattern, text in CAUSES:
        if match := re.search(pattern, message):
            return text.format(*(group or "" for group in match.groups()))
    return " ".join(message.split())[:110]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkout", type=pathlib.Path)
    parser.add_argument("robot", type=pathlib.Path)
    parser.add_argument("--testbench", required=True)
    parser.add_argument("--only", default="", help="suites whose path contains this")
    parser.add_argument("--skip-tests", action="store_true", help="platform files and scripts only")
    parser.add_argument("--timeout", type=int, default=20, help="seconds of each test")
    parser.add_argument("--messages", action="store_true", help="print the whole message of each failure")
    parser.add_argument("--results", type=pathlib.Path, help="write suite, test, Renode's result, ours, cause")
    arguments = parser.parse_args()
    checkout = arguments.checkout.resolve()
    sys.path[:0] = [str(arguments.robot / "src"), str(arguments.robot)]
    listed = listed_tests()
    with tempfile.TemporaryDirectory(prefix="renode-suites-") as name:
        folder = pathlib.Path(name)
        rows = []
        for suite, tests in listed.items():
            if arguments.skip_tests or arguments.only not in suite:
                continue
            try:
                found = run_on_server(suite, tests, checkout, folder, arguments)
            except ServerNotStarted as reason:
                found = {test: ("FAIL", str(reason)) for test in tests}
            for test, real in tests.items():
                status, message = found.get(test, ("ABSENT", "no test of this name"))
                rows.append((suite, test, real, status, message))
            passed = sum(status == "PASS" for status, _ in found.values())
            print(f"{passed:4} of {len(tests):3}  {suite}", flush=True)
    if not arguments.skip_tests:
        tell(rows, arguments)
        tell_not_run(checkout, listed)
    if not arguments.only:
        with tempfile.TemporaryDirectory(prefix="renode-suites-") as name:
            count_platforms(checkout, pathlib.Path(name), arguments.testbench)
            count_scripts(checkout, pathlib.Path(name), arguments.testbench)


def tell(rows, arguments):
    failed = [row for row in rows if row[3] not in ("PASS", "SKIP") and row[2] == "PASS"]
    print("\nFailed, by cause, of those that pass on Renode:")
    by_cause = collections.defaultdict(list)
    for row in failed:
        by_cause[cause(row[4])].append(row)
    for text, those in sorted(by_cause.items(), key=lambda entry: -len(entry[1])):
        print(f"{len(those):4}  {text}")
        for suite, test, _, _, message in those:
            print(f"          {suite}: {test}")
            if arguments.messages:
                print("              " + message.strip().replace("\n", "\n              ")[:900])
    if arguments.results:
        arguments.results.write_text("".join(
            "\t".join([*row[:4], cause(row[4]) if row[3] == "FAIL" else ""]) + "\n" for row in rows))
    passes = sum(row[2] == "PASS" for row in rows)
    both = sum(row[2] == "PASS" and row[3] == "PASS" for row in rows)
    print(f"\n{len(rows)} tests: Renode passes {passes}, of which the embedded engine passes {both}.")


def tell_not_run(checkout, listed):
    reasons = collections.Counter()
    for path in sorted((checkout / "tests").rglob("*.robot")):
        suite = str(path.relative_to(checkout))
        if suite not in listed and "Test Cases" in path.read_text(errors="replace"):
            reasons[re.sub(r" \(.*", "", reason_not_to_run(checkout, suite))] += 1
    print("Suites not run: " + ", ".join(f"{count} ({reason})" for reason, count in reasons.most_common()) + ".")


if __name__ == "__main__":
    main()

package dev.kenning.testbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks what a linter of Dockerfiles would, for the target too that no test builds. */
class DockerfileTest {

    private List<String> instructions = List.of();

    @BeforeEach
    void read() throws Exception {
        String text = Files.readString(Path.of("Dockerfile"));
        instructions = Arrays.stream(text.replaceAll("(?m)^#.*\n", "")
                        .replaceAll("\\\\\n\\s*", "")
                        .split("\n"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Test
    void hasItsTargetsInOrder() {
        assertThat(of("FROM"))
                .containsExactly(
                        "FROM debian:bookworm-slim AS embedded",
                        "FROM debian:bookworm-slim AS renode-archive",
                        "FROM debian:bookworm-slim AS renode");
    }

    @Test
    void runsBothAsAUserWithoutPrivileges() {
        assertThat(of("USER")).containsExactly("USER testbench", "USER developer");
    }

    @Test
    void needsNoNetworkForTheFirst() {
        assertThat(stage("embedded")).noneMatch(line -> line.contains("apt-get") || line.contains("curl"));
    }

    @Test
    void stopsWithoutTheChecksumOfRenode() {
        List<String> renode = stage("renode-archive");

        assertThat(renode).contains("ARG RENODE_VERSION=1.16.1", "ARG RENODE_SHA256");
        assertThat(renode.indexOf("ARG RENODE_SHA256") + 1)
                .as("the check stands before anything that takes time")
                .isEqualTo(renode.indexOf(renode.stream()
                        .filter(line -> line.startsWith("RUN test -n \"$RENODE_SHA256\" || {"))
                        .findFirst()
                        .orElseThrow()));
        assertThat(renode).anyMatch(line -> line.contains("sha256sum --check --strict"));
    }

    @Test
    void takesAnArchiveThatIsHereInPlaceOfTheDownload() {
        assertThat(stage("renode-archive"))
                .filteredOn(line -> line.contains("curl --fail"))
                .singleElement()
                .asString()
                .startsWith("RUN test -f /tmp/renode/renode.tar.gz || {");
        assertThat(stage("renode")).noneMatch(line -> line.contains("apt-get") || line.contains("curl"));
    }

    @Test
    void installsNoMoreThanItNames() {
        assertThat(instructions.stream().filter(line -> line.contains("apt-get install")))
                .allMatch(line -> line.contains("--no-install-recommends"))
                .allMatch(line -> line.contains("rm -rf /var/lib/apt/lists/*"));
    }

    @Test
    void startsProgramsWithoutAShell() {
        assertThat(instructions)
                .filteredOn(line -> line.startsWith("ENTRYPOINT") || line.startsWith("CMD"))
                .isNotEmpty()
                .allMatch(line -> line.matches("\\w+ \\[\".*\"\\]"));
    }

    @Test
    void copiesOnlyWhatIsHere() {
        assertThat(of("ADD")).isEmpty();
        assertThat(of("COPY"))
                .containsExactly(
                        "COPY target/docker/runtime /opt/testbench/runtime",
                        "COPY target/docker/app /opt/testbench/app",
                        "COPY renode target/docker/renode.tar.g[z] /tmp/renode/",
                        "COPY --from=renode-archive /opt/renode /opt/renode",
                        "COPY renode /opt/testbench/renode");
    }

    private List<String> of(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .toList();
    }

    private List<String> stage(String name) {
        int first = instructions.indexOf("FROM debian:bookworm-slim AS " + name);
        int next = first + 1;
        while (next < instructions.size() && !instructions.get(next).startsWith("FROM ")) {
            next++;
        }
        return instructions.subList(first, next);
    }
}

package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {

    private final TestConsole console = new TestConsole();

    @ParameterizedTest(name = "testbench {0}")
    @CsvSource(delimiter = '|', textBlock = """
        ''                                  | say what to do: run, check,
        walk                                | Unmatched argument at index 0: 'walk'
        run                                 | Missing required parameter: 'SCENARIO'
        run x.yml --tolerence=1             | Unknown option: '--tolerence=1'
        run x.yml --tolerance=lots          | Invalid value for option '--tolerance'
        run x.yml --tolerance=-1            | --tolerance must be >= 0, is -1.0
        run x.yml --min-accuracy=90         | --min-accuracy must be from 0 to 1, is 90.0
        run x.yml --measurements=src        | --measurements src is a folder, name a file
        run x.yml --measurements=pom.xml/m  | cannot write the measurements to pom.xml/m
        run no-such.yml                     | cannot read no-such.yml: there is no such file
        """)
    void refusesWrongUsageInOneLine(String commandLine, String reason) {
        int status = console.run(commandLine.isEmpty() ? new String[0] : commandLine.split(" "));

        assertThat(status).as("exit status").isEqualTo(2);
        assertThat(console.err().lines().findFirst())
                .hasValueSatisfying(
                        line -> assertThat(line).startsWith("testbench: ").contains(reason));
        assertThat(console.err()).as("no stack trace").doesNotContain("\tat ");
    }

    @Test
    void showsTheStackTraceToWhoeverAsksForIt() {
        console.run("run", "no-such.yml", "--verbose");

        assertThat(console.err()).contains("\tat dev.kenning.testbench");
    }

    @Test
    void readsNoPictureAsAScenario(@TempDir Path folder) throws Exception {
        Path picture = folder.resolve("scenario.yml");
        Files.write(picture, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, (byte) 0xFF});

        assertThat(console.run("run", picture.toString())).isEqualTo(2);
        assertThat(console.err()).contains("it cannot be read as UTF-8 text");
    }

    @Test
    void leavesNoFileBehindWhereNothingWasMeasured(@TempDir Path folder) {
        Path file = folder.resolve("sub/measurements.json");

        assertThat(console.run("run", "no-such.yml", "--measurements", file.toString()))
                .isEqualTo(2);
        assertThat(file).doesNotExist();
    }

    @Test
    void tellsWhenItsOutputIsLost() {
        console.closeOut();

        assertThat(console.run("boards")).as("exit status").isEqualTo(2);
        assertThat(console.err().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("testbench: standard output cannot be written"));
    }
}

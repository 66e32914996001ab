package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.NoEngineSelected;
import dev.kenning.testbench.board.ZephyrBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code testbench demo}: a line for each program, and an exit status for all. */
@Tag("board")
@NoEngineSelected
class DemoCommandIT {

    private static final Path DEMOS = Path.of("firmware/prebuilt/demo");
    private static final String DISCO = "stm32f746g_disco";

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    @Test
    void runsAFolder() {
        int status = console.run("demo", DEMOS.toString());

        assertThat(status).as("exit status, after " + console.err()).isZero();
        assertThat(rows())
                .extracting(row -> row.get(0) + " " + row.get(1) + " " + row.get(3))
                .containsExactly(
                        "gestures nrf52840dk_nrf52840 uart0",
                        "gestures stm32f746g_disco usart1",
                        "gestures_int8 nrf52840dk_nrf52840 uart0",
                        "gestures_int8 stm32f746g_disco usart1");
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.get(4)).isEqualTo("circle shake lift idle circle shake lift idle circle shake");
            assertThat(row.get(5)).matches("\\d+ ms");
            assertThat(row.get(6)).matches("\\d,\\d{3},\\d{3}");
            assertThat(row.get(7)).isEqualTo("passed");
        });
    }

    @Test
    void runsOneElfBesideItsPlatform() {
        assertThat(console.run(
                        "demo", DEMOS.resolve("gestures-stm32f746g_disco.elf").toString()))
                .as("exit status, after " + console.err())
                .isZero();
        assertThat(rows()).singleElement().satisfies(row -> assertThat(row).endsWith("passed"));
    }

    @Test
    void runsABuildFolderWithoutKcomms() {
        ZephyrBuild build = ZephyrBuild.disco(folder.resolve("build"))
                .file("zephyr/zephyr.elf", DEMOS.resolve("gestures-stm32f746g_disco.elf"))
                .edit("zephyr/zephyr.dts", "kcomms = &usart6;", "")
                .edit("CMakeCache.txt", "=app", "=demo_app");

        int status = console.run("demo", build.folder().toString());

        assertThat(status).as("exit status, after " + console.err()).isZero();
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .startsWith("build", DISCO, "embedded", "usart1")
                        .endsWith("passed"));
    }

    @Test
    void tellsThatAPlatformIsMissingAsWasToBeExpected() throws IOException {
        demo("gestures", DISCO);
        demo("gestures", "b_u585i_iot02a");
        Files.copy(Path.of("renode/stm32f746g_disco.repl"), folder.resolve(DISCO + ".repl"));
        Files.createFile(folder.resolve("lonely.repl"));

        assertThat(console.run("demo", folder.toString())).as("exit status").isZero();
        assertThat(rows())
                .extracting(row -> row.get(row.size() - 1))
                .containsExactly("expected: no b_u585i_iot02a.repl", "passed");
        assertThat(console.err()).contains("testbench: there is no demo for " + folder.resolve("lonely.repl"));
    }

    @Test
    void refusesToCallItDoneWhereNothingRan() throws IOException {
        demo("gestures", "b_u585i_iot02a");

        assertThat(console.run("demo", folder.toString())).as("exit status").isEqualTo(2);
        assertThat(console.out()).contains("expected: no b_u585i_iot02a.repl");
        assertThat(console.err()).contains("no demo ran: there is no platform for any of them");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        leaves-one-out   | 1 | demo_app ended with 9 results, 10 are expected
        prints-no-floats | 1 | result 1: circle is '', not a number: float printf is missing
        stops-with-error | 3 | E: Model run error 0x301 (RUNTIME_WRAPPER_STATUS_ERROR)
        crashes          | 3 | ZEPHYR FATAL ERROR 36
        crashes-silently | 3 | its fault handler gave up
        never-ends       | 3 | it printed 3 of 10 results within 1.500000 s of virtual time
        """)
    void tellsWhatIsWrongWithADemo(String name, int status, String reason) throws IOException {
        Files.copy(DEMOS.resolve("faulty/" + name + "-" + DISCO + ".elf"), folder.resolve(name + "-" + DISCO + ".elf"));
        demo("gestures", DISCO);
        Files.copy(Path.of("renode/stm32f746g_disco.repl"), folder.resolve(DISCO + ".repl"));

        assertThat(console.run("demo", "--timeout=1.5", folder.toString()))
                .as("exit status, after " + console.err())
                .isEqualTo(status);
        assertThat(rows())
                .as("verdicts, the good one too")
                .extracting(row -> row.get(row.size() - 1))
                .contains("passed")
                .anySatisfy(
                        verdict -> assertThat(verdict).startsWith("failed: ").contains(reason));
        assertThat(console.err()).contains("testbench: " + name + " on " + DISCO + ": ");
    }

    @Test
    void goesOnAfterADemoThatCannotBeUsed() throws IOException {
        demo("gestures", DISCO);
        demo("gestures", "broken");
        Files.copy(Path.of("renode/stm32f746g_disco.repl"), folder.resolve(DISCO + ".repl"));
        Files.writeString(folder.resolve("broken.repl"), "uart: UART.PL011 @\n");

        assertThat(console.run("demo", folder.toString())).as("exit status").isEqualTo(2);
        assertThat(rows())
                .extracting(row -> row.get(row.size() - 1))
                .satisfiesExactly(
                        verdict -> assertThat(verdict)
                                .startsWith("failed: the platform ")
                                .contains("broken.repl"),
                        verdict -> assertThat(verdict).isEqualTo("passed"));
    }

    @Test
    void holdsPredictionsAgainstThoseItIsTold() {
        String elf = DEMOS.resolve("gestures-stm32f746g_disco.elf").toString();

        assertThat(console.run("demo", elf, "--predict=circle,1,lift,idle,0,shake,lift,3,circle,shake"))
                .as("exit status, after " + console.err())
                .isZero();
        assertThat(console.run("demo", elf, "--predict=lift")).as("exit status").isEqualTo(1);
        assertThat(console.out()).contains("failed: Expecting demo_app to predict: [lift] but it predicts: [circle,");
    }

    @Test
    void showsTheConsoleToWhoeverAsksForIt() {
        console.run(
                "demo",
                "--verbose",
                DEMOS.resolve("gestures-stm32f746g_disco.elf").toString());

        assertThat(console.err())
                .startsWith("usart1: *** Booting Zephyr OS build kenning-demo")
                .contains("usart1: I: model output: [circle: 0.954042,")
                .endsWith("usart1: I: inference finished successfully\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        demo                                      | Missing required parameter: 'PATH'
        demo no-such                              | there is no no-such
        demo pom.xml                              | pom.xml is no demo
        demo models                               | the folder models has no demo
        demo --timeout=0 firmware/prebuilt/demo   | --timeout must be > 0 seconds, is 0.0
        demo --engine=embeded firmware/prebuilt/demo | unknown engine 'embeded'
        """)
    void refusesWrongUsage(String commandLine, String reason) {
        assertThat(console.run(commandLine.split(" "))).as("exit status").isEqualTo(2);
        assertThat(console.err()).startsWith("testbench: ").contains(reason);
    }

    private void demo(String name, String board) throws IOException {
        Files.copy(DEMOS.resolve("gestures-stm32f746g_disco.elf"), folder.resolve(name + "-" + board + ".elf"));
    }

    /** The cells of each row below the header. */
    private List<List<String>> rows() {
        return console.out()
                .lines()
                .filter(line -> !line.startsWith("DEMO"))
                .map(line -> Stream.of(line.split(" {2,}")).toList())
                .toList();
    }
}

package dev.kenning.testbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.ZephyrBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code testbench profile} on the folder of a Zephyr build, as west leaves it. */
@Tag("board")
class ProfileBuildIT {

    private static final Path DEMO = Path.of("firmware/prebuilt/demo/gestures-stm32f746g_disco.elf");
    private static final Pattern IN_ALL = Pattern.compile("([0-9,]+) instructions from power-on to");

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    @Test
    void followsABuildFromPowerOnAndFindsItsOperators() throws IOException {
        ZephyrBuild build = ZephyrBuild.disco(folder.resolve("build")).file("zephyr/zephyr.elf", DEMO);
        Path stacks = folder.resolve("out/stacks.collapsed");

        int status = console.run("profile", build.folder().toString(), "--collapsed", stacks.toString());

        assertThat(status).as(console.err()).isZero();
        assertThat(console.err()).contains("board stm32f746g_disco on engine embedded", "zephyr/zephyr.elf");
        assertThat(console.out())
                .contains("matrix_times_float", "peripheral accesses")
                .containsPattern("0 +run_float");
        Matcher inAll = IN_ALL.matcher(console.out());
        assertThat(inAll.find()).isTrue();
        assertThat(Files.readAllLines(stacks, UTF_8).stream()
                        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum())
                .as("instructions over all stacks")
                .isEqualTo(Long.parseLong(inAll.group(1).replace(",", "")));
    }

    @Test
    void endsAtTheTimeThatIsAskedFor() {
        ZephyrBuild build = ZephyrBuild.disco(folder.resolve("build"));

        int status = console.run("profile", build.folder().toString(), "--for", "0.002");

        assertThat(status).as(console.err()).isZero();
        assertThat(console.out()).contains("no operators", "to 0.002000 s of virtual time");
    }

    @Test
    void writesWhatPerfettoAndSpeedscopeOpen() {
        ZephyrBuild build = ZephyrBuild.disco(folder.resolve("build")).file("zephyr/zephyr.elf", DEMO);
        Path speedscope = folder.resolve("speedscope.json");
        Path events = folder.resolve("events.json");

        console.run(
                "profile",
                build.folder().toString(),
                "--speedscope",
                speedscope.toString(),
                "--trace-events",
                events.toString());

        assertThat(speedscope)
                .content(UTF_8)
                .contains("https://www.speedscope.app/file-format-schema.json", "run_float");
        assertThat(events).content(UTF_8).contains("\"ph\":\"X\"", "\"name\":\"run_float\"");
    }

    @Test
    void namesWhatABuildLacks() {
        ZephyrBuild build = ZephyrBuild.disco(folder.resolve("build")).without("zephyr/zephyr.elf");

        assertThat(console.run("profile", build.folder().toString())).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(console.err()).contains("has no zephyr/zephyr.elf; build it with west first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a second", "0", "-1"})
    void refusesATimeThatIsNone(String time) {
        ZephyrBuild build = ZephyrBuild.disco(folder.resolve("build"));

        assertThat(console.run("profile", build.folder().toString(), "--for=" + time))
                .isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(console.err()).contains("--for", time).doesNotContain("Exception", "BigDecimal");
    }
}

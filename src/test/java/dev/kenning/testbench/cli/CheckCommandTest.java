package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.BareMetalFiles;
import dev.kenning.testbench.board.ZephyrBuild;
import dev.kenning.testbench.reference.AlteredModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code testbench check}: everything that stands against a run, in one report. */
class CheckCommandTest {

    private static final String ELF = "zephyr/zephyr.elf";
    private static final String PREBUILT = "firmware/prebuilt/stm32f746g_disco/";

    /** Where the first segment of the reference device lies in its file; it starts with the vector table. */
    private static final int VECTOR_TABLE = 0xC0;

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    private ZephyrBuild build;

    @BeforeEach
    void build() {
        build = ZephyrBuild.disco(folder.resolve("build"));
    }

    @Test
    void findsNothingAgainstAGoodBuild() {
        assertThat(check()).as("exit status, after " + console.out()).isZero();
        assertThat(console.out())
                .contains("note: The platform was made from zephyr/zephyr.dts")
                .doesNotContain("warning:")
                .endsWith("scenario.yml: ready to run on stm32f746g_disco\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stm32f746g_disco.yml", "int8-stm32f746g_disco.yml"})
    void findsNothingAgainstTheScenariosOfTheProject(String scenario) {
        int status = console.run("check", "scenarios/gestures/tflite/" + scenario);

        assertThat(status).as("exit status, after " + console.out()).isZero();
        assertThat(console.out()).doesNotContain("warning:").doesNotContain("note:");
    }

    @Test
    void findsABoardWithoutAUartForTheProtocol() throws IOException {
        String scenario = Files.readString(Path.of("scenarios/gestures/tflite/stm32f746g_disco.yml"));
        Path file =
                Files.writeString(folder.resolve("nitrogen.yml"), scenario.replace("stm32f746g_disco", "96b_nitrogen"));

        assertThat(console.run("check", file.toString())).as("exit status").isEqualTo(2);
        assertThat(console.out())
                .contains("nitrogen.yml:")
                .contains("96b_nitrogen has no UART for the Kenning Protocol, so it runs demo_app only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "run"})
    void findsOperatorsThatTheReferenceFirmwareLacks(String command) throws IOException {
        Path model = folder.resolve("tanh.tflite");
        Files.write(model, AlteredModel.withOperator(Files.readAllBytes(Path.of("models/gestures.tflite")), 17, 28));
        Files.copy(Path.of("models/gestures.tflite.json"), folder.resolve("tanh.tflite.json"));
        Path scenario = Files.writeString(
                folder.resolve("tanh.yml"),
                Files.readString(Path.of("scenarios/gestures/tflite/stm32f746g_disco.yml"))
                        .replace("models/gestures.tflite", model.toString()));

        assertThat(console.run(command, scenario.toString())).as("exit status").isEqualTo(2);
        assertThat(console.out() + console.err())
                .contains("kenning-device.elf does not take the model " + model + ": unsupported operator: TANH.")
                .doesNotContain("ready to run");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        faulty/outside-memory.elf     | which is not memory. The platform has flash0 <0x08000000, 0x080FFFFF>
        faulty/wrong-architecture.elf | is for x86-64, 64 bit, but cpu0 (cortex-m7) executes Arm, 32 bit
        """)
    void findsFirmwareThatDoesNotFitThePlatform(String firmware, String reason) {
        build.file(ELF, Path.of(PREBUILT + firmware));

        assertThat(check()).as("exit status").isEqualTo(2);
        assertThat(console.out()).contains("error: Firmware ").contains(reason);
    }

    @ParameterizedTest(name = "word {0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
        0 | 0x30000000 | starts with the stack pointer 0x30000000, below which there is no memory
        0 | 0x20004001 | starts with the stack pointer 0x20004001
        1 | 0x08000400 | names the reset handler 0x08000400, where it has no Thumb code
        1 | 0x10000001 | names the reset handler 0x10000001
        """)
    void findsVectorsThatLeadNowhere(int word, String value, String reason) throws IOException {
        byte[] image = Files.readAllBytes(Path.of(PREBUILT + "kenning-device.elf"));
        ByteBuffer.wrap(image)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(VECTOR_TABLE + Integer.BYTES * word, Integer.decode(value));
        Path altered = folder.resolve("altered.elf");
        Files.write(altered, image);
        build.file(ELF, altered);

        assertThat(check()).as("exit status").isEqualTo(2);
        assertThat(console.out()).contains("at 0x08000000").contains(reason);
    }

    @Test
    void findsUartsThatThePlatformDoesNotHave() {
        build.text("stm32f746g_disco.repl", """
            usart1: UART.STM32F7_USART @ sysbus 0x40011000
                frequency: 200000000
            """);

        assertThat(check()).as("exit status").isEqualTo(2);
        assertThat(console.out())
                .contains("error: ")
                .contains("kcomms is usart6")
                .contains("which is not in");
    }

    @Test
    void findsPlatformsThatAreOlderThanTheDevicetree() {
        build.text("stm32f746g_disco.repl", "").aged("stm32f746g_disco.repl", -1);

        assertThat(check()).as("exit status, after " + console.out()).isZero();
        assertThat(console.out()).contains("stm32f746g_disco.repl is older than zephyr/zephyr.dts");
    }

    @Test
    void findsModelsThatAreLargerThanTheMemory() throws IOException {
        Path model = folder.resolve("large.tflite");
        Files.write(model, Arrays.copyOf(Files.readAllBytes(Path.of("models/gestures.tflite")), 300 * 1024));
        Files.copy(Path.of("models/gestures.tflite.json"), folder.resolve("large.tflite.json"));
        Path scenario = build.scenario("stm32f746g_disco");
        Files.writeString(
                scenario,
                Files.readString(scenario).replaceFirst("compiled_model_path: .*", "compiled_model_path: " + model));

        assertThat(console.run("check", scenario.toString())).as("exit status").isEqualTo(2);
        assertThat(console.out()).contains("has 307200 bytes, but stm32f746g_disco has 262144 bytes of RAM");
    }

    @Test
    void findsAWelcomeThatTheFirmwareDoesNotHave() throws IOException {
        Path scenario = build.scenario("stm32f746g_disco");
        Files.writeString(
                scenario,
                Files.readString(scenario)
                        .replace("    name: stm32", "    runtime_init_log_msg: Good morning\n    name: stm32"));

        assertThat(console.run("check", scenario.toString())).as("exit status").isZero();
        assertThat(console.out()).contains("warning: ").contains("does not contain the text \"Good morning\"");
    }

    @Test
    void findsBareMetalFirmwareThatDoesNotFitThePlatformOfItsFolder() throws IOException {
        Path bundle = folder.resolve("bundle");
        BareMetalFiles.flat(bundle);
        Path platform = bundle.resolve("springbok.repl");
        Files.writeString(
                platform,
                Files.readString(platform).replace("0x34000000\n    size: 0x1000000", "0x34000000\n    size: 0x1000"));
        Path scenario = build.scenario("springbok");
        Files.writeString(
                scenario,
                Files.readString(scenario)
                        .replace("ZephyrPlatform", "BareMetalPlatform")
                        .replaceFirst("zephyr_build_path: .*", "runtime_binary_path: " + bundle));

        assertThat(console.run("check", scenario.toString())).as("exit status").isEqualTo(2);
        assertThat(console.out())
                .contains("error: Firmware ", "iree_runtime does not fit this platform")
                .contains("ram_vec_dmem <0x34000000, 0x34000FFF>");
    }

    @Test
    void reportsEverythingAtOnce() throws IOException {
        build.file(ELF, Path.of(PREBUILT + "faulty/outside-memory.elf"));
        Path scenario = build.scenario("stm32f746g_disco");
        Files.writeString(scenario, Files.readString(scenario).replace("gestures.tflite", "gestures-samples.json"));

        assertThat(console.run("check", scenario.toString())).as("exit status").isEqualTo(2);
        assertThat(console.out().lines().filter(line -> line.startsWith("error: ")))
                .as("errors")
                .anySatisfy(line -> assertThat(line).contains("which is not memory"))
                .anySatisfy(line -> assertThat(line).contains("below which there is no memory"))
                .anySatisfy(line -> assertThat(line).contains("must be the IO specification"));
    }

    @Test
    void startsNothingBeforeEverythingFits() {
        build.file(ELF, Path.of(PREBUILT + "faulty/outside-memory.elf"));

        assertThat(console.run("run", build.scenario("stm32f746g_disco").toString()))
                .as("exit status")
                .isEqualTo(2);
        assertThat(console.err()).contains("which is not memory").doesNotContain("on engine");
    }

    private int check() {
        return console.run("check", build.scenario("stm32f746g_disco").toString());
    }
}

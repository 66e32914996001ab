package dev.kenning.testbench.engine.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.QemuBoard;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.host.SessionOptions;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.uart.ResetLine;
import dev.kenning.testbench.uart.UsbTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QEMU's machine plugged into USB, as far as files can tell: found, locked, powered, used and let go. */
@Tag("tool")
class HardwareBoardIT {

    private static final BenchSetup SETUP =
            BenchSetup.of(BoardCatalogue.builtIn().board("mps2/an500"), QemuBoard.FIRMWARE);

    @TempDir
    private Path folder;

    private UsbTree machine;
    private QemuBoard qemu;
    private LiveEngine hardware;

    @BeforeEach
    void plugItIn() throws IOException {
        qemu = QemuBoard.onPseudoTerminals();
        machine = UsbTree.in(folder);
        machine.plug("ttyUSB0", "0403", "6015", "D30A", terminal(qemu.address()));
        machine.plug("ttyACM0", "0483", "374b", "066BFF01", terminal(qemu.console()));
        hardware = LiveEngine.hardware(Settings.ofProcess()).among(machine.devices());
    }

    private static Path terminal(String address) {
        return Path.of(address.substring("pty:".length()));
    }

    @AfterEach
    void pullItOut() {
        qemu.close();
    }

    @Test
    void isFoundByAHardwareMapWithConsoleAndProtocolOnDifferentPorts() throws IOException {
        Path map = Files.writeString(
                folder.resolve("map.yml"), """
            - connected: true
              id: 066BFF01
              platform: mps2/an500
              product: STM32 STLink
              runner: openocd
              serial: %s
              serial_baud: 3000000
              fixtures: ['kcomms:usb:0403:6015:D30A']
            """.formatted(machine.ports().resolve("ttyACM0")));

        try (Bench bench = hardware.in(HardwareMap.read(map)).powerOn(SETUP)) {
            requireRightAnswer(bench);
            assertThat(bench.uarts()).containsExactly("uart0");
        }
    }

    @Test
    void isInUseUntilItIsLetGo() throws IOException {
        LiveEngine found = hardware.on(at("usb:0403:6015"));

        try (Bench first = found.powerOn(SETUP)) {
            assertThat(first.engine()).isEqualTo("hardware");
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> found.powerOn(SETUP))
                    .withMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
            assertThat(BoardUse.of(machine.ports().resolve("ttyUSB0").toString()))
                    .contains(String.valueOf(ProcessHandle.current().pid()));
        }
        assertThat(BoardUse.of(machine.ports().resolve("ttyUSB0").toString())).isEmpty();
        found.powerOn(SETUP).close();
    }

    @Test
    void isNotGuessedAtWhereTwoFit() throws IOException {
        machine.plug("ttyUSB1", "0403", "6015", "D30B", Files.createFile(folder.resolve("another")));

        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> hardware.on(at("usb:0403:6015")).powerOn(SETUP))
                .withMessageStartingWith("2 serial ports fit usb:0403:6015: ");
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> hardware.on(at("usb:FTDI")).powerOn(SETUP))
                .withMessageContaining("a rule for serial ports is usb:VENDOR:PRODUCT:SERIAL");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> hardware.on(at("usb:1366")).powerOn(SETUP))
                .withMessageContaining("no serial port fits usb:1366; this machine has ");
    }

    @Test
    void isPoweredByACommandAsLongAsItIsUsed() throws IOException {
        Path log = folder.resolve("power");
        Path script = script("echo $1 >> " + log);
        LiveEngine powered = hardware.on(at("usb:0403:6015"))
                .controlling(
                        new BoardControl(BoardControl.power("sh " + script + " {state}", "--power"), Optional.empty()));

        try (Bench bench = powered.powerOn(SETUP)) {
            assertThat(log).content(UTF_8).isEqualTo("on\n");
            requireRightAnswer(bench);
        }
        assertThat(log).content(UTF_8).isEqualTo("on\noff\n");

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> hardware.on(at("usb:0403:6015"))
                        .controlling(
                                new BoardControl(List.of("sh", script("exit 3").toString()), Optional.empty()))
                        .powerOn(SETUP))
                .withMessageContaining("cannot switch the power on: 'sh ")
                .withMessageEndingWith("ended with exit status 3");
    }

    @Test
    void isLetGoWhereItHasNoLineForItsReset() throws IOException {
        LiveEngine reset =
                hardware.on(at("usb:0403:6015")).controlling(new BoardControl(List.of(), Optional.of(ResetLine.RTS)));

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> reset.powerOn(SETUP))
                .withMessageStartingWith("cannot reset the board: ")
                .withMessageEndingWith("has no line RTS");
        assertThat(BoardUse.of(machine.ports().resolve("ttyUSB0").toString())).isEmpty();
    }

    private Path script(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "script", ".sh"), text + "\n");
    }

    private static LivePorts at(String port) {
        return new LivePorts(port, Optional.empty(), OptionalInt.empty());
    }

    private static void requireRightAnswer(Bench bench) {
        try (KenningSession session =
                KenningSession.open(bench.port("uart1"), SessionOptions.uart().withTimeout(Duration.ofSeconds(20)))) {
            session.load(Model.tflite("models/gestures.tflite"));
            Sample sample = Samples.first("models/gestures-samples.json");
            assertThat(session.infer(sample).output())
                    .as("outputs of the first gesture")
                    .containsExactly(sample.expected(), within(1e-5));
        }
    }
}

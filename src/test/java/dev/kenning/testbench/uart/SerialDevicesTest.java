package dev.kenning.testbench.uart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Serial ports are found by what is plugged in, in the files that Linux shows of it. */
class SerialDevicesTest {

    @TempDir
    private Path folder;

    private UsbTree machine;

    @BeforeEach
    void plugThreeDevicesIn() throws IOException {
        Path terminal = Files.createFile(folder.resolve("terminal"));
        machine = UsbTree.in(folder);
        machine.plug("ttyACM0", "0483", "374b", "066BFF01", terminal);
        machine.plug("ttyACM1", "0483", "374b", "066BFF02", Files.createFile(folder.resolve("other")));
        machine.plug("ttyUSB0", "0403", "6015", "", Files.createFile(folder.resolve("third")));
    }

    @Test
    void listsWhatHasADeviceBehindIt() {
        assertThat(machine.devices().all())
                .extracting(SerialDevice::toString)
                .containsExactly(
                        path("ttyACM0")
                                + " (0483:374b STMicroelectronics STM32 STLink, serial number 066BFF01, port 02)",
                        path("ttyACM1")
                                + " (0483:374b STMicroelectronics STM32 STLink, serial number 066BFF02, port 02)",
                        path("ttyUSB0") + " (0403:6015 STMicroelectronics STM32 STLink, port 02)");
    }

    @ParameterizedTest
    @CsvSource({
        "usb:0403:6015, ttyUSB0",
        "usb:0403, ttyUSB0",
        "usb:*:*:066bff02, ttyACM1",
        "usb:0483:374B:*1, ttyACM0",
        "usb:04?3:374b:066BFF02:02, ttyACM1"
    })
    void findsAPortByWhatIsPluggedIn(String rule, String name) throws IOException {
        assertThat(machine.devices().find(rule)).isEqualTo(path(name));
    }

    @Test
    void findsAPortByItsPathOrOneWithWildcards() throws IOException {
        assertThat(machine.devices().find("/dev/anything")).isEqualTo("/dev/anything");
        assertThat(machine.devices().find(path("ttyUSB*"))).isEqualTo(path("ttyUSB0"));
        assertThat(machine.devices().find(path("tty[A-Z]CM?").replace("CM?", "CM1")))
                .isEqualTo(path("ttyACM1"));
    }

    @Test
    void takesTwoNamesOfAPortForOne() throws IOException {
        Path byId = Files.createDirectories(folder.resolve("by-id"));
        Files.createSymbolicLink(byId.resolve("usb-ST_a"), Path.of(path("ttyACM0")));
        Files.createSymbolicLink(byId.resolve("usb-ST_b"), Path.of(path("ttyACM0")));

        assertThat(machine.devices().find(byId + "/usb-ST*"))
                .isEqualTo(byId.resolve("usb-ST_a").toString());
    }

    @Test
    void refusesWhatSeveralPortsFit() {
        assertThatIOException()
                .isThrownBy(() -> machine.devices().find("usb:0483:374b"))
                .isInstanceOf(AmbiguousPortException.class)
                .withMessage("2 serial ports fit usb:0483:374b: " + path("ttyACM0") + " (usb:0483:374b:066BFF01:02), "
                        + path("ttyACM1") + " (usb:0483:374b:066BFF02:02); say which one");
        assertThatIOException()
                .isThrownBy(() -> machine.devices().find(path("ttyACM*")))
                .isInstanceOf(AmbiguousPortException.class);
    }

    @Test
    void saysWhatThereIsWhereNothingFits() {
        for (String rule : List.of("usb:1366", path("ttyXY*"), "/no/such/folder/*")) {
            assertThatIOException()
                    .isThrownBy(() -> machine.devices().find(rule))
                    .withMessageStartingWith("no serial port fits " + rule + "; this machine has " + path("ttyACM0"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"usb:", "usb:483", "usb:0483:xyz", "usb:STLink", "usb::374b", "usb:04833"})
    void refusesWhatIsNoRule(String text) {
        assertThat(UsbRule.parse(text)).isEmpty();
        assertThatIOException()
                .isThrownBy(() -> machine.devices().find(text))
                .withMessageStartingWith(text + " is no rule: usb:VENDOR:PRODUCT:SERIAL");
    }

    private String path(String name) {
        return machine.ports().resolve(name).toString();
    }
}

package dev.kenning.testbench.emulator.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.platform.SearchPath;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds environments: what is around the sensors of machines. */
class EnvironmentsTest {

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("")));

    @BeforeEach
    void makeAMachineWithTwoSensors() {
        run("mach create \"board\"");
        addSensor("one", 0);
        addSensor("two", 4);
        run("emulation CreateEnvironment \"cold\"");
        run("emulation CreateEnvironment \"warm\"");
        run("cold Temperature -2.5");
        run("warm Temperature 36.60");
    }

    @Test
    void setAllSensorsOfAMachineNowAndLater() {
        run("machine SetEnvironment warm");
        assertThat(run("sysbus.one Temperature")).isEqualTo("36.6");

        run("warm Temperature 40");
        addSensor("three", 8);

        assertThat(run("sysbus.two Temperature")).isEqualTo("40");
        assertThat(run("sysbus.three Temperature")).isEqualTo("40");
        assertThat(run("warm GetRegisteredSensorsNames"))
                .contains("board:sysbus.one")
                .contains("board:sysbus.three");
    }

    @Test
    void tellASensorOnceHoweverOftenItsMachineIsPutIn() {
        run("machine SetEnvironment warm");
        run("machine SetEnvironment warm");

        assertThat(run("sysbus.one TemperatureUpdateCounter")).isEqualTo("0x00000001");
    }

    @Test
    void holdASensorAtMostOnce() {
        run("machine SetEnvironment cold");
        run("sysbus.two SetEnvironment warm");
        assertThat(run("sysbus.two Temperature")).isEqualTo("36.6");
        assertThat(run("cold GetRegisteredSensorsNames")).doesNotContain("two");

        run("machine SetEnvironment cold");
        assertThat(run("warm GetRegisteredSensorsNames")).doesNotContain("two");
    }

    @Test
    void outliveAResetOfTheMachine() {
        run("machine SetEnvironment cold");

        run("machine Reset");

        assertThat(run("sysbus.one Temperature")).isEqualTo("-2.5");
    }

    @Test
    void forgetSensorsAndMachinesThatAreRemoved() {
        run("machine SetEnvironment cold");
        run("machine UnregisterFromParent sysbus.one");
        assertThat(run("cold GetRegisteredSensorsNames")).doesNotContain("one").contains("two");

        run("emulation RemoveMachine \"board\"");
        assertThat(run("cold GetRegisteredSensorsNames")).doesNotContain("two");
        assertThat(run("cold GetRegisteredMachineNames")).doesNotContain("board");
    }

    @Test
    void areRefusedWhereThereIsNoneOfThatName() {
        assertThatThrownBy(() -> run("machine SetEnvironment wram")).hasMessageContaining("Parameters did not match");
        assertThatThrownBy(() -> run("machine UnregisterFromParent sysbus.four"))
                .hasMessageContaining("Parameters did not match");
    }

    @Test
    void setTheLogLevelOfEverythingInAMachine() {
        run("logLevel 3 board");

        assertThat(run("logLevel").replaceAll(" +", " "))
                .contains("board:sysbus : ERROR")
                .contains("board:sysbus.one : ERROR");
    }

    private void addSensor(String name, int address) {
        run("machine LoadPlatformDescriptionFromString \"" + name + ": Sensors.DummySensor @ sysbus <" + address
                + ", +4>\"");
    }

    private String run(String command) {
        return emulation.execute(command).strip();
    }
}

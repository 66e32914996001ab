package dev.kenning.testbench.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.RequestRefusedException;
import dev.kenning.testbench.host.RuntimeSupport;
import dev.kenning.testbench.host.SessionOptions;
import dev.kenning.testbench.protocol.DeviceState;
import dev.kenning.testbench.protocol.RuntimeImage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** AT-17: runtimes that are loaded into a running device (LLEXT); the device's loader is a stand-in that keeps its rules. */
@Tag("board")
class ExtensionAcceptanceIT {

    private static final String BOARD = "stm32f746g_disco";
    private static final String LOADS_RUNTIMES = "kenning-device-conformance-llext";

    @Test
    void at17SwapsRuntimesInOneRunningDevice() {
        try (Device device = Device.of(BOARD, LOADS_RUNTIMES);
                KenningSession session = open(device, RuntimeSupport.LOADABLE)) {
            for (byte runtime = 1; runtime <= 2; runtime++) {
                session.upload(new RuntimeImage(new byte[] {0x7F, 'E', 'L', 'F', runtime}));
                assertThat(session.state()).contains(DeviceState.INITIALIZED);

                session.upload(IoSpecs.spec(2, 2));
                session.uploadModel(new byte[] {1});
                session.uploadInput(new byte[] {runtime, 5});
                session.process();

                assertThat(session.output()).containsExactly(runtime + 1, 6);
            }
        }
    }

    @Test
    void at17RefusesASpecificationBeforeThereIsARuntime() {
        try (Device device = Device.of(BOARD, LOADS_RUNTIMES);
                KenningSession session = open(device, RuntimeSupport.LOADABLE)) {
            assertThatThrownBy(() -> session.upload(IoSpecs.spec(2, 2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("upload a RuntimeImage before");
            assertThat(session.ioSpec()).as("what the device has").isEmpty();
        }
    }

    @Test
    void at17RefusesToLoadARuntimeIntoFirmwareThatHasOne() {
        try (Device device = Device.of(BOARD, "kenning-device");
                KenningSession session = open(device, RuntimeSupport.BUILT_IN)) {
            assertThatThrownBy(() -> session.upload(new RuntimeImage(new byte[] {0x7F})))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has its runtime built in and cannot load another");
            session.upload(IoSpecs.spec(2, 2));
        }
    }

    @Test
    void at17TellsWhenTheDeviceDoesNotTakeARuntime() {
        try (Device device = Device.of(BOARD, LOADS_RUNTIMES);
                KenningSession session = open(device, RuntimeSupport.LOADABLE)) {
            assertThatThrownBy(() -> session.upload(new RuntimeImage(new byte[0])))
                    .isInstanceOf(RequestRefusedException.class)
                    .hasMessageContaining(
                            "see that the firmware is an LLEXT build and that the image was built for it");
        }
    }

    private static KenningSession open(Device device, RuntimeSupport runtime) {
        return KenningSession.open(
                device.bench().port("usart6"), SessionOptions.uart().withRuntime(runtime));
    }
}

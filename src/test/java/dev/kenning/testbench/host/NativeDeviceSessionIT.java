package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kenning.testbench.protocol.DeviceState;
import dev.kenning.testbench.uart.BytePort;
import dev.kenning.testbench.uart.SerialPort;
import dev.kenning.testbench.uart.TcpPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whole sessions with the firmware's device as a Linux program, over TCP and over a pseudo-terminal. */
@Tag("tool")
class NativeDeviceSessionIT {

    private static final double STEPS_OF_INT8 = 2.0 / 256;

    private Process device;

    @BeforeAll
    static void build() {
        assertThat(NativeDevice.lab()).isNotNull();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (device != null) {
            device.destroy();
            device.waitFor();
        }
    }

    private BytePort connect(String... arguments) throws IOException {
        String program = Path.of("firmware/build/asan/kenning-device").toString();
        ProcessBuilder builder = new ProcessBuilder(program);
        builder.command().addAll(List.of(arguments));
        device = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader output = device.inputReader();
        String[] words = output.readLine().split(" ", 2);
        return words[0].equals("port")
                ? TcpPort.connect("127.0.0.1", Integer.parseInt(words[1]), Duration.ofSeconds(5))
                : SerialPort.open(words[1], 115200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gestures", "gestures_int8"})
    void infersEverySampleOverTcp(String model) throws IOException {
        try (BytePort port = connect("--tcp", "0")) {
            checkEverySample(port, model);
        }
    }

    @Test
    void infersEverySampleOverAPseudoTerminal() throws IOException {
        try (BytePort port = connect("--pty")) {
            checkEverySample(port, "gestures");
        }
    }

    private static void checkEverySample(BytePort port, String model) {
        try (KenningSession session = KenningSession.open(port)) {
            session.load(Model.tflite("models/" + model + ".tflite"));
            for (Sample sample : Samples.json("models/" + model + "-samples.json")) {
                Inference inference = session.infer(sample);
                assertThat(inference.label()).as(sample.name()).contains(sample.label());
                assertThat(inference.output())
                        .as(sample.name())
                        .usingComparatorWithPrecision(model.endsWith("int8") ? STEPS_OF_INT8 : 1e-5)
                        .containsExactly(sample.expected());
            }
            assertThat(session.statistics().value("target_inference_step")).isPresent();
            assertThat(session.state()).contains(DeviceState.INFERENCE_DONE);
        }
    }

    @Test
    void tellsWhyAModelWasRefused() throws IOException {
        try (BytePort port = connect("--tcp", "0");
                KenningSession session = KenningSession.open(port)) {
            session.upload(Model.tflite("models/gestures.tflite").ioSpec());

            assertThatExceptionOfType(RequestRefusedException.class)
                    .isThrownBy(() -> session.uploadModel(new byte[64]))
                    .withMessageContaining("the device refused MODEL")
                    .withMessageContaining("log:")
                    .withMessageContaining("status: 0x");
        }
    }

    @Test
    void opensASecondSessionWithoutAReset() throws IOException {
        try (BytePort port = connect("--tcp", "0")) {
            KenningSession.open(port).close();
            KenningSession.open(port);

            assertThatExceptionOfType(RequestRefusedException.class).isThrownBy(() -> KenningSession.open(port));
            KenningSession.open(port, SessionOptions.uart().withTakeOver(true)).close();
        }
    }
}

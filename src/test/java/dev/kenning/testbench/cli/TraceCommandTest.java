package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code testbench trace} on a capture of named events in the old layout. */
class TraceCommandTest {

    private static final int EVENTS = 17;

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    private Path capture;

    @BeforeEach
    void writeACapture() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(33 * EVENTS).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < EVENTS; i++) {
            bytes.putInt(1000 * i)
                    .put((byte) 0x62)
                    .put(Arrays.copyOf("sample".getBytes(StandardCharsets.US_ASCII), 20))
                    .putInt(i)
                    .putInt(0);
        }
        capture = Files.write(folder.resolve("trace.ctf"), bytes.array());
    }

    @Test
    void writesEntriesBesideTheCapture() throws IOException {
        assertThat(console.run("trace", capture.toString())).isZero();

        JsonNode entries = new JsonMapper().readTree(folder.resolve("trace.trace.json"));
        assertThat(entries.size()).isEqualTo(2 * EVENTS);
        assertThat(console.out()).contains("17 events in the layout L1");
    }

    @Test
    void tellsOfModelAndFirmwareFirst() throws IOException {
        Path target = folder.resolve("out.trace.json");

        int status = console.run(
                "trace",
                capture.toString(),
                "--model",
                "models/gestures.tflite",
                "--elf",
                "firmware/prebuilt/stm32f746g_disco/kenning-device.elf",
                "-o",
                target.toString());

        JsonNode entries = new JsonMapper().readTree(target);
        assertThat(status).isZero();
        assertThat(entries.get(0).path("name").stringValue()).isEqualTo("MODEL");
        assertThat(entries.get(0)
                        .path("args")
                        .path("ops")
                        .get(0)
                        .path("op_name")
                        .stringValue())
                .isEqualTo("CONV_2D");
        assertThat(entries.get(1).path("name").stringValue()).isEqualTo("MEMORY::SYMBOLS");
        assertThat(entries.get(1).path("args").toString()).contains("Reset_Handler");
    }

    @Test
    void tellsWhereACaptureIsCut() throws IOException {
        Files.write(capture, Arrays.copyOf(Files.readAllBytes(capture), 100));

        assertThat(console.run("trace", capture.toString())).isEqualTo(ExitStatus.EXPECTATIONS_MISSED);
        assertThat(console.err()).contains("byte 99: the capture ends within an event");
    }

    @Test
    void refusesMetadataThatIsNone() throws IOException {
        Path metadata = Files.writeString(folder.resolve("metadata"), "trace {\n byte_order = be;\n};");

        assertThat(console.run("trace", capture.toString(), "--metadata", metadata.toString()))
                .isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(console.err()).contains(metadata + ":2: the byte order must be le");
    }

    @Test
    void refusesAModelThatIsNone() {
        assertThat(console.run("trace", capture.toString(), "--model", "README.md"))
                .isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(console.err()).contains("--model: README.md: the file does not begin as a flatbuffer");
    }
}

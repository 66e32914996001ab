package dev.kenning.testbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.protocol.MessageType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code testbench run} with boards that do not do what is asked of them: it says why, and leaves no session behind. */
class StubbornBoardIT {

    private static final Path SCENARIO = Path.of("scenarios/gestures/tflite/stm32f746g_disco.yml");
    private static final int KILLED_BY_SIGTERM = 128 + 15;

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    @Test
    void endsWithItsResultsWhereTheDeviceHasNoStatistics() throws IOException {
        Path measurements = folder.resolve("measurements.json");
        try (StubbornBoard board = new StubbornBoard()) {
            assertThat(run(board, SCENARIO, "--tolerance", "9", "--measurements", measurements.toString()))
                    .as("exit status; it said %s", console.err())
                    .isZero();
        }
        assertThat(console.err()).contains("note: the device has no statistics");
        assertThat(console.out()).contains("accuracy ").doesNotContain("peak");
        JsonNode measured = new JsonMapper().readTree(Files.readString(measurements));
        assertThat(measured.has("allocation_stats")).as("allocation_stats").isFalse();
        assertThat(measured.get("predicted_outputs")).hasSize(10);
    }

    @Test
    void tellsThatTheModelIsLargerThanTheBufferOfTheDevice() throws IOException {
        try (StubbornBoard board = new StubbornBoard()
                .silentOn(MessageType.MODEL)
                .complaining("<err> inference_server: Error listening: 1033 (KENNING_PROTOCOL_STATUS_MSG_TOO_BIG)\r")) {
            assertThat(run(board, SCENARIO)).as("exit status").isEqualTo(2);
            assertThat(board.isOpen()).as("session open on the board").isFalse();
        }
        assertThat(console.err())
                .contains(
                        "the device does not take the model models/gestures.tflite: the device has no room for MODEL: the"
                                + " 19168 bytes are more than its buffer takes, as its log says")
                .contains("status: 0x409 (KENNING_PROTOCOL_STATUS_MSG_TOO_BIG)")
                .contains(
                        "what to do: build the firmware with a larger model buffer (CONFIG_KENNING_TFLITE_BUFFER_SIZE")
                .doesNotContain("did not answer");
    }

    @Test
    void closesTheSessionWithADeviceThatDidNotAnswerInTime() throws IOException {
        try (StubbornBoard board = new StubbornBoard().silentOn(MessageType.DATA)) {
            assertThat(run(board, impatient())).as("exit status").isEqualTo(3);
            assertThat(board.isOpen()).as("session open on the board").isFalse();
        }
        assertThat(console.err()).contains("the device did not answer DATA within 1.000000 s");
    }

    @Test
    void saysThatTheSessionMayBeOpenWhereTheDeviceIsDeaf() throws IOException {
        try (StubbornBoard board = new StubbornBoard().deafFrom(MessageType.DATA)) {
            assertThat(run(board, impatient())).as("exit status").isEqualTo(3);
            assertThat(board.isOpen()).as("session open on the board").isTrue();
        }
        assertThat(console.err())
                .contains("the device did not answer DATA within 1.000000 s")
                .contains(
                        "then: the device did not answer PING: 2 attempts, 1.000000 s each; it may still take the session"
                                + " for open, which testbench run --take-over ends");
    }

    @Test
    void closesTheSessionWhenItIsTerminated() throws Exception {
        try (StubbornBoard board = new StubbornBoard().silentOn(MessageType.PROCESS);
                CommandProcess run = CommandProcess.start(
                        folder, "run", SCENARIO.toString(), "--engine", "attached", "--port", board.address())) {
            board.await(MessageType.PROCESS);

            run.terminate();

            assertThat(run.status()).as("exit status; it said %s", run.err()).isEqualTo(KILLED_BY_SIGTERM);
            assertThat(board.isOpen()).as("session open on the board").isFalse();
            assertThat(run.err())
                    .contains("testbench: the session on tcp:127.0.0.1:")
                    .contains(" was cancelled while it waited for the reply to PROCESS");
        }
    }

    @Test
    void takesABoardOverThatStillHoldsASession() throws IOException {
        try (StubbornBoard board = new StubbornBoard().withASessionLeftOpen()) {
            assertThat(run(board, SCENARIO, "--tolerance", "9"))
                    .as("exit status")
                    .isEqualTo(3);
            assertThat(console.err())
                    .contains("the device refused to open a session: it says that another is open")
                    .contains("or take it over (testbench run --take-over");

            assertThat(run(board, SCENARIO, "--tolerance", "9", "--take-over"))
                    .as("exit status; it said %s", console.err())
                    .isZero();
            assertThat(board.isOpen()).as("session open on the board").isFalse();
        }
    }

    private int run(StubbornBoard board, Path scenario, String... more) {
        return console.run(Stream.concat(
                        Stream.of("run", scenario.toString(), "--engine", "attached", "--port", board.address()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    /** Returns the scenario with a time-out of a second for each reply. */
    private Path impatient() throws IOException {
        return Files.writeString(
                folder.resolve("scenario.yml"),
                Files.readString(SCENARIO).replace("models/", Path.of("models").toAbsolutePath() + "/")
                        + "protocol:\n  type: NetworkProtocol\n  parameters: {timeout: 1}\n");
    }
}

package dev.kenning.testbench.engine.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tool")
class BoardLockIT {

    @TempDir
    private Path folder;

    @Test
    void keepsASecondUserAwayUntilTheFirstIsDone() throws IOException {
        BoardLock first = BoardLock.take("/dev/ttyACM0", folder);

        assertThatIOException()
                .isThrownBy(() -> BoardLock.take("/dev/ttyACM0", folder))
                .withMessageStartingWith("the board on /dev/ttyACM0 is in use by process "
                        + ProcessHandle.current().pid());
        BoardLock.take("/dev/ttyACM1", folder).release();
        first.release();
        BoardLock.take("/dev/ttyACM0", folder).release();
        assertThat(files()).as("what is left").isEmpty();
    }

    @Test
    void takesTwoNamesOfADeviceForOne() throws IOException {
        Path device = Files.createFile(folder.resolve("ttyACM0"));
        Path link = Files.createSymbolicLink(folder.resolve("board"), device);
        BoardLock.take(device.toString(), folder);

        assertThatIOException()
                .isThrownBy(() -> BoardLock.take(link.toString(), folder))
                .withMessageContaining("is in use by process");
    }

    @Test
    void sweepsTheLockOfAProcessThatIsGone() throws Exception {
        Process gone =
                new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "--version").start();
        gone.waitFor();
        BoardLock.take("/dev/ttyACM0", folder);
        Path file = files().get(0);

        for (String stale : List.of(
                gone.pid() + " 2026-01-01T00:00:00Z",
                ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z",
                "torn")) {
            Files.writeString(file, stale);
            BoardLock lock = BoardLock.take("/dev/ttyACM0", folder);
            assertThat(file)
                    .as("after \"%s\"", stale)
                    .content(UTF_8)
                    .startsWith(ProcessHandle.current().pid() + " ");
            lock.release();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}

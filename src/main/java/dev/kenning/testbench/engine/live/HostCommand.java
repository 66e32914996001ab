package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.process.RunningCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A command of the user's that does something to a board.
 *
 * @param purpose what it does, for messages
 * @param limit how long it may take
 */
record HostCommand(String purpose, List<String> words, Duration limit) {

    /**
     * Runs it to its end.
     *
     * @throws EngineException if it is not there, fails, or takes too long
     */
    void run(Consumer<String> progress) {
        String line = String.join(" ", words);
        progress.accept("running " + line);
        OptionalInt status;
        try {
            status = RunningCommand.start(words, Path.of("").toAbsolutePath(), Map.of(), progress)
                    .await(limit);
        } catch (IOException e) {
            throw new EngineException("cannot " + purpose + ": there is no program " + words.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while '" + line + "' ran", e);
        }
        if (status.isEmpty()) {
            throw new EngineException("cannot " + purpose + ": '" + line + "' has not ended in " + limit.toSeconds()
                    + " s, and was ended");
        }
        if (status.getAsInt() != 0) {
            throw new EngineException(
                    "cannot " + purpose + ": '" + line + "' ended with exit status " + status.getAsInt());
        }
    }
}

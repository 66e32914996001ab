package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.platform.monitor.MonitorStatement;
import dev.kenning.testbench.robot.KeywordFailedException;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Position;
import dev.kenning.testbench.text.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends a script statement by statement, macros and triple-quoted texts whole, so that whatever fails has a line.
 *
 * <p>{@code $ORIGIN}, which Renode sets while it runs a script, is the sender's business then.
 */
final class ScriptSender {

    private static final String START = "start";

    private static final String COUNTING = "EnableRiscvOpcodesCounting";

    private final Conversation conversation;
    private final List<String> uncounted = new ArrayList<>();

    ScriptSender(Conversation conversation) {
        this.conversation = conversation;
    }

    /** Returns the cores whose instructions cannot be counted by mnemonic, and why, one sentence each. */
    List<String> uncounted() {
        return uncounted;
    }

    /**
     * Sends what stands before the first {@code start}.
     *
     * @throws BadInputException if the script is malformed, or a statement that loads a file of the user's fails
     * @throws EngineException if another statement fails, with file and line
     */
    void setUp(Source script) {
        for (MonitorStatement statement : parse(script)) {
            String text = text(statement.position());
            if (text.equals(START) || text.equals("s")) {
                return;
            }
            send(statement, text);
        }
    }

    private void send(MonitorStatement statement, String text) {
        try {
            conversation.execute(text);
        } catch (EngineException e) {
            if (text.endsWith(COUNTING) && e.getCause() instanceof KeywordFailedException) {
                // A run without these counts is worth more than none.
                uncounted.add(
                        text.substring(0, text.length() - COUNTING.length()).strip()
                                + ": its instructions are not counted by mnemonic, "
                                + String.valueOf(e.getCause().getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
                return;
            }
            String message = statement.position() + ": " + e.getMessage();
            if (isFileOfTheUser(text) && e.getCause() instanceof KeywordFailedException) {
                throw new BadInputException(message, e);
            }
            throw new EngineException(message, e);
        }
    }

    private static boolean isFileOfTheUser(String statement) {
        return statement.startsWith("machine LoadPlatformDescription")
                || statement.startsWith("sysbus LoadELF")
                || statement.startsWith("include ");
    }

    private static Iterable<MonitorStatement> parse(Source script) {
        try {
            return MonitorStatement.parse(script);
        } catch (MonitorException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String text(Position position) {
        String text = position.source().text();
        int start = 0;
        for (int line = 1; line < position.line(); line++) {
            start = text.indexOf('\n', start) + 1;
        }
        start += position.column() - 1;
        return text.substring(start, start + position.length()).strip();
    }
}

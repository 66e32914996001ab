package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.ExpectationFailedError;
import dev.kenning.testbench.engine.Led;
import dev.kenning.testbench.robot.KeywordFailedException;
import dev.kenning.testbench.robot.KeywordOptions;
import java.time.Duration;

/** Renode's LED tester. */
final class RemoteLed implements Led {

    private final String path;
    private final Pace pace;
    private final Conversation conversation;
    private final int tester;

    RemoteLed(String path, Pace pace, Conversation conversation, int tester) {
        this.path = path;
        this.pace = pace;
        this.conversation = conversation;
        this.tester = tester;
    }

    @Override
    public boolean isLit() {
        return conversation.execute(path + " State").strip().equals("True");
    }

    @Override
    public void waitUntil(boolean lit, Duration timeout) {
        expect(
                "was not " + state(lit) + " within " + timeout.toMillis() + " ms of virtual time",
                () -> conversation.tell(to -> to.assertLedState(
                        lit, KeywordOptions.within(timeout).tester(tester).pause())));
    }

    @Override
    public void waitUntilHeld(boolean lit, Duration timeout, Duration hold) {
        expect(
                "was not " + state(lit) + " within " + timeout.toMillis()
                        + " ms of virtual time, or did not stay so for " + hold.toMillis() + " ms",
                () -> conversation.tell(to -> to.assertAndHoldLedState(
                        lit, timeout, hold, KeywordOptions.defaults().tester(tester))));
    }

    private void expect(String otherwise, Runnable keyword) {
        try {
            pace.during(() -> {
                keyword.run();
                return path;
            });
        } catch (EngineException e) {
            if (e.getCause() instanceof KeywordFailedException) {
                throw new ExpectationFailedError("the LED " + path + " " + otherwise + "; " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private static String state(boolean lit) {
        return lit ? "lit" : "dark";
    }
}

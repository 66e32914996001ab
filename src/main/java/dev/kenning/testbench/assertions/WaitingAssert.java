package dev.kenning.testbench.assertions;

import dev.kenning.testbench.engine.ExpectationFailedError;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/** Waits for what it asserts, as long as it says. */
abstract class WaitingAssert<S extends WaitingAssert<S, A>, A> extends AbstractAssert<S, A> {

    /** How long a test waits that does not say: as long as Renode's own testers do. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    WaitingAssert(A actual, Class<?> type) {
        super(actual, type);
    }

    /** Waits; an expectation that fails is told under the description that the assertion has. */
    final S expecting(Runnable wait) {
        isNotNull();
        try {
            wait.run();
        } catch (ExpectationFailedError e) {
            throw descriptionText().isEmpty()
                    ? e
                    : new ExpectationFailedError("[" + descriptionText() + "] " + e.getMessage(), e);
        }
        return myself;
    }
}

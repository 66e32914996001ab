package dev.kenning.testbench.assertions;

import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * Collects the failures of several assertions and tells them together:
 *
 * <pre>{@code
 * TestbenchSoftAssertions.assertSoftly(softly -> {
 *     softly.assertThat(kenning.infer(sample)).hasClass("circle");
 *     softly.assertThat(cost).executedInstructions().isLessThan(450_000);
 * });
 * }</pre>
 *
 * <p>AssertJ's {@code SoftAssertionsExtension} injects it into tests. Not thread-safe.
 */
public class TestbenchSoftAssertions extends AbstractSoftAssertions implements TestbenchSoftAssertionsProvider {

    /** Collects what assertions find and fails if they found anything. */
    public static void assertSoftly(Consumer<TestbenchSoftAssertions> assertions) {
        SoftAssertionsProvider.assertSoftly(TestbenchSoftAssertions.class, assertions);
    }
}

package dev.kenning.testbench.assertions;

import dev.kenning.testbench.engine.Led;
import dev.kenning.testbench.engine.Log;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.host.DemoAppOutput;
import dev.kenning.testbench.host.Inference;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.Profile;
import dev.kenning.testbench.protocol.Statistics;
import dev.kenning.testbench.trace.Trace;
import org.assertj.core.api.Assertions;

/**
 * Offers AssertJ's assertions and those on what a testbench measures, so that one static import is enough:
 *
 * <pre>{@code
 * import static dev.kenning.testbench.assertions.TestbenchAssertions.*;
 * }</pre>
 *
 * <p>{@link TestbenchSoftAssertions} has the same ones, softly.
 */
public final class TestbenchAssertions extends Assertions {

    private TestbenchAssertions() {}

    /** Asserts on what a device made of a sample. */
    public static InferenceAssert assertThat(Inference actual) {
        return new InferenceAssert(actual);
    }

    /** Asserts on what a piece of work cost. */
    public static CostAssert assertThat(Cost actual) {
        return new CostAssert(actual);
    }

    /** Asserts on the statistics that a device reports. */
    public static StatisticsAssert assertThat(Statistics actual) {
        return new StatisticsAssert(actual);
    }

    /** Asserts on what a piece of work executed, function by function. */
    public static ProfileAssert assertThat(Profile actual) {
        return new ProfileAssert(actual);
    }

    /** Asserts on what firmware traced of itself. */
    public static TraceAssert assertThat(Trace actual) {
        return new TraceAssert(actual);
    }

    /** Asserts on what {@code demo_app} printed. */
    public static DemoAppAssert assertThat(DemoAppOutput actual) {
        return new DemoAppAssert(actual);
    }

    /** Asserts on what a UART prints, letting time pass until it does. */
    public static TerminalAssert assertThat(Terminal actual) {
        return new TerminalAssert(actual);
    }

    /** Asserts on an LED, letting virtual time pass until it is as it should be. */
    public static LedAssert assertThat(Led actual) {
        return new LedAssert(actual);
    }

    /** Asserts on the log of a simulation, letting virtual time pass until an entry comes. */
    public static LogAssert assertThat(Log actual) {
        return new LogAssert(actual);
    }
}

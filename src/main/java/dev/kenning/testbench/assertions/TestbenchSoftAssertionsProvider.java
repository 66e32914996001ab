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
import org.assertj.core.api.StandardSoftAssertionsProvider;

/** Adds the assertions on what a testbench measures to AssertJ's soft ones, for soft assertions of one's own, too. */
public interface TestbenchSoftAssertionsProvider extends StandardSoftAssertionsProvider {

    /** Asserts softly on what a device made of a sample. */
    default InferenceAssert assertThat(Inference actual) {
        return proxy(InferenceAssert.class, Inference.class, actual);
    }

    /** Asserts softly on what a piece of work cost. */
    default CostAssert assertThat(Cost actual) {
        return proxy(CostAssert.class, Cost.class, actual).collectingInto(this);
    }

    /** Asserts softly on the statistics that a device reports. */
    default StatisticsAssert assertThat(Statistics actual) {
        return proxy(StatisticsAssert.class, Statistics.class, actual).collectingInto(this);
    }

    /** Asserts softly on what a piece of work executed, function by function. */
    default ProfileAssert assertThat(Profile actual) {
        return proxy(ProfileAssert.class, Profile.class, actual).collectingInto(this);
    }

    /** Asserts softly on what firmware traced of itself. */
    default TraceAssert assertThat(Trace actual) {
        return proxy(TraceAssert.class, Trace.class, actual).collectingInto(this);
    }

    /** Asserts softly on what {@code demo_app} printed. */
    default DemoAppAssert assertThat(DemoAppOutput actual) {
        return proxy(DemoAppAssert.class, DemoAppOutput.class, actual).collectingInto(this);
    }

    /** Asserts softly on what a UART prints. */
    default TerminalAssert assertThat(Terminal actual) {
        return proxy(TerminalAssert.class, Terminal.class, actual);
    }

    /** Asserts softly on an LED. */
    default LedAssert assertThat(Led actual) {
        return proxy(LedAssert.class, Led.class, actual);
    }

    /** Asserts softly on the log of a simulation. */
    default LogAssert assertThat(Log actual) {
        return proxy(LogAssert.class, Log.class, actual);
    }
}

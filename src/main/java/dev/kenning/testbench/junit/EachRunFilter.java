package dev.kenning.testbench.junit;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Takes from Jupiter the tests that {@link EachRunEngine} has taken over; JUnit finds it by itself. */
public final class EachRunFilter implements PostDiscoveryFilter {

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        return FilterResult.includedIf(
                !Takeover.isTaken(descriptor.getUniqueId()),
                () -> "runs once",
                () -> "runs once for each board and engine");
    }
}

package dev.kenning.testbench.assertions;

import dev.kenning.testbench.protocol.Statistic;
import dev.kenning.testbench.protocol.Statistics;
import java.util.OptionalLong;
import org.assertj.core.api.AbstractLongAssert;

/** Asserts on the statistics that a device reports. */
public class StatisticsAssert extends NavigatingAssert<StatisticsAssert, Statistics> {

    /** Creates assertions on it; see {@link TestbenchAssertions}. */
    public StatisticsAssert(Statistics actual) {
        super(actual, StatisticsAssert.class);
    }

    /** Verifies that there is an entry of this name. */
    public StatisticsAssert hasEntry(String name) {
        require(name);
        return this;
    }

    /** Returns assertions on the value of an entry: bytes of an allocation, nanoseconds of a time. */
    public AbstractLongAssert<?> entry(String name) {
        return count(() -> require(name)).as("statistic %s", name);
    }

    private long require(String name) {
        isNotNull();
        OptionalLong value = actual.value(name);
        if (value.isEmpty()) {
            throw failure(
                    "%nExpecting statistics to have an entry:%n  %s%nbut they have:%n  %s%n",
                    name, actual.records().stream().map(Statistic::name).toList());
        }
        return value.getAsLong();
    }
}

package dev.kenning.testbench.assertions;

import dev.kenning.testbench.trace.Trace;
import dev.kenning.testbench.trace.TraceEvent;
import dev.kenning.testbench.trace.TraceSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractIntegerAssert;

/** Asserts on what firmware traced of itself ({@code kenning-systems.md}, section 7.6). */
public class TraceAssert extends NavigatingAssert<TraceAssert, Trace> {

    private static final int TOLD = 10;

    /** Creates assertions on it; see {@link TestbenchAssertions}. */
    public TraceAssert(Trace actual) {
        super(actual, TraceAssert.class);
    }

    /** Verifies that the capture is sound: known events only, each end with its beginning, time that never falls. */
    public TraceAssert hasNoFindings() {
        isNotNull();
        if (!actual.findings().isEmpty()) {
            throw failure(
                    "%nExpecting the trace to be sound:%n  %s%nbut it has %d findings:%n  %s%n",
                    actual,
                    actual.findings().size(),
                    String.join(
                            System.lineSeparator() + "  ",
                            actual.findings().stream()
                                    .limit(TOLD)
                                    .map(Object::toString)
                                    .toList()));
        }
        return this;
    }

    /** Returns assertions on the number of inferences. */
    public AbstractIntegerAssert<?> inferences() {
        return size(() -> isNotNull().actual.inferences().size()).as("number of inferences in the trace");
    }

    /** Verifies that each inference runs these operators, by their tags, in this order. */
    public TraceAssert runsInEachInference(String... tags) {
        isNotNull();
        List<TraceSpan> inferences = actual.inferences();
        for (int i = 0; i < inferences.size(); i++) {
            List<String> ran = actual.operatorsOf(inferences.get(i)).stream()
                    .map(operator -> operator.enter().text("tag").orElse(""))
                    .toList();
            if (!ran.equals(List.of(tags))) {
                throw failure(
                        "%nExpecting inference %d of %d to run:%n  %s%nbut it runs:%n  %s%n",
                        i + 1, inferences.size(), List.of(tags), ran);
            }
        }
        return this;
    }

    /** Verifies that the operators of each inference take no longer than the inference itself. */
    public TraceAssert hasOperatorsThatFitTheirInferences() {
        isNotNull();
        for (TraceSpan inference : actual.inferences()) {
            long operators = actual.operatorsOf(inference).stream()
                    .mapToLong(operator -> operator.duration().toNanos())
                    .sum();
            if (operators > inference.duration().toNanos()) {
                throw failure(
                        "%nExpecting the operators of the inference at byte %d to take at most:%n  %s%nbut they take:%n  %d ns%n",
                        inference.enter().offset(), inference.duration(), operators);
            }
        }
        return this;
    }

    /** Verifies that no operator finds more of the arena used than this, in bytes. */
    public TraceAssert keepsArenaWithin(long bytes) {
        isNotNull();
        for (TraceSpan operator : actual.operators()) {
            long used = operator.enter().number("arena_used_bytes").orElse(0);
            if (used > bytes) {
                throw failure(
                        "%nExpecting the arena to be used up to:%n  %d bytes%nbut %s uses:%n  %d bytes%n",
                        bytes, operator.enter().text("tag").orElse("an operator"), used);
            }
        }
        return this;
    }

    /** Verifies that used and unused bytes of each stack, heap and slab always add up to the same. */
    public TraceAssert keepsMemorySizes() {
        isNotNull();
        Map<Object, Long> sizes = new HashMap<>();
        for (TraceEvent event : actual.events("zpl_memory")) {
            Object where = List.of(
                    event.fields().getOrDefault("memory_region", ""),
                    event.number("memory_addr").orElse(0));
            long size = event.number("used").orElse(0) + event.number("unused").orElse(0);
            Long before = sizes.putIfAbsent(where, size);
            if (before != null && before != size) {
                throw failure(
                        "%nExpecting the size of %s to stay:%n  %d bytes%nbut at byte %d it is:%n  %d bytes%n",
                        where, before, event.offset(), size);
            }
        }
        return this;
    }
}

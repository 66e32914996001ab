package dev.kenning.testbench.assertions;

import dev.kenning.testbench.profile.OpcodeChange;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows counts and how they changed, one opcode a line. */
final class OpcodeText {

    private static final double PERCENT = 100;

    private OpcodeText() {}

    static String table(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "  %-16s %d%n", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }

    static String changes(List<OpcodeChange> changes) {
        return changes.stream()
                .map(change -> line(change.mnemonic(), change.before(), change.after()))
                .collect(Collectors.joining());
    }

    /** Returns a line that tells two numbers and their difference. */
    static String line(String what, long before, long after) {
        String share =
                before == 0 ? "new" : String.format(Locale.ROOT, "%+.2f %%", PERCENT * (after - before) / before);
        return String.format(Locale.ROOT, "  %-16s %d -> %d (%+d, %s)%n", what, before, after, after - before, share);
    }
}

package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.profile.OpcodeCounts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the table that {@code GetAllOpcodesCounters} prints ({@code renode-integration.md}, section 1.5). */
final class OpcodeTable {

    /** A row of two cells; rules and the header have no number. */
    private static final Pattern ROW = Pattern.compile("\\|(.+?) *\\|(\\d+) *\\|");

    private OpcodeTable() {}

    static OpcodeCounts parse(String table) {
        Map<String, Long> counts = new LinkedHashMap<>();
        table.lines().forEach(line -> {
            Matcher row = ROW.matcher(line.strip());
            if (row.matches()) {
                counts.merge(row.group(1), Long.parseLong(row.group(2)), Long::sum);
            }
        });
        return OpcodeCounts.of(counts);
    }
}

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

    /**
     * Reads a table.
     *
     * @param coreType the model of the core, which tells what a vector instruction is
     */
    static OpcodeCounts parse(String table, String coreType) {
        Map<String, Long> counts = new LinkedHashMap<>();
        table.lines().forEach(line -> {
            Matcher row = ROW.matcher(line.strip());
            if (row.matches()) {
                counts.merge(row.group(1), Long.parseLong(row.group(2)), Long::sum);
            }
        });
        return coreType.contains("RiscV") ? OpcodeCounts.ofRiscV(counts) : OpcodeCounts.of(counts);
    }
}

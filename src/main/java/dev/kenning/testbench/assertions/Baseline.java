package dev.kenning.testbench.assertions;

import dev.kenning.testbench.profile.Accesses;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.OpcodeChange;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.profile.Traffic;
import dev.kenning.testbench.protocol.JsonNodeAt;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a piece of work once cost, as it stands in a file. */
record Baseline(long executedInstructions, OpcodeCounts opcodes, Optional<Traffic> traffic) {

    private static final int OPCODES_SHOWN = 5;
    private static final double PERCENT = 100;

    private static final String INSTRUCTIONS = "executed_instructions";
    private static final String OPCODES = "opcode_counters";
    private static final String MEMORY = "memory_accesses";
    private static final String PERIPHERALS = "peripheral_accesses";
    private static final String READ = "read";
    private static final String WRITE = "write";

    static Baseline of(Cost cost) {
        return new Baseline(cost.executedInstructions(), cost.opcodes(), cost.traffic());
    }

    static Baseline read(JsonNodeAt json) {
        json.object(Set.of(INSTRUCTIONS, OPCODES, MEMORY, PERIPHERALS));
        SortedMap<String, Long> opcodes = new TreeMap<>();
        JsonNodeAt counters = json.get(OPCODES);
        keys(counters).forEach(name -> opcodes.put(name, count(counters.get(name))));
        Optional<Traffic> traffic = json.find(MEMORY).map(memory -> {
            SortedMap<String, Accesses> peripherals = new TreeMap<>();
            JsonNodeAt devices = json.get(PERIPHERALS);
            keys(devices).forEach(name -> peripherals.put(name, accesses(devices.get(name))));
            return new Traffic(accesses(memory), peripherals);
        });
        return new Baseline(count(json.get(INSTRUCTIONS)), OpcodeCounts.of(opcodes), traffic);
    }

    /** Returns the keys of an object whose keys are names that somebody chose. */
    static Collection<String> keys(JsonNodeAt object) {
        if (!object.node().isObject()) {
            throw object.problem("must be an object");
        }
        return object.node().propertyNames();
    }

    private static long count(JsonNodeAt number) {
        return number.integer(0, Long.MAX_VALUE);
    }

    private static Accesses accesses(JsonNodeAt json) {
        json.object(Set.of(READ, WRITE));
        return new Accesses(count(json.get(READ)), count(json.get(WRITE)));
    }

    /** Returns the JSON object, its keys in an order that never changes. */
    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(INSTRUCTIONS, executedInstructions);
        map.put(OPCODES, opcodes.asMap());
        traffic.ifPresent(accesses -> {
            map.put(MEMORY, asMap(accesses.memory()));
            SortedMap<String, Object> devices = new TreeMap<>();
            accesses.peripherals().forEach((name, counts) -> devices.put(name, asMap(counts)));
            map.put(PERIPHERALS, devices);
        });
        return map;
    }

    private static Map<String, Object> asMap(Accesses accesses) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(READ, accesses.reads());
        map.put(WRITE, accesses.writes());
        return map;
    }

    /** Returns how this differs from another, one fact per line; empty if it does not. */
    String differencesFrom(Baseline before, boolean exact) {
        if (!exact) {
            double off = Math.abs(executedInstructions - before.executedInstructions) * PERCENT;
            return off <= (double) CostAssert.BAND_PERCENT * before.executedInstructions ? "" : instructions(before);
        }
        StringBuilder text = new StringBuilder();
        if (executedInstructions != before.executedInstructions) {
            text.append(OpcodeText.line("instructions", before.executedInstructions, executedInstructions));
        }
        appendTraffic(before, text);
        return text + changedOpcodes(before);
    }

    private String instructions(Baseline before) {
        return OpcodeText.line("instructions", before.executedInstructions, executedInstructions)
                + changedOpcodes(before);
    }

    private String changedOpcodes(Baseline before) {
        List<OpcodeChange> changes = opcodes.changesSince(before.opcodes, OPCODES_SHOWN);
        return changes.isEmpty()
                ? ""
                : String.format("the opcodes that changed most:%n%s", OpcodeText.changes(changes));
    }

    private void appendTraffic(Baseline before, StringBuilder text) {
        if (traffic.isEmpty() || before.traffic.isEmpty()) {
            return;
        }
        Traffic now = traffic.get();
        Traffic then = before.traffic.get();
        append("memory", then.memory(), now.memory(), text);
        Set<String> names = new TreeSet<>(now.peripherals().keySet());
        names.addAll(then.peripherals().keySet());
        names.forEach(name -> append(name, then.peripheral(name), now.peripheral(name), text));
    }

    private static void append(String name, Accesses before, Accesses after, StringBuilder text) {
        if (before.reads() != after.reads()) {
            text.append(OpcodeText.line(name + " reads", before.reads(), after.reads()));
        }
        if (before.writes() != after.writes()) {
            text.append(OpcodeText.line(name + " writes", before.writes(), after.writes()));
        }
    }
}

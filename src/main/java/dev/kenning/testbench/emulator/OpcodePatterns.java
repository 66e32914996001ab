package dev.kenning.testbench.emulator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts instructions by bit patterns, as Renode does on Arm: a pattern is compared with the first halfword of an
 * instruction, the first that matches counts, and what an IT block skips is not counted.
 *
 * <p>While it is on, the machine executes instruction by instruction, far slower than otherwise. The engine's own
 * counters, {@code CortexM.opcodeCounts()}, cost nothing and know every mnemonic.
 */
final class OpcodePatterns implements OpcodeCounters {

    private static final int HALFWORDS = 1 << 16;

    private final Map<String, String> patterns = new LinkedHashMap<>();
    private final long[] started = new long[HALFWORDS];
    private boolean enabled;

    @Override
    public void install(String name, String pattern) {
        OpcodeCounters.requireLength(pattern);
        if (patterns.putIfAbsent(name, pattern) != null) {
            throw OpcodeCounters.alreadyRegistered(name);
        }
    }

    @Override
    public void enable(boolean on) {
        enabled = on;
    }

    boolean isCounting() {
        return enabled && !patterns.isEmpty();
    }

    /** Notes that an instruction with this first halfword is executed. */
    void count(int halfword) {
        started[halfword]++;
    }

    @Override
    public void clear() {
        Arrays.fill(started, 0);
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        patterns.keySet().forEach(name -> counts.put(name, 0L));
        for (int halfword = 0; halfword < HALFWORDS; halfword++) {
            if (started[halfword] != 0) {
                addTo(counts, halfword);
            }
        }
        return counts;
    }

    private void addTo(Map<String, Long> counts, int halfword) {
        for (Map.Entry<String, String> pattern : patterns.entrySet()) {
            if (matches(pattern.getValue(), halfword)) {
                counts.merge(pattern.getKey(), started[halfword], Long::sum);
                return;
            }
        }
    }

    /** A pattern of 32 characters never matches here: Renode compares it with a halfword. */
    private static boolean matches(String pattern, int halfword) {
        if (pattern.length() != 16) {
            return false;
        }
        for (int i = 0; i < 16; i++) {
            char place = pattern.charAt(i);
            int bit = (halfword >>> (15 - i)) & 1;
            if ((place == '0' && bit != 0) || (place == '1' && bit == 0)) {
                return false;
            }
        }
        return true;
    }
}

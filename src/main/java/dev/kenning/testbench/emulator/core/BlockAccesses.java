package dev.kenning.testbench.emulator.core;

import java.util.Arrays;

/** How often each entry of a block loads and stores, if that is the same in every run. */
final class BlockAccesses {

    private final boolean fixed;
    private final byte[] loads;
    private final byte[] stores;
    private long allLoads;
    private long allStores;
    private boolean known;
    private boolean leavesMemory;

    /**
     * Knows nothing yet.
     *
     * @param fixed whether every run accesses memory equally often
     */
    BlockAccesses(Block block, boolean fixed) {
        this.fixed = fixed;
        loads = new byte[fixed ? block.code.length : 0];
        stores = new byte[loads.length];
    }

    boolean isKnown() {
        return known;
    }

    void beginLesson() {
        if (allLoads + allStores != 0) {
            Arrays.fill(loads, (byte) 0);
            Arrays.fill(stores, (byte) 0);
            allLoads = 0;
            allStores = 0;
        }
    }

    void note(int entry, boolean load) {
        if (!fixed || leavesMemory || entry >= loads.length) {
            return;
        }
        if (load) {
            loads[entry]++;
            allLoads++;
        } else {
            stores[entry]++;
            allStores++;
        }
    }

    void endLesson() {
        known = fixed && !leavesMemory;
    }

    /** Devices have been accessed: each run is listened to from now on. */
    void forget() {
        leavesMemory = true;
        known = false;
    }

    long loads(Block block, long instructions) {
        return instructions == block.instructions ? allLoads : first(block, instructions, loads);
    }

    long stores(Block block, long instructions) {
        return instructions == block.instructions ? allStores : first(block, instructions, stores);
    }

    private static long first(Block block, long instructions, byte[] accesses) {
        long sum = 0;
        for (int entry = 0; entry < accesses.length; entry++) {
            sum += block.instructionsBefore(entry) < instructions ? accesses[entry] : 0;
        }
        return sum;
    }
}

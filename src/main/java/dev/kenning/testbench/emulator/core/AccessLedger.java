package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.bus.CoreProbe;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.profile.FlowListener;
import org.jspecify.annotations.Nullable;

/**
 * Counts the loads and stores of followed cores, block by block.
 *
 * <p>Most blocks load and store as often in every run. Such a block is listened to once, with every access on the slow path; from
 * then on its runs are counted, and it is executed as fast as ever. Blocks with conditional or vector accesses, and those that
 * access devices, are listened to each time. Cores of a machine share a ledger, for they take turns. Not thread-safe.
 */
public final class AccessLedger implements CoreProbe {

    private final SystemBus bus;
    private @Nullable Execution execution;
    private @Nullable BlockAccesses block;
    private boolean listening;
    private long loads;
    private long stores;
    private long reads;
    private long writes;

    /** Loads and stores where neither memory nor a device answers. */
    private long lostLoads;

    private long lostStores;

    /** Creates a ledger for the cores of a bus. */
    public AccessLedger(SystemBus bus) {
        this.bus = bus;
    }

    /** Prepares for a run of a block; returns whether each access has to be heard. */
    boolean begin(Execution runner, BlockAccesses next) {
        execution = runner;
        block = next;
        loads = 0;
        stores = 0;
        reads = 0;
        writes = 0;
        lostLoads = 0;
        lostStores = 0;
        listening = !next.isKnown();
        if (listening) {
            next.beginLesson();
        }
        return listening;
    }

    /** Tells what a run of a block accessed, of which so many instructions were started. */
    void end(Block ran, long instructions, FlowListener listener) {
        BlockAccesses accesses = block;
        if (accesses == null) {
            return;
        }
        boolean leftMemory = (reads | writes | lostLoads | lostStores) != 0;
        if (leftMemory) {
            accesses.forget();
        }
        if (!listening) {
            loads = accesses.loads(ran, instructions) - reads - lostLoads;
            stores = accesses.stores(ran, instructions) - writes - lostStores;
        } else if (!leftMemory && instructions == ran.instructions) {
            accesses.endLesson();
        }
        if ((loads | stores | reads | writes) != 0) {
            listener.accessed(loads, stores, reads, writes);
        }
        block = null;
    }

    @Override
    public void load(int address) {
        if (bus.isFetchable(address)) {
            if (listening) {
                loads++;
                note(true);
            }
        } else if (bus.isDevice(address)) {
            reads++;
        } else {
            lostLoads++;
        }
    }

    @Override
    public void store(int address) {
        if (bus.isFetchable(address)) {
            if (listening) {
                stores++;
                note(false);
            }
        } else if (bus.isDevice(address)) {
            writes++;
        } else {
            lostStores++;
        }
    }

    private void note(boolean load) {
        if (block != null && execution != null) {
            block.note(execution.entry, load);
        }
    }

    @Override
    public void loadElement(int address) {
        load(address);
    }

    @Override
    public void storeElement(int address) {
        store(address);
    }

    @Override
    public void exception(long index) {
        // An exception is no access.
    }
}

package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptController;
import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.Surroundings;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;

/**
 * Models the PLIC ({@code IRQControllers.PlatformLevelInterruptController}; RISC-V Platform-Level Interrupt Controller
 * Specification 1.0). Inputs are sources from 1 on, outputs are contexts. Sources are levels: a source is pending again
 * when it is still high at its completion.
 */
public final class PlatformLevelInterruptController
        implements Peripheral, InterruptReceiver, InterruptOutputs, InterruptController {

    /** Bytes of address space. */
    public static final int SIZE = 0x400_0000;

    /** Sources that the registers have room for, 0 among them, which means none. */
    public static final int MOST_SOURCES = 1024;

    /** Contexts that the registers have room for. */
    public static final int MOST_CONTEXTS = 15_872;

    private static final int PENDING = 0x1000;
    private static final int ENABLES = 0x2000;
    private static final int ENABLES_STRIDE = 0x80;
    private static final int CONTEXTS = 0x20_0000;
    private static final int CONTEXT_STRIDE = 0x1000;
    private static final int CLAIM = 4;

    private final Surroundings surroundings;
    private final NumberedOutputs outputs;
    private final int[] priorities = new int[MOST_SOURCES];
    private final BitSet high = new BitSet(MOST_SOURCES);
    private final BitSet pending = new BitSet(MOST_SOURCES);
    private final BitSet claimed = new BitSet(MOST_SOURCES);
    private final BitSet[] enabled;
    private final int[] thresholds;
    private final int sources;

    /**
     * Creates the device.
     *
     * @param sources number of inputs
     * @param contexts number of outputs
     */
    public PlatformLevelInterruptController(Surroundings surroundings, int sources, int contexts) {
        this.surroundings = surroundings;
        this.sources = sources;
        outputs = new NumberedOutputs(contexts);
        thresholds = new int[contexts];
        enabled = new BitSet[contexts];
        for (int i = 0; i < contexts; i++) {
            enabled[i] = new BitSet(MOST_SOURCES);
        }
    }

    @Override
    public void onLevel(int source, boolean level) {
        high.set(source, level);
        if (level && !claimed.get(source)) {
            pending.set(source);
        }
        update();
    }

    @Override
    public int inputs() {
        return MOST_SOURCES;
    }

    @Override
    public void fire(int number) {
        pending.set(number);
        update();
    }

    @Override
    public void suppress(int number) {
        high.clear(number);
        pending.clear(number);
        update();
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return outputs.byName();
    }

    @Override
    public void reset() {
        Arrays.fill(priorities, 0);
        Arrays.fill(thresholds, 0);
        for (BitSet set : enabled) {
            set.clear();
        }
        claimed.clear();
        pending.clear();
        pending.or(high);
        update();
    }

    @Override
    public int read(int offset, int width) {
        if (offset < PENDING) {
            return priorities[offset / 4];
        }
        if (offset < PENDING + MOST_SOURCES / 8) {
            return word(pending, offset - PENDING);
        }
        int context = context(offset);
        if (context < 0) {
            report("Read from", offset);
            return 0;
        }
        if (offset < CONTEXTS) {
            return word(enabled[context], offset % ENABLES_STRIDE);
        }
        return offset % CONTEXT_STRIDE == CLAIM ? claim(context) : thresholds[context];
    }

    @Override
    public void write(int offset, int width, int value) {
        int context = context(offset);
        if (offset < PENDING) {
            priorities[offset / 4] = value & 7;
        } else if (context < 0) {
            report("Write to", offset);
        } else if (offset < CONTEXTS) {
            enable(enabled[context], offset % ENABLES_STRIDE * 8, value);
        } else if (offset % CONTEXT_STRIDE == CLAIM) {
            complete(value);
        } else {
            thresholds[context] = value & 7;
        }
        update();
    }

    /** Returns the context whose registers include an offset, or -1 if there is no such register. */
    private int context(int offset) {
        int context = -1;
        if (offset >= CONTEXTS && offset % CONTEXT_STRIDE <= CLAIM) {
            context = (offset - CONTEXTS) / CONTEXT_STRIDE;
        } else if (offset >= ENABLES && offset < CONTEXTS) {
            context = (offset - ENABLES) / ENABLES_STRIDE;
        }
        return context < enabled.length ? context : -1;
    }

    private static int word(BitSet set, int offset) {
        int value = 0;
        for (int i = 0; i < 32; i++) {
            value |= set.get(offset * 8 + i) ? 1 << i : 0;
        }
        return value;
    }

    private void enable(BitSet set, int first, int value) {
        for (int i = 0; i < 32; i++) {
            int source = first + i;
            set.set(source, source > 0 && source <= sources && (value >>> i & 1) != 0);
        }
    }

    private int claim(int context) {
        int source = mostUrgent(context, 0);
        if (source != 0) {
            pending.clear(source);
            claimed.set(source);
            update();
        }
        return source;
    }

    private void complete(int source) {
        if (source > 0 && source < MOST_SOURCES && claimed.get(source)) {
            claimed.clear(source);
            if (high.get(source)) {
                pending.set(source);
            }
        }
    }

    /** Returns the pending source of the highest priority above a threshold, the lowest of equals, or 0. */
    private int mostUrgent(int context, int threshold) {
        int best = 0;
        int bestPriority = threshold;
        for (int source = pending.nextSetBit(1); source >= 0; source = pending.nextSetBit(source + 1)) {
            if (enabled[context].get(source) && priorities[source] > bestPriority) {
                best = source;
                bestPriority = priorities[source];
            }
        }
        return best;
    }

    private void update() {
        for (int context = 0; context < enabled.length; context++) {
            outputs.line(context).set(mostUrgent(context, thresholds[context]) != 0);
        }
    }

    private void report(String access, int offset) {
        surroundings
                .log()
                .warn(
                        surroundings.name(),
                        String.format(Locale.ROOT, "%s an unimplemented register, offset 0x%X", access, offset));
    }
}

package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.bus.SystemBus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;

/**
 * Guesses the chain of callers from the program counter, the link register and what looks like return addresses on the
 * stack: a word is taken for one if a call ends right before where it points to.
 *
 * <p>Stale words may make the chain longer than it is; unwinding tables, which would be exact, are rarely in firmware.
 */
public final class CallChain {

    private static final int WORDS_SEARCHED = 256;
    private static final int LONGEST = 16;

    private final SystemBus bus;
    private final LongFunction<String> names;
    private final int slotSize;
    private final IntPredicate followsCall;

    /**
     * Creates a search.
     *
     * @param names gives an address its function's name, or ""
     * @param slotSize bytes between words of the stack
     * @param followsCall tells whether a word can be a return address
     */
    public CallChain(SystemBus bus, LongFunction<String> names, int slotSize, IntPredicate followsCall) {
        this.bus = bus;
        this.names = names;
        this.slotSize = slotSize;
        this.followsCall = followsCall;
    }

    /** Returns the functions that are being executed, innermost first. */
    public List<String> of(int programCounter, int link, int stackPointer) {
        List<String> chain = new ArrayList<>();
        chain.add(name(programCounter));
        addCaller(chain, link);
        for (int i = 0; i < WORDS_SEARCHED && chain.size() < LONGEST; i++) {
            int at = stackPointer + slotSize * i;
            if ((at & 3) != 0 || !bus.isFetchable(at)) {
                break;
            }
            addCaller(chain, bus.readWord(at));
        }
        return chain;
    }

    private void addCaller(List<String> chain, int value) {
        if (followsCall.test(value)) {
            String caller = name((value & ~1) - 2);
            if (!caller.equals(chain.get(chain.size() - 1))) {
                chain.add(caller);
            }
        }
    }

    private String name(int address) {
        String function = names.apply(Integer.toUnsignedLong(address));
        return function.isEmpty() ? String.format(Locale.ROOT, "0x%08X", address) : function;
    }
}

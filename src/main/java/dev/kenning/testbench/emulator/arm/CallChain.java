package dev.kenning.testbench.emulator.arm;

import dev.kenning.testbench.emulator.SystemBus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Guesses the chain of callers from PC, LR and what looks like return addresses on the stack.
 *
 * <p>A word is taken for a return address if it is odd and a call ends right before it. Stale words may make the chain
 * longer than it is; unwinding tables, which would be exact, are rarely in firmware.
 */
final class CallChain {

    private static final int WORDS_SEARCHED = 256;
    private static final int LONGEST = 16;

    private final SystemBus bus;
    private final LongFunction<String> names;

    CallChain(SystemBus bus, LongFunction<String> names) {
        this.bus = bus;
        this.names = names;
    }

    List<String> of(int programCounter, int link, int stackPointer) {
        List<String> chain = new ArrayList<>();
        chain.add(name(programCounter));
        addCaller(chain, link);
        for (int i = 0; i < WORDS_SEARCHED && chain.size() < LONGEST; i++) {
            int at = stackPointer + 4 * i;
            if ((at & 3) != 0 || !bus.isFetchable(at)) {
                break;
            }
            addCaller(chain, bus.readWord(at));
        }
        return chain;
    }

    private void addCaller(List<String> chain, int value) {
        if (followsCall(value)) {
            String caller = name((value & ~1) - 2);
            if (!caller.equals(chain.get(chain.size() - 1))) {
                chain.add(caller);
            }
        }
    }

    private boolean followsCall(int value) {
        int after = value & ~1;
        if ((value & 1) == 0 || !bus.isFetchable(after - 4) || !bus.isFetchable(after - 2)) {
            return false;
        }
        int first = bus.readHalf(after - 4);
        int second = bus.readHalf(after - 2);
        boolean bl = first >>> 11 == 0b11110 && (second & 0xD000) == 0xD000;
        boolean blx = (second & 0xFF87) == 0x4780;
        return bl || blx;
    }

    private String name(int address) {
        String function = names.apply(Integer.toUnsignedLong(address));
        return function.isEmpty() ? String.format(Locale.ROOT, "0x%08X", address) : function;
    }
}

package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.state.NotState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shares the places where a core stops between its debugger, which ends the run there, and hooks, after which it goes
 * on.
 */
@NotState
final class AddressHooks {

    private final BlockCache blocks;
    private final Map<Integer, List<CoreHook>> hooks = new HashMap<>(1);
    private final Set<Integer> breakpoints = new HashSet<>(1);

    AddressHooks(BlockCache blocks) {
        this.blocks = blocks;
    }

    void addBreakpoint(long address) {
        breakpoints.add((int) address);
        blocks.addBreakpoint((int) address);
    }

    void removeBreakpoint(long address) {
        breakpoints.remove((int) address);
        leave((int) address);
    }

    boolean isBreakpoint(long address) {
        return breakpoints.contains((int) address);
    }

    void add(long address, CoreHook hook) {
        hooks.computeIfAbsent((int) address, key -> new ArrayList<>(1)).add(hook);
        blocks.addBreakpoint((int) address);
    }

    void removeAt(long address) {
        hooks.remove((int) address);
        leave((int) address);
    }

    void remove(long address, CoreHook hook) {
        List<CoreHook> there = hooks.get((int) address);
        if (there != null && there.remove(hook) && there.isEmpty()) {
            removeAt(address);
        }
    }

    void removeAll() {
        List<Integer> hooked = List.copyOf(hooks.keySet());
        hooks.clear();
        hooked.forEach(this::leave);
    }

    /** Calls the hooks of an address; they may add and remove others meanwhile. */
    void run(long address) {
        for (CoreHook hook : List.copyOf(hooks.getOrDefault((int) address, List.of()))) {
            hook.reached(address);
        }
    }

    private void leave(int address) {
        if (!breakpoints.contains(address) && !hooks.containsKey(address)) {
            blocks.removeBreakpoint(address);
        }
    }
}

package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.elf.Symbol;
import dev.kenning.testbench.elf.SymbolTable;
import dev.kenning.testbench.emulator.bus.CoreProbe;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.AccessLedger;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.profile.CallTracer;
import dev.kenning.testbench.profile.CallTracer.Function;
import dev.kenning.testbench.profile.GraphFunctions;
import dev.kenning.testbench.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Follows the calls of every core of a machine by the symbols of its program. Not thread-safe. */
public final class CallProfiler {

    /** Zephyr's kernel: of its first core, the thread that runs stands behind the nesting of interrupts and their stack. */
    private static final String KERNEL = "_kernel";

    private static final int WORDS_BEFORE_CURRENT = 2;
    private static final int EXCEPTIONS = 16;

    private final List<Core> cores;
    private final SystemBus bus;
    private final List<CallTracer> tracers = new ArrayList<>();

    private CallProfiler(List<Core> cores, SystemBus bus) {
        this.cores = cores;
        this.bus = bus;
    }

    /** Begins to follow. */
    static CallProfiler start(List<Core> cores, SymbolTable symbols, SystemBus bus, GraphFunctions graphs) {
        CallProfiler profiler = new CallProfiler(List.copyOf(cores), bus);
        AccessLedger ledger = new AccessLedger(bus);
        bus.setSlowProbe(ledger);
        for (Core core : cores) {
            CallTracer tracer = new CallTracer(
                    address -> function(symbols, address), CallProfiler::context, graphs, thread(core, symbols, bus));
            profiler.tracers.add(tracer);
            core.setFlowListener(tracer, ledger);
        }
        return profiler;
    }

    /** Ends it and returns what was executed meanwhile. */
    public Profile stop() {
        cores.forEach(Core::removeFlowListener);
        bus.setSlowProbe(CoreProbe.NONE);
        return Profile.together(tracers.stream().map(CallTracer::profile).toList());
    }

    private static Function function(SymbolTable symbols, int address) {
        Optional<Symbol> symbol = symbols.covering(Integer.toUnsignedLong(address));
        return symbol.map(found ->
                        new Function(found.name(), (int) found.address(), (int) (found.address() + found.size())))
                .orElseGet(() -> new Function(String.format(Locale.ROOT, "0x%08X", address), address, address));
    }

    private static String context(int number) {
        if (number < 0) {
            return "[trap]";
        }
        return number < EXCEPTIONS ? "[exception " + number + "]" : "[interrupt " + (number - EXCEPTIONS) + "]";
    }

    private static IntSupplier thread(Core core, SymbolTable symbols, SystemBus bus) {
        Optional<Symbol> kernel = symbols.named(KERNEL);
        if (kernel.isEmpty()) {
            return () -> 0;
        }
        int pointer = core.instructionSet().is64() ? 8 : 4;
        int at = (int) kernel.get().address() + WORDS_BEFORE_CURRENT * pointer;
        return () -> bus.isFetchable(at) ? bus.readWord(at) : 0;
    }
}

package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Enumeration;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.core.Core;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The cores of a machine that go only when somebody steps them (Renode's {@code ExecutionMode SingleStep}).
 *
 * <p>While one is held, time stands still for all, unless single steps are said not to block.
 */
public final class SingleStepping {

    private static final String CONTINUOUS = "Continuous";
    private static final String SINGLE_STEP = "SingleStep";

    private final Machine machine;
    private final Set<Core> held = new HashSet<>();
    private final Map<Core, Long> breakpoints = new LinkedHashMap<>();
    private Optional<Core> stepped = Optional.empty();
    private BooleanSupplier blocks = () -> true;
    private Consumer<Core> onStep = core -> {};

    SingleStepping(Machine machine) {
        this.machine = machine;
    }

    /** Says whether time stands still while a core is held. */
    public void setBlocking(BooleanSupplier blocking) {
        blocks = blocking;
    }

    /** Says what to do before a core is stepped. */
    public void onStep(Consumer<Core> action) {
        onStep = action;
    }

    /** Holds a core from its next instruction on. */
    public void hold(Core core) {
        held.add(core);
        machine.requestStop();
    }

    /** Returns whether a core goes only when it is stepped. */
    public boolean holds(Core core) {
        return held.contains(core) && stepped.filter(core::equals).isEmpty();
    }

    /** Returns whether time stands still. */
    public boolean holdsTime() {
        return !held.isEmpty() && stepped.isEmpty() && blocks.getAsBoolean();
    }

    /** Returns where a core was last held at a breakpoint since this was asked. */
    public Optional<Long> takeBreakpoint(Core core) {
        return Optional.ofNullable(breakpoints.remove(core));
    }

    void addTo(Members members, Core core) {
        members.writable("ExecutionMode", () -> modes().print(mode(core)), value -> setMode(core, value))
                .method("Step [count]", arguments -> step(core, arguments))
                .action("EnterSingleStepModeSafely [arguments]", arguments -> {
                    breakpoints.put(core, core.programCounter());
                    hold(core);
                });
    }

    private Enumeration modes() {
        boolean blocking = blocks.getAsBoolean();
        return new Enumeration(
                "ExecutionMode",
                List.of(CONTINUOUS, SINGLE_STEP),
                "SingleStep is " + (blocking ? "blocking" : "non-blocking")
                        + ". It can be changed with:\n\temulation SingleStepBlocking " + (blocking ? "False" : "True")
                        + "\n");
    }

    private String mode(Core core) {
        return held.contains(core) ? SINGLE_STEP : CONTINUOUS;
    }

    private void setMode(Core core, Object value) {
        if (modes().member(value).equals(SINGLE_STEP)) {
            hold(core);
        } else {
            held.remove(core);
        }
    }

    private Object step(Core core, List<Object> arguments) {
        long count = arguments.isEmpty() ? 1 : Members.integer(arguments.get(0));
        onStep.accept(core);
        if (count > 0) {
            stepped = Optional.of(core);
            try {
                machine.runUntilSlot(machine.clock().now() + count);
            } finally {
                stepped = Optional.empty();
            }
        }
        return Hex.quad(core.programCounter());
    }
}

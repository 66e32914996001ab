package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.Node;
import dev.kenning.testbench.devicetree.Property;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Tells how fast a core and its timer are, as far as that is known.
 *
 * @param core the frequency of the core in Hz
 * @param timer the frequency of the core's own timer in Hz, where that is not the core's
 * @param built the frequency of that timer that the program was built for, if it uses it
 */
record Clocks(OptionalLong core, OptionalLong timer, OptionalLong built) {

    private static final String FREQUENCY = "clock-frequency";
    private static final String TIMEBASE = "timebase-frequency";

    /** The clock controllers whose {@code clock-frequency}, or that of their clock, is the core's. */
    private static final List<String> CONTROLLERS = List.of("rcc", "gcr");

    /** Finds the clocks, the surest source first: the core's own node, the clock controller's, the chip. */
    static Clocks of(Devicetree tree, Node cpu, ChipTable.Chip chip, OptionalLong built) {
        OptionalLong core =
                first(() -> number(cpu, FREQUENCY), () -> ofItsClock(tree, cpu), () -> ofController(tree), chip::clock);
        OptionalLong timer = first(
                () -> number(cpu, TIMEBASE),
                () -> cpu.parent().map(cpus -> number(cpus, TIMEBASE)).orElse(OptionalLong.empty()),
                chip::ticks);
        return new Clocks(core, timer, built);
    }

    /** Returns the speed of the core, which is that of its SysTick: what the build says, else what the hardware is said to do. */
    OptionalLong coreAsBuilt() {
        return built.isPresent() ? built : core;
    }

    /** Returns the speed of a timer that does not run with the core. */
    long timerAsBuilt(long otherwise) {
        return built.orElse(timer.orElse(otherwise));
    }

    @SafeVarargs
    private static OptionalLong first(Supplier<OptionalLong>... sources) {
        for (Supplier<OptionalLong> source : sources) {
            OptionalLong value = source.get();
            if (value.isPresent()) {
                return value;
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong ofController(Devicetree tree) {
        return tree.nodes()
                .filter(node -> node.compatible().stream()
                        .anyMatch(name -> CONTROLLERS.stream().anyMatch(kind -> name.endsWith("-" + kind))))
                .map(node -> first(() -> number(node, FREQUENCY), () -> ofItsClock(tree, node)))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong ofItsClock(Devicetree tree, Node node) {
        OptionalLong parent = node.property("clocks").stream()
                .map(Property::cells)
                .filter(cells -> !cells.isEmpty())
                .flatMap(cells -> tree.withPhandle(cells.get(0)).stream())
                .map(clock -> number(clock, FREQUENCY))
                .findFirst()
                .orElse(OptionalLong.empty());
        long prescaler = Math.max(1, number(node, "sysclk-prescaler").orElse(1));
        return parent.isPresent() ? OptionalLong.of(parent.getAsLong() / prescaler) : parent;
    }

    /** Reads a frequency of one cell or two (Devicetree Specification 3.8.1). */
    private static OptionalLong number(Node node, String property) {
        return node.property(property).stream()
                .mapToLong(value -> value.cells().size() == 2 ? value.bytes().unsigned(0, Long.BYTES) : value.cell())
                .filter(frequency -> frequency > 0)
                .findFirst();
    }
}

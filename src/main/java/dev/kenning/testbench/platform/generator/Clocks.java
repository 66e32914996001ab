package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.Node;
import dev.kenning.testbench.devicetree.Property;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tells how fast a core is.
 *
 * @param core the frequency of the core and of an Arm core's SysTick in Hz, where it is known
 * @param ticks the frequency of a RISC-V core's timer in Hz
 */
record Clocks(OptionalLong core, long ticks) {

    private static final long USUAL_TICKS = 1_000_000;

    /** The clock controllers whose {@code clock-frequency}, or that of their clock, is the core's. */
    private static final List<String> CONTROLLERS = List.of("rcc", "gcr");

    /**
     * Finds the clocks, the surest source first: what the build says, the core's own node, the clock controller's, the chip.
     *
     * @param built the frequency of the core's own timer that the program was built for, if it uses it
     */
    static Clocks of(Devicetree tree, Node cpu, ChipTable.Chip chip, OptionalLong built) {
        OptionalLong core = Stream.<Function<Node, OptionalLong>>of(
                        node -> number(node, "clock-frequency"), node -> ofItsClock(tree, node))
                .map(source -> source.apply(cpu))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElseGet(() -> ofController(tree));
        return new Clocks(
                built.isPresent() ? built : core.isPresent() ? core : chip.clock(),
                built.orElse(chip.ticks().orElse(USUAL_TICKS)));
    }

    private static OptionalLong ofController(Devicetree tree) {
        return tree.nodes()
                .filter(node -> node.compatible().stream()
                        .anyMatch(name -> CONTROLLERS.stream().anyMatch(kind -> name.endsWith("-" + kind))))
                .map(node -> {
                    OptionalLong own = number(node, "clock-frequency");
                    return own.isPresent() ? own : ofItsClock(tree, node);
                })
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong ofItsClock(Devicetree tree, Node node) {
        OptionalLong parent = node.property("clocks").stream()
                .map(Property::cells)
                .filter(cells -> !cells.isEmpty())
                .flatMap(cells -> tree.withPhandle(cells.get(0)).stream())
                .map(clock -> number(clock, "clock-frequency"))
                .findFirst()
                .orElse(OptionalLong.empty());
        long prescaler = Math.max(1, number(node, "sysclk-prescaler").orElse(1));
        return parent.isPresent() ? OptionalLong.of(parent.getAsLong() / prescaler) : parent;
    }

    private static OptionalLong number(Node node, String property) {
        return node.property(property)
                .map(value -> OptionalLong.of(value.cell()))
                .filter(value -> value.getAsLong() > 0)
                .orElse(OptionalLong.empty());
    }
}

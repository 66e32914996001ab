package dev.kenning.testbench.platform.generator;

import static dev.kenning.testbench.platform.generator.Block.hex;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.Interrupt;
import dev.kenning.testbench.devicetree.Node;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;

/** A processor with what belongs to it: interrupt controllers, timers, the way in for interrupts. */
sealed interface Cores permits CortexMCore, CortexACores, RiscVCores {

    /** The highest interrupt number that any of the controllers has. */
    long LARGEST_INTERRUPT = 1023;

    /** Returns the cores of a devicetree; nothing if it has none that Renode has a model of. */
    static Optional<Cores> of(Devicetree tree) {
        return CortexMCore.of(tree)
                .map(Cores.class::cast)
                .or(() -> RiscVCores.of(tree))
                .or(() -> CortexACores.of(tree));
    }

    /** Says whether the cores have more than 32 address bits. */
    boolean isWide();

    /** Reserves the addresses of the core's own devices, and returns their description. */
    List<Block> place(Layout layout, Soc soc, Clocks clocks);

    /** Returns what receives an interrupt, such as {@code nvic0@37}; nothing if it reaches no core. */
    Optional<String> receiver(Interrupt interrupt);

    /** Returns the node whose clock is the cores'. */
    Node first();

    /** Returns the first node in use that is one of the named cores, as its first such name makes it. */
    static <T extends Cores> Optional<T> named(Devicetree tree, Set<String> names, BiFunction<Node, String, T> maker) {
        return tree.nodes()
                .filter(Node::isEnabled)
                .flatMap(node -> node.compatible().stream()
                        .filter(names::contains)
                        .findFirst()
                        .map(name -> maker.apply(node, name))
                        .stream())
                .findFirst();
    }

    /** Returns the receiver for a number that a controller of flat numbers has. */
    static Optional<String> numbered(String controller, long number) {
        return number <= LARGEST_INTERRUPT ? Optional.of(controller + "@" + number) : Optional.empty();
    }

    /** Returns the line for a core's speed; Renode's property counts in millions of instructions per second. */
    static List<String> speed(OptionalLong frequency, double instructionsPerCycle) {
        if (frequency.isEmpty()) {
            return List.of();
        }
        long mips = (long) (frequency.getAsLong() / 1_000_000.0 * instructionsPerCycle);
        return mips > 0 ? List.of("PerformanceInMips: " + mips) : List.of();
    }

    /** Returns the registration at an address, with a size if the model needs one. */
    static String onBus(Span span, boolean range) {
        return "sysbus " + (range ? "<" + hex(span.first()) + ", +" + hex(span.size()) + ">" : hex(span.first()));
    }
}

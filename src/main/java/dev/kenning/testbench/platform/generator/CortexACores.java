package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.DevicetreeException;
import dev.kenning.testbench.devicetree.Interrupt;
import dev.kenning.testbench.devicetree.Node;
import dev.kenning.testbench.devicetree.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The first Cortex-A core of a chip with its generic interrupt controller and timer.
 *
 * @param tree the devicetree
 * @param first the core that a program without symmetric multiprocessing runs on
 * @param compatible the core's name in the devicetree
 */
record CortexACores(Devicetree tree, Node first, String compatible) implements Cores {

    private static final String CPU = "cpu0";
    private static final String GIC = "gic";

    private static final String WIDE_MODEL = "CPU.ARMv8A";

    /** Renode's model and {@code cpuType} by the devicetree's name. */
    private static final Map<String, List<String>> MODELS = Map.ofEntries(
            Map.entry("arm,cortex-a5", List.of("CPU.ARMv7A", "cortex-a5")),
            Map.entry("arm,cortex-a7", List.of("CPU.ARMv7A", "cortex-a7")),
            Map.entry("arm,cortex-a8", List.of("CPU.ARMv7A", "cortex-a8")),
            Map.entry("arm,cortex-a9", List.of("CPU.ARMv7A", "cortex-a9")),
            Map.entry("arm,cortex-a15", List.of("CPU.ARMv7A", "cortex-a15")),
            Map.entry("arm,cortex-a35", List.of(WIDE_MODEL, "cortex-a53")),
            Map.entry("arm,cortex-a53", List.of(WIDE_MODEL, "cortex-a53")),
            Map.entry("arm,cortex-a55", List.of(WIDE_MODEL, "cortex-a55")),
            Map.entry("arm,cortex-a57", List.of(WIDE_MODEL, "cortex-a53")),
            Map.entry("arm,cortex-a72", List.of(WIDE_MODEL, "cortex-a53")),
            Map.entry("arm,cortex-a75", List.of(WIDE_MODEL, "cortex-a75")),
            Map.entry("arm,cortex-a76", List.of(WIDE_MODEL, "cortex-a76")),
            Map.entry("arm,cortex-a78", List.of(WIDE_MODEL, "cortex-a78")));

    /** What QEMU's and Renode's own boards have, in Hz. */
    private static final long USUAL_TICKS = 62_500_000;

    /** The outputs of the generic timer in the order of its node's interrupts (Linux's and Zephyr's binding of armv8-timer). */
    private static final List<String> TIMER_OUTPUTS =
            List.of("EL3PhysicalTimerIRQ", "EL1PhysicalTimerIRQ", "EL1VirtualTimerIRQ", "NonSecureEL2PhysicalTimerIRQ");

    /** A first cell of 1 means an interrupt of one core; their numbers start at 16. */
    private static final int PRIVATE = 1;

    private static final int FIRST_PRIVATE = 16;

    static Optional<CortexACores> of(Devicetree tree) {
        return Cores.named(tree, MODELS.keySet(), (node, name) -> new CortexACores(tree, node, name));
    }

    @Override
    public boolean isWide() {
        return WIDE_MODEL.equals(model().get(0));
    }

    @Override
    public List<Block> place(Layout layout, Soc soc, Clocks clocks) {
        layout.names().unique(CPU);
        List<Block> blocks = new ArrayList<>();
        Optional<Block> gic = gic(layout);
        Block cpu = new Block(CPU, model().get(0), "sysbus")
                .with("cpuType: \"" + model().get(1) + "\"")
                .with("cpuId: 0");
        if (gic.isPresent()) {
            cpu.with("genericInterruptController: " + GIC);
        } else if (isWide()) {
            throw new DevicetreeException(
                    first.position(),
                    "Renode's model of " + compatible + " needs a generic interrupt controller, and no node that is in"
                            + " use is compatible with arm,gic");
        }
        blocks.add(cpu.with(Cores.speed(clocks.core(), 1)));
        gic.ifPresent(blocks::add);
        timer(layout, clocks).ifPresent(blocks::add);
        return blocks;
    }

    @Override
    public Optional<String> receiver(Interrupt interrupt) {
        List<Long> cells = interrupt.specifier();
        if (!isGic(interrupt.controller()) || cells.size() < 2) {
            return Optional.empty();
        }
        return cells.get(0) == PRIVATE
                ? Cores.numbered(GIC + "#0", cells.get(1) + FIRST_PRIVATE)
                : Cores.numbered(GIC, cells.get(1));
    }

    private List<String> model() {
        return MODELS.getOrDefault(compatible, List.of(WIDE_MODEL, "cortex-a53"));
    }

    private Optional<Block> gic(Layout layout) {
        return tree.nodes()
                .filter(node -> node.isEnabled() && isGic(node) && node.reg().size() >= 2)
                .findFirst()
                .map(node -> {
                    layout.names().unique(GIC);
                    boolean third = node.compatible().stream().anyMatch(name -> name.endsWith("gic-v3"));
                    Span distributor = Span.of(node, node.translatedReg().get(0));
                    Span second = Span.of(node, node.translatedReg().get(1));
                    layout.take(distributor);
                    layout.take(second);
                    return new Block(
                                    GIC,
                                    "IRQControllers.ARM_GenericInterruptController",
                                    "{ sysbus " + region(distributor, "distributor") + "; sysbus "
                                            + (third ? redistributor(second) : region(second, "cpuInterface")) + " }")
                            .with("[0, 1] -> " + CPU + "@[0, 1]")
                            .with("architectureVersion: IRQControllers.ARM_GenericInterruptControllerVersion.GICv"
                                    + (third ? "3" : "2"));
                });
    }

    private static String region(Span span, String name) {
        return "new Bus.BusMultiRegistration { address: " + Block.hex(span.first()) + "; size: "
                + Block.hex(span.size()) + "; region: \"" + name + "\" }";
    }

    /** A redistributor belongs to a core, and has a size that the architecture gives; the first is the first core's. */
    private static String redistributor(Span span) {
        return "new IRQControllers.ArmGicRedistributorRegistration { attachedCPU: " + CPU + "; address: "
                + Block.hex(span.first()) + " }";
    }

    private Optional<Block> timer(Layout layout, Clocks clocks) {
        return tree.nodes()
                .filter(node -> node.isCompatible("arm,armv8-timer") || node.isCompatible("arm,armv7-timer"))
                .findFirst()
                .map(node -> {
                    long frequency = node.property("clock-frequency")
                            .map(Property::cell)
                            .filter(hertz -> hertz > 0)
                            .orElse(USUAL_TICKS);
                    Block block = new Block(layout.names().of(node), "Timers.ARM_GenericTimer", CPU)
                            .with("frequency: " + clocks.timerAsBuilt(frequency));
                    return isWide() ? block.with(timerInterrupts(node)) : block;
                });
    }

    private List<String> timerInterrupts(Node timer) {
        List<Interrupt> interrupts = tree.interrupts(timer);
        return IntStream.range(0, Math.min(interrupts.size(), TIMER_OUTPUTS.size()))
                .mapToObj(i -> receiver(interrupts.get(i)).map(to -> TIMER_OUTPUTS.get(i) + " -> " + to))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isGic(Node node) {
        return node.compatible().stream().anyMatch(name -> name.startsWith("arm,gic") || name.endsWith("-gic"));
    }
}

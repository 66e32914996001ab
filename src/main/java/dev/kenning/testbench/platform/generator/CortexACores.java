package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.Interrupt;
import dev.kenning.testbench.devicetree.Node;
import dev.kenning.testbench.devicetree.RegBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Is the first Cortex-A core of a chip with its generic interrupt controller and timer.
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

    private static final long TIMER_FREQUENCY = 62_500_000;

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
        Block cpu = new Block(CPU, model().get(0), "sysbus").with("cpuType: \"" + model().get(1) + "\"");
        if (gic.isPresent()) {
            cpu.with("genericInterruptController: " + GIC);
        }
        blocks.add(cpu.with(Cores.speed(clocks, 1)));
        gic.ifPresent(blocks::add);
        timer(layout).ifPresent(blocks::add);
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
                    List<String> regions = List.of("distributor", third ? "redistributor" : "cpuInterface");
                    List<String> points = new ArrayList<>();
                    List<RegBlock> blocks = node.translatedReg();
                    for (int i = 0; i < regions.size(); i++) {
                        Span span = Span.of(node, blocks.get(i));
                        layout.take(span);
                        points.add("sysbus new Bus.BusMultiRegistration { address: " + Block.hex(span.first())
                                + "; size: " + Block.hex(span.size()) + "; region: \"" + regions.get(i) + "\" }");
                    }
                    return new Block(
                                    GIC,
                                    "IRQControllers.ARM_GenericInterruptController",
                                    "{ " + String.join("; ", points) + " }")
                            .with("[0, 1] -> " + CPU + "@[0, 1]")
                            .with("architectureVersion: IRQControllers.ARM_GenericInterruptControllerVersion.GICv"
                                    + (third ? "3" : "2"));
                });
    }

    private Optional<Block> timer(Layout layout) {
        return tree.nodes()
                .filter(node -> node.isCompatible("arm,armv8-timer") || node.isCompatible("arm,armv7-timer"))
                .findFirst()
                .map(node -> new Block(layout.names().of(node), "Timers.ARM_GenericTimer", CPU)
                        .with("frequency: " + TIMER_FREQUENCY));
    }

    private static boolean isGic(Node node) {
        return node.compatible().stream().anyMatch(name -> name.startsWith("arm,gic"));
    }
}

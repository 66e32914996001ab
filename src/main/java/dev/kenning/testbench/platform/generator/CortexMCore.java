package dev.kenning.testbench.platform.generator;

import static dev.kenning.testbench.platform.generator.Block.hex;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.Interrupt;
import dev.kenning.testbench.devicetree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The Cortex-M core that a program was built for, with its NVIC.
 *
 * <p>A devicetree of Zephyr belongs to one program; where it lists a second core, that core runs another one.
 *
 * @param first the core
 * @param compatible the core's name in the devicetree
 */
record CortexMCore(Node first, String compatible) implements Cores {

    private static final String CPU = "cpu0";
    private static final String NVIC = "nvic0";
    private static final Span PRIVATE_PERIPHERALS = Span.of(0xE000_E000L, 0x1000);
    private static final Span DATA_WATCHPOINTS = Span.of(0xE000_1000L, 0x1000);
    private static final String LARGEST = "arm,cortex-m7";

    /** Renode's {@code cpuType} by the devicetree's name. */
    private static final Map<String, String> CPU_TYPES = Map.ofEntries(
            Map.entry("arm,cortex-m0", "cortex-m0"),
            Map.entry("arm,cortex-m0+", "cortex-m0+"),
            Map.entry("arm,cortex-m1", "cortex-m1"),
            Map.entry("arm,cortex-m3", "cortex-m3"),
            Map.entry("arm,cortex-m4", "cortex-m4"),
            Map.entry("arm,cortex-m4f", "cortex-m4f"),
            Map.entry("arm,cortex-m7", "cortex-m7"),
            Map.entry("arm,cortex-m23", "cortex-m23"),
            Map.entry("arm,cortex-m33", "cortex-m33"),
            Map.entry("arm,cortex-m33f", "cortex-m33"),
            Map.entry("arm,cortex-m55", "cortex-m55"),
            Map.entry("arm,cortex-m55f", "cortex-m55"),
            Map.entry("arm,cortex-m85", "cortex-m85"));

    /** Cores of the smallest architecture have no cycle counter. */
    private static final List<String> WITHOUT_CYCLE_COUNTER =
            List.of("cortex-m0", "cortex-m0+", "cortex-m1", "cortex-m23");

    /** What Renode's own platforms reckon for a core that starts two instructions at once: 462 MIPS at 216 MHz. */
    private static final double DUAL_ISSUE = 2.14;

    private static final int PRIORITY_BITS = 8;

    static Optional<CortexMCore> of(Devicetree tree) {
        return Cores.named(tree, CPU_TYPES.keySet(), CortexMCore::new);
    }

    @Override
    public boolean isWide() {
        return false;
    }

    @Override
    public List<Block> place(Layout layout, Soc soc, Clocks clocks) {
        layout.names().unique(CPU);
        layout.names().unique(NVIC);
        layout.take(PRIVATE_PERIPHERALS);
        List<Block> blocks = new ArrayList<>();
        OptionalLong frequency = clocks.coreAsBuilt();
        String cpuType = CPU_TYPES.getOrDefault(compatible, "");
        blocks.add(new Block(CPU, "CPU.CortexM", "sysbus")
                .with("cpuType: \"" + cpuType + "\"")
                .with("nvic: " + NVIC)
                .with(Cores.speed(frequency, compatible.equals(LARGEST) ? DUAL_ISSUE : 1)));
        Block nvic = new Block(NVIC, "IRQControllers.NVIC", Cores.onBus(PRIVATE_PERIPHERALS, false));
        priorityMask(first).ifPresent(mask -> nvic.with("priorityMask: " + hex(mask)));
        frequency.ifPresent(hertz -> nvic.with("systickFrequency: " + hertz));
        blocks.add(nvic.with("IRQ -> " + CPU + "@0"));
        if (!WITHOUT_CYCLE_COUNTER.contains(cpuType) && frequency.isPresent()) {
            layout.take(DATA_WATCHPOINTS);
            blocks.add(
                    new Block(layout.names().unique("dwt"), "Miscellaneous.DWT", Cores.onBus(DATA_WATCHPOINTS, false))
                            .with("frequency: " + frequency.getAsLong()));
        }
        return blocks;
    }

    @Override
    public Optional<String> receiver(Interrupt interrupt) {
        return isNvic(interrupt.controller())
                ? Cores.numbered(NVIC, interrupt.specifier().get(0))
                : Optional.empty();
    }

    /** Returns the bits of a priority that the chip has; the others read 0. */
    private static Optional<Long> priorityMask(Node cpu) {
        return root(cpu).stream()
                .filter(CortexMCore::isNvic)
                .flatMap(node -> node.property("arm,num-irq-priority-bits").stream())
                .map(bits -> bits.cell())
                .filter(bits -> bits > 0 && bits <= PRIORITY_BITS)
                .map(bits -> (0xFFL << (PRIORITY_BITS - bits)) & 0xFF)
                .findFirst();
    }

    private static Node root(Node node) {
        return node.parent().map(CortexMCore::root).orElse(node);
    }

    private static boolean isNvic(Node node) {
        return node.compatible().stream().anyMatch(name -> name.endsWith("-nvic"));
    }
}

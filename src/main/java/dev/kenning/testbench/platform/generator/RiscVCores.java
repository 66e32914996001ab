package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.DevicetreeException;
import dev.kenning.testbench.devicetree.Interrupt;
import dev.kenning.testbench.devicetree.Node;
import dev.kenning.testbench.devicetree.Property;
import dev.kenning.testbench.devicetree.RegBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The RISC-V harts of a chip with their CLINT and PLIC.
 *
 * @param tree the devicetree
 * @param harts those that are in use, in the order of the devicetree
 */
record RiscVCores(Devicetree tree, List<Node> harts) implements Cores {

    private static final String CLINT = "clint";
    private static final String PLIC = "plic";
    private static final String DEFAULT_ISA = "rv32imac";
    private static final long LARGEST_HART = 255;

    /** What most chips have, in Hz. */
    private static final long USUAL_TICKS = 1_000_000;

    /** Interrupts of a hart: machine software and timer (Privileged Architecture 3.1.9). */
    private static final String SOFTWARE_AND_TIMER = "[3, 7]";

    private static final Set<String> LETTERS = Set.of("i", "e", "m", "a", "f", "d", "c", "v");

    /** What the letter g stands for, beside control registers and fences (Unprivileged ISA 27). */
    private static final String GENERAL = "imafd";

    /** The extensions with a name that Renode takes; it refuses others, such as {@code zve32f}. */
    private static final Set<String> NAMED = Set.of("zicsr", "zifencei", "zba", "zbb", "zbc", "zbs");

    private static final List<String> CLINTS =
            List.of("sifive,clint0", "riscv,clint0", "thead,c900-clint", "starfive,jh7100-clint");
    private static final List<String> PLICS = List.of("sifive,plic-1.0.0", "riscv,plic1", "riscv,plic0");

    static Optional<RiscVCores> of(Devicetree tree) {
        List<Node> harts = tree.root().child("cpus").stream()
                .flatMap(cpus -> cpus.children().stream())
                .filter(node -> node.isEnabled() && isHart(node))
                .toList();
        return harts.isEmpty() ? Optional.empty() : Optional.of(new RiscVCores(tree, harts));
    }

    @Override
    public Node first() {
        return harts.get(0);
    }

    @Override
    public boolean isWide() {
        return isa(first()).startsWith("rv64");
    }

    @Override
    public List<Block> place(Layout layout, Soc soc, Clocks clocks) {
        harts.forEach(hart -> layout.names().unique(name(hart)));
        Optional<Block> clint = clint(layout, clocks);
        Optional<Block> plic = plic(layout);
        List<Block> blocks = new ArrayList<>();
        for (Node hart : harts) {
            String isa = isa(hart);
            blocks.add(new Block(name(hart), isa.startsWith("rv64") ? "CPU.RiscV64" : "CPU.RiscV32", "sysbus")
                    .with("cpuType: \"" + cpuType(isa) + "\"")
                    .with("hartId: " + hartId(hart))
                    .with("privilegedArchitecture: PrivilegedArchitecture.Priv1_10")
                    .with("timeProvider: " + (clint.isPresent() ? CLINT : "empty"))
                    .with("allowUnalignedAccesses: true")
                    .with(Cores.speed(clocks.core(), 1)));
        }
        clint.ifPresent(blocks::add);
        plic.ifPresent(blocks::add);
        return blocks;
    }

    @Override
    public Optional<String> receiver(Interrupt interrupt) {
        return PLICS.stream().anyMatch(interrupt.controller()::isCompatible)
                ? Cores.numbered(PLIC, interrupt.specifier().get(0))
                : Optional.empty();
    }

    private Optional<Block> clint(Layout layout, Clocks clocks) {
        return controller(CLINTS).flatMap(node -> span(node, layout)).map(span -> {
            layout.names().unique(CLINT);
            long targets = harts.stream().mapToLong(RiscVCores::hartId).max().orElse(0) + 1;
            Block block = new Block(CLINT, "IRQControllers.CoreLevelInterruptor", Cores.onBus(span, false))
                    .with("frequency: " + clocks.timerAsBuilt(USUAL_TICKS))
                    .with("numberOfTargets: " + targets);
            harts.forEach(hart -> block.with("[" + 2 * hartId(hart) + ", " + (2 * hartId(hart) + 1) + "] -> "
                    + name(hart) + "@" + SOFTWARE_AND_TIMER));
            return block;
        });
    }

    /** A context of the PLIC is an entry of its {@code interrupts-extended}: a hart, and its interrupt 11 or 9. */
    private Optional<Block> plic(Layout layout) {
        return controller(PLICS)
                .flatMap(node -> span(node, layout).map(span -> {
                    layout.names().unique(PLIC);
                    List<Interrupt> contexts = tree.interrupts(node);
                    Block block = new Block(
                                    PLIC, "IRQControllers.PlatformLevelInterruptController", Cores.onBus(span, true))
                            .with("numberOfSources: " + sources(node))
                            .with("numberOfContexts: " + Math.max(1, contexts.size()))
                            .with("prioritiesEnabled: true");
                    IntStream.range(0, contexts.size())
                            .forEach(context -> context(contexts.get(context))
                                    .ifPresent(receiver -> block.with(context + " -> " + receiver)));
                    return block;
                }));
    }

    private Optional<String> context(Interrupt interrupt) {
        long number = interrupt.specifier().get(0);
        return interrupt
                .controller()
                .parent()
                .filter(harts::contains)
                .filter(hart -> number < Integer.SIZE)
                .map(hart -> name(hart) + "@" + number);
    }

    private static long sources(Node plic) {
        return plic.property("riscv,ndev")
                .map(Property::cell)
                .map(number -> Math.max(1, Math.min(LARGEST_INTERRUPT, number)))
                .orElse(LARGEST_INTERRUPT);
    }

    private Optional<Node> controller(List<String> compatibles) {
        return tree.nodes()
                .filter(node -> node.isEnabled() && compatibles.stream().anyMatch(node::isCompatible))
                .findFirst();
    }

    /** Returns the addresses from the first block of registers to the last. */
    private static Optional<Span> span(Node node, Layout layout) {
        Optional<Span> span = node.translatedReg().stream()
                .filter(block -> block.size() != 0)
                .map((RegBlock block) -> Span.of(node, block))
                .reduce(Span::including)
                .filter(layout::isFree);
        span.ifPresent(layout::take);
        return span;
    }

    private static boolean isHart(Node node) {
        return node.property("riscv,isa").isPresent()
                || node.property("riscv,isa-base").isPresent()
                || node.isCompatible("riscv");
    }

    private static long hartId(Node hart) {
        Optional<RegBlock> reg = hart.reg().stream().findFirst();
        long id = reg.map(RegBlock::address).orElse(0L);
        if (id < 0 || id > LARGEST_HART) {
            throw new DevicetreeException(
                    hart.property("reg").map(Property::position).orElse(hart.position()),
                    hart.path() + " has the number " + Long.toUnsignedString(id) + ", expected at most "
                            + LARGEST_HART);
        }
        return id;
    }

    private String name(Node hart) {
        OptionalInt index = IntStream.range(0, harts.size())
                .filter(i -> harts.get(i).equals(hart))
                .findFirst();
        return "cpu" + index.orElse(0);
    }

    /** Returns the instruction set as one word, such as {@code rv64imac_zicsr}. */
    private static String isa(Node hart) {
        String old = hart.property("riscv,isa").map(Property::text).orElse(DEFAULT_ISA);
        return hart.property("riscv,isa-base")
                .map(base -> base.text()
                        + hart.property("riscv,isa-extensions").stream()
                                .flatMap(extensions -> extensions.texts().stream())
                                .filter(extension -> !extension.equals("i"))
                                .map(extension -> extension.length() == 1 ? extension : "_" + extension)
                                .collect(Collectors.joining()))
                .orElse(old)
                .toLowerCase(Locale.ROOT);
    }

    /** Returns what Renode takes of an instruction set; it wants control registers and fences named. */
    private static String cpuType(String isa) {
        List<String> parts = Arrays.asList(isa.split("_"));
        String base = parts.get(0);
        String width = base.startsWith("rv64") ? "rv64" : "rv32";
        // Renode counts the instructions of each letter, and knows none that stands for several.
        String letters = base.substring(Math.min(base.length(), width.length()))
                .replace("g", GENERAL)
                .chars()
                .mapToObj(letter -> String.valueOf((char) letter))
                .filter(LETTERS::contains)
                .distinct()
                .collect(Collectors.joining());
        String standard = letters.isEmpty() ? "imac" : letters;
        Stream<String> usual = Stream.of("zicsr", "zifencei");
        return width
                + standard
                + Stream.concat(usual, parts.stream().skip(1).filter(NAMED::contains))
                        .distinct()
                        .map(extension -> "_" + extension)
                        .collect(Collectors.joining());
    }
}

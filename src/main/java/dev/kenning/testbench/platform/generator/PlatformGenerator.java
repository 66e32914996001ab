package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.DevicetreeException;
import dev.kenning.testbench.devicetree.Interrupt;
import dev.kenning.testbench.devicetree.Node;
import dev.kenning.testbench.devicetree.Property;
import dev.kenning.testbench.platform.RenodeModel;
import dev.kenning.testbench.platform.RenodeModels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes a platform description from the devicetree of a Zephyr build, for Renode 1.15 and later and for the embedded
 * engine.
 *
 * <p>Devices become what the table {@code devices.txt} says; chips add what the table {@code chips.txt} says; everything
 * else in use becomes a tag, whose reads give 0. The names of components are the devicetree's labels, the core is
 * {@code cpu0}. Stateless.
 */
public final class PlatformGenerator {

    private static final int STM32_PORT_BITS = 10;
    private static final int STM32_PORTS = 0xF;
    private static final int STM32_PINS = 16;
    private static final String SYSCFG = "syscfg";
    private static final int MEMORY_STEP = 0x400;
    private static final int SMALLEST_MAPPED = 0x1000;
    private static final Pattern RECEIVER = Pattern.compile("-> *([a-z0-9]+)[@#]");
    private static final Pattern HEADING = Pattern.compile("(\\w+): ([\\w.]+) @ sysbus (0x[0-9a-f]+) \\{ (.*) }");

    private final Devicetree tree;
    private final Soc soc;
    private final ChipTable.Chip chip;
    private final Cores cores;
    private final Layout layout;
    private final Clocks clocks;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Block> joints = new ArrayList<>();

    private PlatformGenerator(Devicetree tree, OptionalLong timerFrequency) {
        this.tree = tree;
        soc = Soc.of(tree);
        chip = ChipTable.of(soc);
        cores = Cores.of(tree).orElseThrow(() -> noCore(tree));
        layout = new Layout(tree, soc, cores.isWide());
        clocks = Clocks.of(tree, cores.first(), chip, timerFrequency);
    }

    /**
     * Makes the description.
     *
     * @param timerFrequency how fast the program believes the core's own timer to run, in Hz, if it uses that timer:
     *     {@code CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC}
     * @throws DevicetreeException if the devicetree has no core that is known, or holds values that mean nothing
     */
    public static GeneratedPlatform generate(Devicetree tree, OptionalLong timerFrequency) {
        return new PlatformGenerator(tree, timerFrequency).generate();
    }

    private static DevicetreeException noCore(Devicetree tree) {
        Optional<Node> cpus = tree.root().child("cpus");
        String found = cpus.stream()
                .flatMap(node -> node.children().stream())
                .flatMap(node ->
                        node.compatible().stream().map(name -> node.isEnabled() ? name : name + " (not in use)"))
                .distinct()
                .collect(Collectors.joining(", "));
        return new DevicetreeException(
                cpus.orElse(tree.root()).position(),
                "no core found that Renode is known to have: expected a Cortex-M, Cortex-A or RISC-V core in /cpus that is in"
                        + " use, found " + (found.isEmpty() ? "none" : found));
    }

    private GeneratedPlatform generate() {
        List<Block> core = cores.place(layout, soc, clocks);
        layout.fill();
        blocks.addAll(core);
        layout.memories().forEach(this::addMemory);
        List<String> extras = extras();
        Pins pins = new Pins(tree, layout);
        if (extras.stream().anyMatch(line -> line.startsWith(SYSCFG + ":"))) {
            layout.devices().stream()
                    .filter(device -> device.row().model().equals("GPIOPort.STM32_GPIOPort"))
                    .forEach(device -> pins.joinAll(device.name(), STM32_PINS, SYSCFG + "#" + portNumber(device)));
        }
        List<Block> leds = pins.leds();
        layout.devices().forEach(device -> addDevice(device, pins));
        blocks.addAll(joints);
        blocks.addAll(leds);
        blocks.addAll(pins.buttons());
        String text = blocks.stream().map(Block::text).collect(Collectors.joining())
                + extras.stream().map(PlatformGenerator::expanded).collect(Collectors.joining())
                + tags();
        Map<String, String> names = new LinkedHashMap<>();
        layout.devices().forEach(device -> names.put(device.node().path(), device.name()));
        return new GeneratedPlatform(
                (header() + "\n" + text).stripTrailing() + "\n", names, withoutModel(), lostInterrupts());
    }

    private String header() {
        String model = tree.root().property("model").map(Property::text).orElse("this board");
        String board = model.lines().findFirst().orElse("").strip();
        return "// " + board + ", made from the devicetree of a Zephyr build by Kenning Testbench.\n"
                + "// Do not edit: it is made anew when the devicetree is newer. Devices without a model"
                + " are tags, whose reads give 0.\n";
    }

    private void addMemory(Layout.MemoryBlock memory) {
        long size = memory.span().size();
        boolean mapped = size % MEMORY_STEP == 0 && Long.compareUnsigned(size, SMALLEST_MAPPED) >= 0;
        blocks.add(new Block(
                        memory.name(),
                        mapped ? "Memory.MappedMemory" : "Memory.ArrayMemory",
                        Cores.onBus(memory.span(), false))
                .with("size: " + Block.hex(size)));
    }

    private void addDevice(Layout.Device device, Pins pins) {
        DeviceRow row = device.row();
        boolean range = RenodeModels.of(row.model())
                .filter(model -> model.place() == RenodeModel.Place.RANGE || model.place() == RenodeModel.Place.SIZED)
                .isPresent();
        List<String> attributes = new ArrayList<>(Attributes.filled(
                row.attributes(), device.node(), name -> layout.device(name).map(Layout.Device::name)));
        chip.ports().stream()
                .filter(line -> device.node().labels().contains(line.split(" ", 2)[0]))
                .forEach(line -> attributes.addAll(Attributes.split(line.split(" ", 2)[1])));
        blocks.add(new Block(device.name(), row.model(), Cores.onBus(device.span(), range))
                .with(attributes)
                .with(interrupts(device))
                .with(pins.lines(device.name())));
    }

    private List<String> interrupts(Layout.Device device) {
        Map<String, Set<String>> receivers = receivers(device);
        Map<String, List<String>> sources = new LinkedHashMap<>();
        receivers.forEach((source, all) -> all.forEach(
                one -> sources.computeIfAbsent(one, key -> new ArrayList<>()).add(source)));
        Map<String, String> joints = new LinkedHashMap<>();
        sources.forEach((receiver, several) -> {
            if (several.size() > 1) {
                joints.put(receiver, joint(receiver, several.size()));
            }
        });
        return receivers.entrySet().stream()
                .map(entry -> entry.getKey() + " -> "
                        + entry.getValue().stream()
                                .map(receiver -> input(entry.getKey(), receiver, joints, sources))
                                .collect(Collectors.joining(" | ")))
                .toList();
    }

    /** Adds what joins several outputs of a device, two of which at one input some releases refuse. */
    private String joint(String receiver, int inputs) {
        String name = layout.names().unique(receiver.replaceFirst("[#@]", "input"));
        joints.add(new Block(name, "Miscellaneous.CombinedInput", "none")
                .with("numberOfInputs: " + inputs)
                .with("-> " + receiver));
        return name;
    }

    private static String input(
            String source, String receiver, Map<String, String> joints, Map<String, List<String>> sources) {
        String joint = joints.get(receiver);
        return joint == null
                ? receiver
                : joint + "@" + sources.getOrDefault(receiver, List.of()).indexOf(source);
    }

    /** Returns the inputs that each output of a device drives. */
    private Map<String, Set<String>> receivers(Layout.Device device) {
        List<String> outputs = device.row().outputs();
        if (outputs.isEmpty()) {
            return Map.of();
        }
        if (tree.hasLostInterrupts(device.node())) {
            return Map.of();
        }
        List<Interrupt> interrupts = tree.interrupts(device.node());
        Map<String, Set<String>> receivers = new LinkedHashMap<>();
        for (int i = 0; i < interrupts.size(); i++) {
            Interrupt interrupt = interrupts.get(i);
            Optional<String> receiver = cores.receiver(interrupt).filter(this::exists);
            if (receiver.isPresent()) {
                sources(device, outputs, interrupt, i)
                        .forEach(source -> receivers
                                .computeIfAbsent(source, key -> new LinkedHashSet<>())
                                .add(receiver.get()));
            }
        }
        return receivers;
    }

    /** Says whether the controller of a receiver such as {@code plic@39} has been placed. */
    private boolean exists(String receiver) {
        String controller = receiver.split("[#@]", 2)[0];
        return blocks.stream().anyMatch(block -> block.name().equals(controller));
    }

    /** Returns the outputs of a device that raise one of its interrupts. */
    private static List<String> sources(Layout.Device device, List<String> outputs, Interrupt interrupt, int index) {
        String first = outputs.get(0);
        if (first.equals("lines")) {
            return lines(device.node(), index);
        }
        if (first.equals("*")) {
            return List.of(String.valueOf(index));
        }
        if (first.contains("=")) {
            String wanted = interrupt.name().orElse("") + "=";
            return outputs.stream()
                    .filter(output -> output.startsWith(wanted))
                    .map(output -> output.substring(wanted.length()))
                    .toList();
        }
        return index < outputs.size() && !outputs.get(index).equals("-") ? List.of(outputs.get(index)) : List.of();
    }

    /** Returns the lines that share an interrupt: {@code line-ranges} has a first line and a count for each. */
    private static List<String> lines(Node node, int index) {
        List<Long> ranges = node.property("line-ranges").map(Property::cells).orElse(List.of());
        if (2 * index + 1 >= ranges.size()) {
            return List.of();
        }
        long first = ranges.get(2 * index);
        long count = ranges.get(2 * index + 1);
        List<String> lines = new ArrayList<>();
        for (long line = first; line < first + Math.min(count, STM32_PINS) && line < STM32_PINS; line++) {
            lines.add(String.valueOf(line));
        }
        return lines;
    }

    /** Ports stand in a row, 1 KiB each; the number of a port is that of its interrupts in SYSCFG. */
    private static long portNumber(Layout.Device device) {
        return (device.span().first() >> STM32_PORT_BITS) & STM32_PORTS;
    }

    /** Returns the components that the chip adds: those whose addresses are free, and whose receivers are there. */
    private List<String> extras() {
        return chip.components().stream()
                .filter(line -> {
                    Matcher heading = heading(line);
                    boolean free = layout.isFree(Span.of(Long.decode(heading.group(3)), 1));
                    Matcher receiver = RECEIVER.matcher(line);
                    return free
                            && (!receiver.find()
                                    || layout.device(receiver.group(1)).isPresent());
                })
                .toList();
    }

    private static String expanded(String line) {
        Matcher heading = heading(line);
        return new Block(heading.group(1), heading.group(2), "sysbus " + heading.group(3))
                .with(Attributes.split(heading.group(4)))
                .text();
    }

    private static Matcher heading(String line) {
        Matcher heading = HEADING.matcher(line);
        if (!heading.matches()) {
            throw new IllegalStateException("chips.txt: not a component: " + line);
        }
        return heading;
    }

    /** A tag that lies in another one has to follow it. */
    private String tags() {
        List<Layout.Tag> found = new ArrayList<>(layout.tags());
        found.sort(Comparator.comparing((Layout.Tag tag) -> tag.span().size(), Long::compareUnsigned)
                .reversed());
        List<String> lines = new ArrayList<>();
        found.forEach(tag -> lines.add("Tag <" + Block.hex(tag.span().first()) + " "
                + Block.hex(tag.span().size()) + "> \"" + tag.name().replaceAll("[^A-Za-z0-9_,.+-]", "_") + "\""));
        chip.tags().stream()
                .map(line -> line.split(" "))
                .forEach(
                        parts -> lines.add("Tag <" + parts[0] + " " + parts[1] + "> \"" + parts[2] + "\" " + parts[3]));
        return lines.isEmpty()
                ? ""
                : lines.stream()
                        .map(line -> "        " + line + "\n")
                        .collect(Collectors.joining("", "sysbus:\n    init:\n", ""));
    }

    /** The core's own controllers may have registers beyond those of Renode's models. */
    private boolean isDeviceInUse(Node node) {
        return node.isEnabled() && node.property("interrupt-controller").isEmpty();
    }

    private List<String> lostInterrupts() {
        return layout.devices().stream()
                .filter(device -> tree.hasLostInterrupts(device.node()))
                .map(device -> device.node().path())
                .toList();
    }

    private List<String> withoutModel() {
        return layout.tags().stream()
                .map(Layout.Tag::name)
                .distinct()
                .filter(name -> tree.labelled(name).filter(this::isDeviceInUse).isPresent())
                .toList();
    }
}

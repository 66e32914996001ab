package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.Node;
import dev.kenning.testbench.devicetree.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts LEDs and buttons at the pins of ports, and joins pins to what listens to them. */
final class Pins {

    private static final int PINS = 32;
    private static final int CELLS = 3;
    private static final long ACTIVE_LOW = 1;

    private final Devicetree tree;
    private final Layout layout;
    private final Map<String, TreeMap<Integer, List<String>>> receivers = new LinkedHashMap<>();

    Pins(Devicetree tree, Layout layout) {
        this.tree = tree;
        this.layout = layout;
    }

    /** Joins the pins of a port to the inputs of the same numbers. */
    void joinAll(String port, int count, String receiver) {
        for (int pin = 0; pin < count; pin++) {
            join(port, pin, receiver + "@" + pin);
        }
    }

    List<Block> leds() {
        return at(
                "gpio-leds", "Miscellaneous.LED", (block, pin) -> join(pin.port(), pin.number(), block.name() + "@0"));
    }

    List<Block> buttons() {
        return at(
                "gpio-keys",
                "Miscellaneous.Button",
                (block, pin) -> block.with("IRQ -> " + pin.port() + "@" + pin.number()));
    }

    /** Returns the lines that join the pins of a port, runs of pins with the same receivers in one line. */
    List<String> lines(String port) {
        List<String> lines = new ArrayList<>();
        List<Map.Entry<Integer, List<String>>> pins =
                List.copyOf(receivers.getOrDefault(port, new TreeMap<>()).entrySet());
        for (int first = 0, next; first < pins.size(); first = next) {
            next = first + 1;
            while (next < pins.size() && continues(pins.get(first), pins.get(next), next - first)) {
                next++;
            }
            lines.add(line(pins.get(first), next - first));
        }
        return lines;
    }

    /** Says whether a pin goes on, at a distance, what an earlier one began: the same receivers, each input further on. */
    private static boolean continues(
            Map.Entry<Integer, List<String>> first, Map.Entry<Integer, List<String>> later, int distance) {
        return later.getKey() == first.getKey() + distance
                && later.getValue()
                        .equals(first.getValue().stream()
                                .map(receiver -> name(receiver) + "@" + (input(receiver) + distance))
                                .toList());
    }

    private static String line(Map.Entry<Integer, List<String>> first, int count) {
        String destinations = first.getValue().stream()
                .map(receiver -> name(receiver) + "@" + run(input(receiver), count))
                .collect(Collectors.joining(" | "));
        return run(first.getKey(), count) + " -> " + destinations;
    }

    private static String run(int first, int count) {
        return count == 1 ? String.valueOf(first) : "[" + first + "-" + (first + count - 1) + "]";
    }

    private static String name(String receiver) {
        return receiver.substring(0, receiver.indexOf('@'));
    }

    private static int input(String receiver) {
        return Integer.parseInt(receiver.substring(receiver.indexOf('@') + 1));
    }

    private void join(String port, int pin, String receiver) {
        receivers
                .computeIfAbsent(port, key -> new TreeMap<>())
                .computeIfAbsent(pin, key -> new ArrayList<>())
                .add(receiver);
    }

    private List<Block> at(String kind, String model, Joint joint) {
        List<Block> blocks = new ArrayList<>();
        tree.compatibleWith(kind).stream()
                .filter(Node::isEnabled)
                .flatMap(parent -> parent.children().stream())
                .filter(Node::isEnabled)
                .forEach(node -> pin(node).ifPresent(pin -> {
                    Block block = new Block(layout.names().of(node), model, pin.port() + " " + pin.number());
                    if (pin.activeLow()) {
                        block.with("invert: true");
                    }
                    joint.make(block, pin);
                    blocks.add(block);
                }));
        return blocks;
    }

    private Optional<Pin> pin(Node node) {
        return node.property("gpios")
                .map(Property::cells)
                .filter(cells -> cells.size() >= CELLS && cells.get(1) < PINS)
                .flatMap(cells -> tree.withPhandle(cells.get(0))
                        .flatMap(layout::device)
                        .filter(device -> device.row().isPort())
                        .map(device ->
                                new Pin(device.name(), cells.get(1).intValue(), (cells.get(2) & ACTIVE_LOW) != 0)));
    }

    private record Pin(String port, int number, boolean activeLow) {}

    @FunctionalInterface
    private interface Joint {
        void make(Block block, Pin pin);
    }
}

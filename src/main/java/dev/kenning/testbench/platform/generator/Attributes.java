package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the placeholders of a row's attributes. */
final class Attributes {

    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}:]+)(?::(\\w+))?}");
    private static final Pattern CONDITION = Pattern.compile("\\?([^=]+)=(\\w+) +");
    private static final Pattern DEVICE = Pattern.compile("&([^!]+)(!?)");

    private Attributes() {}

    static List<String> split(String cell) {
        return Arrays.stream(cell.split(";"))
                .map(String::strip)
                .filter(attribute -> !attribute.isEmpty())
                .toList();
    }

    /**
     * Returns the attributes of a device.
     *
     * @param components gives the component of a label or a {@code compatible}
     */
    static List<String> filled(List<String> attributes, Node node, Function<String, Optional<String>> components) {
        return attributes.stream()
                .flatMap(attribute -> filled(attribute, node, components).stream())
                .toList();
    }

    private static Optional<String> filled(String attribute, Node node, Function<String, Optional<String>> components) {
        Matcher condition = CONDITION.matcher(attribute);
        if (condition.lookingAt()) {
            return value(condition.group(1), node)
                    .filter(value -> value.equals(Long.decode(condition.group(2))))
                    .flatMap(value -> filled(attribute.substring(condition.end()), node, components));
        }
        Matcher device = DEVICE.matcher(attribute);
        if (device.find()) {
            boolean orEmpty = !device.group(2).isEmpty();
            return components
                    .apply(device.group(1))
                    .or(() -> orEmpty ? Optional.of("empty") : Optional.empty())
                    .map(name -> device.replaceFirst(Matcher.quoteReplacement(name)));
        }
        Matcher property = PROPERTY.matcher(attribute);
        if (property.find()) {
            return value(property.group(1), node)
                    .map(Block::hex)
                    .or(() -> Optional.ofNullable(property.group(2)))
                    .map(property::replaceFirst);
        }
        return Optional.of(attribute);
    }

    private static Optional<Long> value(String name, Node node) {
        return name.equals("size")
                ? node.reg().stream().map(block -> block.size()).findFirst()
                : node.property(name).map(property -> property.cell());
    }
}

package dev.kenning.testbench.scenario.file;

import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
import dev.kenning.testbench.text.Document;
import dev.kenning.testbench.text.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the platform of scenarios from before there were platforms: what the class {@code RenodeRuntime} said until February
 * 2025, or where the protocol says that a device listens.
 */
final class OldPlatform {

    private static final String RENODE = "RenodeRuntime";
    private static final String BARE_METAL = "BareMetalPlatform";
    private static final String UART = "UARTProtocol";
    private static final String ZEPHYR = "ZephyrPlatform";

    /** The runtime of Kenning's bare-metal firmware, which nothing else says of. */
    private static final String BARE_METAL_RUNTIME = "IREERuntime";

    /** What builds or configures firmware for Zephyr. */
    private static final Set<String> ZEPHYR_ONLY = Set.of("zephyr_build_path", "llext_binary_path");

    private OldPlatform() {}

    /**
     * Returns the platform with what older blocks say for it, if there is any.
     *
     * @param moved the parameters that belong to the platform today
     * @param findings takes one warning for each thing that is of the past
     */
    static Optional<Block> of(Map<String, Block> blocks, Map<String, Document> moved, List<Finding> findings) {
        Optional<Block> platform = Optional.ofNullable(blocks.get("platform"));
        Optional<Block> runtime = Optional.ofNullable(blocks.get("runtime"));
        boolean renode = runtime.filter(block -> block.type().equals(RENODE)).isPresent();
        if (platform.isPresent()) {
            Block known = platform.get();
            moved.forEach((name, value) -> findings.add(Finding.warning(value.position() + ": '" + name
                    + "' is a parameter of the platform today"
                    + (known.lacks(name) ? "." : "; the platform's own value is taken."))));
            return Optional.of(with(known, moved));
        }
        if (renode) {
            Block old = runtime.get();
            String type = moved.keySet().stream().anyMatch(ZEPHYR_ONLY::contains) ? ZEPHYR : BARE_METAL;
            findings.add(Finding.warning(old.position() + ": the runtime " + RENODE
                    + " is of the past; it is taken for the platform " + type + " with simulated: true."));
            return Optional.of(with(empty(type, old.position()), moved));
        }
        return Optional.ofNullable(blocks.get("protocol"))
                .filter(protocol -> runtime.isPresent() || blocks.containsKey("runtime_builder"))
                .map(protocol -> attached(protocol, blocks, moved, findings));
    }

    /** A protocol without a platform is from before there were platforms, and means a device that runs already. */
    private static Block attached(
            Block protocol, Map<String, Block> blocks, Map<String, Document> moved, List<Finding> findings) {
        boolean bareMetal = Optional.ofNullable(blocks.get("runtime"))
                .filter(runtime -> runtime.type().equals(BARE_METAL_RUNTIME))
                .isPresent();
        Place at = protocol.position();
        Map<String, Document> parameters = new LinkedHashMap<>(moved);
        parameters.put("simulated", new Document.Scalar(at, "false", false));
        protocol.parameters()
                .get("port")
                .filter(port -> protocol.type().equals(UART))
                .ifPresent(port -> parameters.put("uart_port", port));
        Optional.ofNullable(blocks.get("runtime_builder"))
                .flatMap(builder -> builder.parameters().get("board"))
                .ifPresent(board -> parameters.put("name", board));
        String type = bareMetal ? BARE_METAL : ZEPHYR;
        findings.add(Finding.warning(at + ": there is no platform; the protocol is taken for the platform " + type
                + " with simulated: false, whose device is where the protocol says."));
        return with(empty(type, at), parameters);
    }

    private static Block empty(String type, Place position) {
        return new Block("platform", type, position, new Document.Mapping(position, Map.of(), Map.of()), List.of());
    }

    private static Block with(Block platform, Map<String, Document> parameters) {
        Block all = platform;
        for (Map.Entry<String, Document> parameter : parameters.entrySet()) {
            boolean known = ClassTable.find("platform", platform.type())
                    .filter(type -> type.parameters().containsKey(parameter.getKey()))
                    .isPresent();
            if (known && platform.lacks(parameter.getKey())) {
                all = all.with(parameter.getKey(), parameter.getValue());
            }
        }
        return all;
    }
}

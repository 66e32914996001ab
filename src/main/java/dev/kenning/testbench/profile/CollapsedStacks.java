package dev.kenning.testbench.profile;

import dev.kenning.testbench.text.BadInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads collapsed stacks, lines such as {@code main;work (entry) 6005}, as Renode's {@code EnableProfilerCollapsedStack} and
 * flame graph programs write them.
 *
 * <p>They tell instructions by path, so that a profile of them has functions and a tree, but neither accesses nor stack depths;
 * each path counts as one call. Renode writes a line each time that the stack changes, which tells the operators of a network:
 * the calls below a function that runs a graph.
 */
public final class CollapsedStacks {

    /** How such files are named. */
    public static final String ENDING = ".collapsed";

    private static final String ENTRY = " (entry)";

    /** What has returned from where the recording began: Renode writes a line without a function. */
    private static final String UNKNOWN = "[unknown]";

    private final String file;
    private final GraphFunctions graphs;
    private final Map<String, Building> roots = new LinkedHashMap<>();
    private final List<LayerCall> layers = new ArrayList<>();
    private Optional<LayerCall> layer = Optional.empty();
    private long excess;

    private CollapsedStacks(String file, GraphFunctions graphs, long before) {
        this.file = file;
        this.graphs = graphs;
        excess = before;
    }

    private static final class Building {
        private final Map<String, Building> callees = new LinkedHashMap<>();
        private long instructions;

        private CallNode made(String name) {
            CallNode node =
                    new CallNode(name, new CallCost(instructions, instructions, Accesses.NONE, Accesses.NONE), 1, 0);
            callees.forEach((callee, building) -> node.add(building.made(callee)));
            return node;
        }
    }

    /** Tells whether a file is named as such files are. */
    public static boolean isNamedSo(Path file) {
        return file.toString().endsWith(ENDING);
    }

    /**
     * Reads a file, line by line.
     *
     * @throws BadInputException if it cannot be read, holds nothing, or a line is malformed, which the text names
     */
    public static Profile read(Path file) {
        Profile profile;
        try (InputStream in = Files.newInputStream(file)) {
            profile = read(file.toString(), in, GraphFunctions.known(), 0);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot read collapsed stacks from " + file + ": it is not there, or may not be read", e);
        }
        if (profile.roots().isEmpty()) {
            throw new BadInputException(file + " holds no collapsed stack: nothing was executed while it was written");
        }
        return profile;
    }

    /**
     * Reads what was recorded, line by line.
     *
     * @param name what it is called in messages
     * @param graphs knows which functions run the graph of a network, so that calls below them are operators
     * @param before instructions that the first line counts too, and that are none of what was recorded
     * @throws BadInputException if a line is malformed, which the text names
     * @throws IOException if it cannot be read
     */
    public static Profile read(String name, InputStream in, GraphFunctions graphs, long before) throws IOException {
        CollapsedStacks stacks = new CollapsedStacks(name, graphs, before);
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
            int number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                stacks.take(line, number++);
            }
        } catch (CharacterCodingException e) {
            throw new BadInputException(name + " is no text, so it holds no collapsed stacks", e);
        }
        stacks.endLayer();
        List<CallNode> roots = new ArrayList<>();
        stacks.roots.forEach((root, building) -> roots.add(building.made(root)));
        return new Profile(roots, stacks.layers, false);
    }

    private void take(String line, int number) {
        if (line.isBlank()) {
            return;
        }
        int space = line.lastIndexOf(' ');
        long instructions = count(line.substring(space + 1));
        if (space < 0 || instructions < 0) {
            throw new BadInputException(file + ":" + number + ": this is no collapsed stack: '" + shortened(line)
                    + "'; a line is main;work 6005");
        }
        instructions = Math.max(0, instructions - excess);
        excess = 0;
        Map<String, Building> level = roots;
        Building node = new Building();
        String graph = "";
        String caller = "";
        String kernel = "";
        for (String name : line.substring(0, space).split(";", -1)) {
            String function = named(name);
            node = level.computeIfAbsent(function, any -> new Building());
            level = node.callees;
            if (graph.isEmpty() && graphs.isOperator(caller, function)) {
                graph = caller;
                kernel = function;
            }
            caller = function;
        }
        node.instructions += instructions;
        follow(graph, kernel, caller, instructions);
    }

    /** An operator ends when the graph's function goes on, not when an interrupt is handled meanwhile. */
    private void follow(String graph, String kernel, String executing, long instructions) {
        if (graph.isEmpty()) {
            if (graphs.test(executing)) {
                endLayer();
            }
            return;
        }
        if (!layer.filter(one -> one.graph().equals(graph) && one.kernel().equals(kernel))
                .isPresent()) {
            endLayer();
        }
        layer = Optional.of(
                new LayerCall(graph, kernel, layer.map(LayerCall::instructions).orElse(0L) + instructions));
    }

    private void endLayer() {
        layer.ifPresent(layers::add);
        layer = Optional.empty();
    }

    private static String named(String name) {
        if (name.isEmpty()) {
            return UNKNOWN;
        }
        return name.endsWith(ENTRY) ? name.substring(0, name.length() - ENTRY.length()) : name;
    }

    private static long count(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String shortened(String line) {
        return line.length() > 60 ? line.substring(0, 60) + "..." : line;
    }
}

package dev.kenning.testbench.profile;

import dev.kenning.testbench.text.BadInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads collapsed stacks, lines such as {@code main;work (entry) 6005}, as Renode's {@code EnableProfilerCollapsedStack} and
 * flame graph programs write them.
 *
 * <p>They tell instructions by path, so that a profile of them has functions and a tree, but neither operators nor stack depths;
 * each path counts as one call.
 */
public final class CollapsedStacks {

    private static final String ENTRY = " (entry)";
    private static final String ENDING = ".collapsed";

    private final Path file;
    private final Map<String, Building> roots = new LinkedHashMap<>();

    private CollapsedStacks(Path file) {
        this.file = file;
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
     * @throws BadInputException if it cannot be read, or a line is malformed, which the text names
     */
    public static Profile read(Path file) {
        CollapsedStacks stacks = new CollapsedStacks(file);
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                stacks.take(line, number++);
            }
        } catch (CharacterCodingException e) {
            throw new BadInputException(file + " is no text, so it holds no collapsed stacks", e);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot read collapsed stacks from " + file + ": it is not there, or may not be read", e);
        }
        if (stacks.roots.isEmpty()) {
            throw new BadInputException(file + " holds no collapsed stack: nothing was executed while it was written");
        }
        List<CallNode> roots = new ArrayList<>();
        stacks.roots.forEach((name, root) -> roots.add(root.made(name)));
        return new Profile(roots, List.of(), false);
    }

    private void take(String line, int number) {
        if (line.isBlank()) {
            return;
        }
        int space = line.lastIndexOf(' ');
        long instructions = count(line.substring(space + 1));
        if (space <= 0 || instructions < 0) {
            throw new BadInputException(file + ":" + number + ": this is no collapsed stack: '" + shortened(line)
                    + "'; a line is main;work 6005");
        }
        Map<String, Building> level = roots;
        Building node = new Building();
        for (String name : line.substring(0, space).split(";", -1)) {
            String function = name.endsWith(ENTRY) ? name.substring(0, name.length() - ENTRY.length()) : name;
            node = level.computeIfAbsent(function, any -> new Building());
            level = node.callees;
        }
        node.instructions += instructions;
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

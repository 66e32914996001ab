package dev.kenning.testbench.profile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Knows the functions with which runtimes run the graph of a network, and what is called there that is no operator. A name is one of the
 * symbol table, {@code *} is any text, and {@code !} before it says that such a function is no operator. Immutable.
 */
public final class GraphFunctions implements Predicate<String> {

    private static final String NO_OPERATOR = "!";

    private final List<Pattern> graphs;
    private final List<Pattern> others;

    private GraphFunctions(List<Pattern> graphs, List<Pattern> others) {
        this.graphs = List.copyOf(graphs);
        this.others = List.copyOf(others);
    }

    /** Returns those of the runtimes that this project knows. */
    public static GraphFunctions known() {
        try (InputStream in = GraphFunctions.class.getResourceAsStream("graphs.txt")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks graphs.txt");
            }
            return of(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns those with these names. */
    public static GraphFunctions of(List<String> names) {
        return new GraphFunctions(List.of(), List.of()).and(names);
    }

    /** Returns these and more. */
    public GraphFunctions and(List<String> names) {
        List<Pattern> moreGraphs = new ArrayList<>(graphs);
        List<Pattern> moreOthers = new ArrayList<>(others);
        for (String name : names) {
            if (name.startsWith(NO_OPERATOR)) {
                moreOthers.add(pattern(name.substring(NO_OPERATOR.length())));
            } else {
                moreGraphs.add(pattern(name));
            }
        }
        return new GraphFunctions(moreGraphs, moreOthers);
    }

    private static Pattern pattern(String name) {
        StringBuilder regex = new StringBuilder();
        for (String part : name.strip().split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(part.isEmpty() ? "" : Pattern.quote(part));
        }
        return Pattern.compile(name.startsWith("*") ? ".*" + regex : regex.toString());
    }

    /** Tells whether a function runs a graph. */
    @Override
    public boolean test(String function) {
        return matches(graphs, function);
    }

    /** Tells whether a call is an operator's: from a function that runs a graph, and not of what only observes it. */
    boolean isOperator(String caller, String function) {
        return test(caller) && !matches(others, function);
    }

    private static boolean matches(List<Pattern> patterns, String function) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(function).matches());
    }
}

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

/** Knows the functions with which runtimes run the graph of a network. Immutable. */
public final class GraphFunctions implements Predicate<String> {

    private final List<Pattern> patterns;

    private GraphFunctions(List<Pattern> patterns) {
        this.patterns = List.copyOf(patterns);
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

    /** Returns those whose names match one of these; {@code *} is any text. */
    public static GraphFunctions of(List<String> names) {
        return new GraphFunctions(names.stream().map(GraphFunctions::pattern).toList());
    }

    /** Returns these and more. */
    public GraphFunctions and(List<String> names) {
        List<Pattern> all = new ArrayList<>(patterns);
        names.stream().map(GraphFunctions::pattern).forEach(all::add);
        return new GraphFunctions(all);
    }

    private static Pattern pattern(String name) {
        StringBuilder regex = new StringBuilder();
        for (String part : name.strip().split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(part.isEmpty() ? "" : Pattern.quote(part));
        }
        return Pattern.compile(name.startsWith("*") ? ".*" + regex : regex.toString());
    }

    @Override
    public boolean test(String function) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(function).matches());
    }
}

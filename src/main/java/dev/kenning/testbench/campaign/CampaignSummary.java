package dev.kenning.testbench.campaign;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Adds up what the injections of a campaign gave, by region, by number of flips and by operator. */
public final class CampaignSummary {

    /**
     * A group of injections.
     *
     * @param name what they have in common
     * @param outcomes how often each outcome was
     * @param accuracy after how many of them the class was right
     */
    public record Row(String name, Map<Outcome, Long> outcomes, Share accuracy) {

        /** Copies the map. */
        public Row {
            outcomes = Map.copyOf(outcomes);
        }

        /** Returns how often an outcome was. */
        public Share share(Outcome outcome) {
            return new Share(outcomes.getOrDefault(outcome, 0L), accuracy.trials());
        }
    }

    private final List<InjectionResult> results;

    /** Adds up results. */
    public CampaignSummary(List<InjectionResult> results) {
        this.results = List.copyOf(results);
    }

    /** Returns all injections as one row. */
    public Row all() {
        return row("all", results);
    }

    /** Returns a row for each region, in the order of their first injections. */
    public List<Row> byRegion() {
        return rows(InjectionResult::region);
    }

    /** Returns a row for each region and number of flips, such as {@code weights, 4 flips}. */
    public List<Row> byFlips() {
        return rows(result -> result.region() + ", " + flips(result));
    }

    private static String flips(InjectionResult result) {
        int count = result.faults().size();
        return count == 1 ? "1 flip" : count + " flips";
    }

    /** Returns a row for each of some operators that was met. */
    public List<Row> byLayer(List<String> layers) {
        return layers.stream()
                .map(layer -> row(layer, where(result -> result.layer().equals(layer))))
                .filter(row -> row.accuracy().trials() > 0)
                .toList();
    }

    private List<InjectionResult> where(Predicate<InjectionResult> wanted) {
        return results.stream().filter(wanted).toList();
    }

    private List<Row> rows(Function<InjectionResult, String> key) {
        Map<String, List<InjectionResult>> groups = new LinkedHashMap<>();
        results.forEach(result -> groups.computeIfAbsent(key.apply(result), name -> new ArrayList<>())
                .add(result));
        return groups.entrySet().stream()
                .map(group -> row(group.getKey(), group.getValue()))
                .toList();
    }

    private static Row row(String name, List<InjectionResult> group) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        group.forEach(result -> outcomes.merge(result.outcome(), 1L, Long::sum));
        long right = group.stream().filter(InjectionResult::right).count();
        return new Row(name, outcomes, new Share(right, group.size()));
    }
}

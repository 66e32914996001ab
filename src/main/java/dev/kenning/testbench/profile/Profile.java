package dev.kenning.testbench.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Is what a piece of work executed, as an exact tree of calls: counted, not sampled.
 *
 * <p>Threads and interrupts are roots of their own. Immutable.
 */
public final class Profile {

    /** The root of a program without threads. */
    static final String PROGRAM = "[program]";

    private final List<CallNode> roots;
    private final List<LayerCall> layers;
    private final boolean countsAccesses;

    Profile(List<CallNode> roots, List<LayerCall> layers, boolean countsAccesses) {
        this.roots = List.copyOf(roots);
        this.layers = List.copyOf(layers);
        this.countsAccesses = countsAccesses;
    }

    /** Returns the profiles of several cores as one. */
    public static Profile together(List<Profile> cores) {
        return new Profile(
                cores.stream().flatMap(core -> core.roots.stream()).toList(),
                cores.stream().flatMap(core -> core.layers.stream()).toList(),
                cores.stream().allMatch(core -> core.countsAccesses));
    }

    /** Tells whether loads, stores, cycles and stack depths were counted, or instructions alone, as Renode does. */
    public boolean countsAccesses() {
        return countsAccesses;
    }

    /** Returns where threads and interrupts begin. */
    public List<CallNode> roots() {
        return roots;
    }

    /** Returns the operators of networks in the order in which they ran; none if no known runtime ran. */
    public List<LayerCall> layers() {
        return layers;
    }

    /** Returns what all of it cost. */
    public CallCost cost() {
        return roots.stream().map(CallNode::inclusiveCost).reduce(CallCost.NONE, CallCost::plus);
    }

    /** Returns all instructions. */
    public long instructions() {
        return roots.stream().mapToLong(CallNode::inclusive).sum();
    }

    /** Returns what a function cost, if it was executed. */
    public Optional<FunctionCost> function(String name) {
        Sums sums = new Sums(name);
        roots.forEach(root -> sums.visit(root, false));
        return sums.found
                ? Optional.of(new FunctionCost(
                        name, sums.calls, sums.inclusive, sums.exclusive, sums.stackBytes, sums.callees))
                : Optional.empty();
    }

    private static final class Sums {

        private final String name;
        private final Map<String, Long> callees = new TreeMap<>();
        private boolean found;
        private long calls;
        private long stackBytes;
        private CallCost inclusive = CallCost.NONE;
        private CallCost exclusive = CallCost.NONE;

        Sums(String name) {
            this.name = name;
        }

        void visit(CallNode node, boolean inside) {
            boolean here = node.name().equals(name);
            if (here) {
                found = true;
                calls += node.calls();
                stackBytes = Math.max(stackBytes, node.stackBytes());
                exclusive = exclusive.plus(node.exclusiveCost());
                inclusive = inside ? inclusive : inclusive.plus(node.inclusiveCost());
                node.callees().forEach(callee -> callees.merge(callee.name(), callee.calls(), Long::sum));
            }
            node.callees().forEach(callee -> visit(callee, inside || here));
        }
    }

    /** Returns the names of all functions that were executed. */
    public Set<String> functions() {
        Set<String> names = new HashSet<>();
        roots.forEach(root -> collect(root, names));
        return names;
    }

    private static void collect(CallNode node, Set<String> names) {
        names.add(node.name());
        node.callees().forEach(callee -> collect(callee, names));
    }

    /**
     * Returns the instructions by path, such as {@code main;work (entry)}: what flame graphs are made of. Names are as Renode's
     * collapsed stacks have them, where a function that was called is shown at its entry.
     */
    public Map<String, Long> collapsed() {
        Map<String, Long> stacks = new LinkedHashMap<>();
        for (CallNode root : roots) {
            if (root.name().equals(PROGRAM)) {
                root.callees().forEach(first -> collapse(first, "", stacks));
            } else {
                collapse(root, "", stacks);
            }
        }
        return stacks;
    }

    private static void collapse(CallNode node, String above, Map<String, Long> stacks) {
        String path = above.isEmpty() ? node.name() : above + ";" + node.name() + " (entry)";
        if (node.exclusive() > 0) {
            stacks.merge(path, node.exclusive(), Long::sum);
        }
        node.callees().forEach(callee -> collapse(callee, path, stacks));
    }

    /** Returns the most expensive functions by their own instructions, most expensive first. */
    public List<FunctionCost> top(int count) {
        List<FunctionCost> costs = new ArrayList<>();
        functions().forEach(name -> function(name).ifPresent(costs::add));
        costs.sort((a, b) -> a.exclusive() == b.exclusive()
                ? a.name().compareTo(b.name())
                : Long.compare(b.exclusive(), a.exclusive()));
        return costs.subList(0, Math.min(count, costs.size()));
    }
}

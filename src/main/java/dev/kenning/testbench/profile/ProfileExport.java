package dev.kenning.testbench.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a profile in the formats that other programs show. */
public final class ProfileExport {

    private static final String SPEEDSCOPE = "https://www.speedscope.app/file-format-schema.json";

    private final Profile profile;

    /** Writes this profile. */
    public ProfileExport(Profile profile) {
        this.profile = profile;
    }

    /** Returns a line for each path, as flame graph programs and Renode's {@code EnableProfilerCollapsedStack} have it. */
    public String collapsed() {
        return profile.collapsed().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /**
     * Returns the tree as a map: name, instructions with and without callees, calls, callees; where they were counted, what it
     * cost besides, with callees.
     */
    public List<Object> tree() {
        return profile.roots().stream().map(this::node).toList();
    }

    private Object node(CallNode node) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", node.name());
        map.put("instructions", node.inclusive());
        map.put("self", node.exclusive());
        map.put("calls", node.calls());
        putCost(map, node.inclusiveCost(), node.stackBytes());
        map.put("callees", node.callees().stream().map(this::node).toList());
        return map;
    }

    /** Returns the most expensive functions as maps, each over all paths: accesses with callees, as instructions. */
    public List<Object> functions(int count) {
        return profile.top(count).stream().map(this::function).toList();
    }

    private Object function(FunctionCost cost) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", cost.name());
        map.put("instructions", cost.inclusive());
        map.put("self", cost.exclusive());
        map.put("calls", cost.calls());
        putCost(map, cost.inclusiveCost(), cost.stackBytes());
        return map;
    }

    private void putCost(Map<String, Object> map, CallCost cost, long stackBytes) {
        if (profile.countsAccesses()) {
            map.put("cycles", cost.cycles());
            map.put("loads", cost.memory().reads());
            map.put("stores", cost.memory().writes());
            map.put("peripheral_reads", cost.peripherals().reads());
            map.put("peripheral_writes", cost.peripherals().writes());
            map.put("stack", stackBytes);
        }
    }

    /** Returns a document of speedscope, to be written as JSON: a profile for each thread, weighed by instructions. */
    public Map<String, Object> speedscope(String name) {
        Map<String, Integer> frames = new LinkedHashMap<>();
        List<Object> profiles = new ArrayList<>();
        for (CallNode root : profile.roots()) {
            List<Object> samples = new ArrayList<>();
            List<Long> weights = new ArrayList<>();
            sample(root, new ArrayList<>(), frames, samples, weights);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("type", "sampled");
            one.put("name", root.name());
            one.put("unit", "none");
            one.put("startValue", 0);
            one.put("endValue", root.inclusive());
            one.put("samples", samples);
            one.put("weights", weights);
            profiles.add(one);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", SPEEDSCOPE);
        document.put("name", name);
        document.put("exporter", "Kenning Testbench");
        document.put(
                "shared",
                Map.of(
                        "frames",
                        frames.keySet().stream()
                                .map(frame -> Map.of("name", frame))
                                .toList()));
        document.put("profiles", profiles);
        return document;
    }

    private static void sample(
            CallNode node, List<Integer> above, Map<String, Integer> frames, List<Object> samples, List<Long> weights) {
        Integer known = frames.get(node.name());
        int frame = known == null ? frames.size() : known;
        frames.put(node.name(), frame);
        List<Integer> stack = new ArrayList<>(above);
        stack.add(frame);
        if (node.exclusive() > 0) {
            samples.add(stack);
            weights.add(node.exclusive());
        }
        node.callees().forEach(callee -> sample(callee, stack, frames, samples, weights));
    }

    /** Returns entries in Trace Event Format, in which a microsecond stands for an instruction; calls of a function are joined. */
    public List<Object> traceEvents() {
        List<Object> entries = new ArrayList<>();
        int thread = 0;
        for (CallNode root : profile.roots()) {
            event(root, 0, thread++, entries);
        }
        return entries;
    }

    private static void event(CallNode node, long start, int thread, List<Object> entries) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", node.name());
        entry.put("cat", "instructions");
        entry.put("ph", "X");
        entry.put("ts", start);
        entry.put("dur", node.inclusive());
        entry.put("pid", 0);
        entry.put("tid", thread);
        entry.put("args", Map.of("calls", node.calls(), "self", node.exclusive()));
        entries.add(entry);
        long at = start;
        for (CallNode callee : node.callees()) {
            event(callee, at, thread, entries);
            at += callee.inclusive();
        }
    }
}

package dev.kenning.testbench.trace;

import dev.kenning.testbench.model.ModelOperator;
import dev.kenning.testbench.model.ModelTensor;
import dev.kenning.testbench.model.TfliteFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a trace in Trace Event Format, as Perfetto and the Zephelin Trace Viewer read it: one array of entries with times in
 * microseconds since the first event ({@code kenning-systems.md}, section 7.5).
 */
public final class TraceEventFormat {

    private static final double NANOS_PER_MICROSECOND = 1000;
    private static final String TVM_PREFIX = "^tvmgen_(?:default_)?";

    /** Events that tell a state, under the names that the viewer knows. */
    private static final Map<String, String> STATES = Map.of(
            "zpl_memory", "MEMORY",
            "zpl_cpu_load_event", "CPU_LOAD",
            "zpl_die_temp_event", "DIE_TEMP",
            "thread_info", "THREAD");

    private final Trace trace;
    private Optional<TfliteFile> model = Optional.empty();
    private SortedMap<Long, String> symbols = new TreeMap<>();

    /** Writes this trace. */
    public TraceEventFormat(Trace trace) {
        this.trace = trace;
    }

    /** Tells of the model too. */
    public TraceEventFormat with(TfliteFile of) {
        model = Optional.of(of);
        return this;
    }

    /** Tells the names of addresses too. */
    public TraceEventFormat with(SortedMap<Long, String> names) {
        symbols = new TreeMap<>(names);
        return this;
    }

    /** Returns the entries. */
    public List<Map<String, Object>> entries() {
        List<Map<String, Object>> entries = new ArrayList<>();
        model.ifPresent(file -> entries.add(entry("MODEL", "M", 0, 0, describe(file))));
        if (!symbols.isEmpty()) {
            Map<String, Object> names = new LinkedHashMap<>();
            symbols.forEach((address, name) -> names.put("0x" + Long.toHexString(address), name));
            entries.add(entry("MEMORY::SYMBOLS", "M", 0, 0, names));
        }
        long start =
                trace.events().stream().mapToLong(TraceEvent::nanoTime).min().orElse(0);
        long current = 0;
        Optional<Long> inferring = Optional.empty();
        for (TraceEvent event : trace.events()) {
            if (event.name().equals("thread_switched_in")) {
                current = event.number("thread_id").orElse(current);
            }
            if (event.subject().equals("zpl_inference")) {
                inferring = event.isEnter() && event.number("model_id").isPresent()
                        ? Optional.of(event.number("model_id").getAsLong())
                        : Optional.empty();
            }
            add(event, event.nanoTime() - start, event.number("thread_id").orElse(current), inferring, entries);
        }
        return entries;
    }

    /** Returns the JSON text. */
    public String toJson() {
        return new JsonMapper().writeValueAsString(entries()) + "\n";
    }

    private static void add(
            TraceEvent event, long nanos, long thread, Optional<Long> inferring, List<Map<String, Object>> entries) {
        double time = nanos / NANOS_PER_MICROSECOND;
        String state = STATES.get(event.name());
        if (state != null) {
            entries.add(entry(state, "M", time, thread, event.fields()));
            if (state.equals("THREAD")) {
                entries.add(entry(
                        "thread_name",
                        "M",
                        time,
                        thread,
                        Map.of("name", event.text("name").orElse(""))));
            }
            return;
        }
        String name = name(event, inferring);
        Map<String, Object> args = new LinkedHashMap<>(event.fields());
        if (event.subject().equals("zpl_tflm")) {
            args.put("runtime", "TFLite Micro");
        } else if (event.subject().equals("zpl_tvm")) {
            args.put("runtime", "microTVM");
        }
        if (event.isEnter() || event.isExit()) {
            entries.add(entry(name, event.isEnter() ? "B" : "E", time, thread, args));
        } else {
            entries.add(entry(name, "B", time, thread, args));
            entries.add(entry(name, "E", time + 1, thread, args));
        }
    }

    private static String name(TraceEvent event, Optional<Long> inferring) {
        String prefix = inferring.map(id -> "MODEL[" + id + "]::").orElse("MODEL::");
        return switch (event.subject()) {
            case "zpl_tflm" ->
                prefix + event.text("tag").orElse("") + "_"
                        + event.number("subgraph_idx").orElse(0) + "_"
                        + event.number("op_idx").orElse(0);
            case "zpl_tvm" -> prefix + event.text("tag").orElse("").replaceFirst(TVM_PREFIX, "");
            case "zpl_scope" -> "SCOPE::" + event.text("scope_name").orElse("");
            case "zpl_inference" ->
                event.number("model_id").isPresent()
                        ? "INFERENCE::MODEL[" + event.number("model_id").getAsLong() + "]"
                        : "INFERENCE";
            case "named_event" ->
                event.text("name").filter(text -> !text.isEmpty()).orElse("named_event");
            default -> event.subject();
        };
    }

    private static Map<String, Object> entry(
            String name, String phase, double time, long thread, Map<String, Object> args) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put("cat", "zephyr");
        entry.put("ph", phase);
        entry.put("ts", time);
        entry.put("pid", 0);
        entry.put("tid", thread);
        entry.put("args", args);
        return entry;
    }

    private static Map<String, Object> describe(TfliteFile file) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put(
                "inputs", file.inputs().stream().map(TraceEventFormat::describe).toList());
        described.put(
                "outputs",
                file.outputs().stream().map(TraceEventFormat::describe).toList());
        described.put(
                "tensors",
                file.tensors().stream().map(TraceEventFormat::describe).toList());
        described.put(
                "ops", file.operators().stream().map(TraceEventFormat::describe).toList());
        return described;
    }

    private static Map<String, Object> describe(ModelTensor tensor) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", tensor.name());
        described.put("shape", tensor.shape());
        described.put("dtype", tensor.type());
        return described;
    }

    private static Map<String, Object> describe(ModelOperator operator) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("index", operator.index());
        described.put("op_name", operator.name());
        described.put(
                "inputs", operator.inputs().stream().map(ModelTensor::name).toList());
        described.put(
                "inputs_shapes",
                operator.inputs().stream().map(ModelTensor::shape).toList());
        described.put(
                "outputs", operator.outputs().stream().map(ModelTensor::name).toList());
        described.put(
                "outputs_shapes",
                operator.outputs().stream().map(ModelTensor::shape).toList());
        described.put("macs", operator.macs());
        return described;
    }
}

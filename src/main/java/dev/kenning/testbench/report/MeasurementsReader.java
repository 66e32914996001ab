package dev.kenning.testbench.report;

import dev.kenning.testbench.metrics.MeasurementsSchema;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Reads a measurements file, taking what is sound and noting what is not. Python writes NaN and Infinity, so they are read. */
final class MeasurementsReader {

    /** What this project keeps beside Kenning's keys. */
    private static final String EVIDENCE = "testbench";

    private static final String STUBS = "stubs";

    private static final List<String> INFERENCE_KEYS = List.of("target_inference_step", "protocol_inference_step");

    /** How the keys of Kenning's own measurements of the host begin. */
    private static final String UTILISATION = "session_utilization_";

    private static final String OPCODES = "opcode_counters";

    /** JSON's kinds of values as a note calls them. */
    private static final Map<String, String> NAMES =
            Map.of("array", "list", "object", "object", "number", "number", "string", "text");

    /** Label in a report to the key in the file, or under host, in the order of a report. */
    private static final Map<String, String> FACTS = facts();

    private final Path file;
    private final List<String> notes = new ArrayList<>();
    private JsonNode root = MissingNode.getInstance();

    MeasurementsReader(Path file) {
        this.file = file;
    }

    MeasuredRun read() {
        root = parse();
        noteWrongKinds();
        root.path(EVIDENCE)
                .path(STUBS)
                .forEach(stub -> notes.add(
                        "the engine does not have " + stub.asString() + ": something that reads 0 stood for it"));
        String inferenceKey = inferenceKey();
        Points inference = points(inferenceKey, inferenceKey + "_timestamp");
        Optional<Classification> classification = classification();
        Map<String, Long> opcodes = opcodes();
        return new MeasuredRun(
                modelName(),
                file,
                List.copyOf(notes),
                inference,
                inferenceKey,
                points("inference_executed_instructions", "protocol_inference_step_timestamp"),
                cpuUsage(),
                points("session_utilization_mem_percent", "session_utilization_timestamp"),
                points("session_utilization_gpu_utilization", "session_utilization_gpu_timestamp"),
                points("session_utilization_gpu_mem_utilization", "session_utilization_gpu_timestamp"),
                classification,
                opcodes,
                activity(),
                inferences(inference),
                allocations(),
                whole(root.path("compiled_model_size")),
                facts(inferenceKey),
                new Evidence(root.path(EVIDENCE)));
    }

    /** What is of another kind is read as if it were absent, as is null. */
    private void noteWrongKinds() {
        Map<String, String> kinds = MeasurementsSchema.kinds();
        INFERENCE_KEYS.forEach(key -> kinds.put(key, "array"));
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            String key = entry.getKey();
            String kind = key.startsWith(UTILISATION) ? "array" : kinds.getOrDefault(key, "");
            if (!entry.getValue().isNull() && !isOf(kind, entry.getValue())) {
                notes.add("the key " + key + " is no " + NAMES.get(kind) + " and was left out");
            }
        }
        for (Map.Entry<String, JsonNode> cpu : root.path(OPCODES).properties()) {
            if (!cpu.getValue().isObject()) {
                notes.add("the key " + OPCODES + "." + cpu.getKey() + " is no object and was left out");
            }
        }
    }

    private static boolean isOf(String kind, JsonNode value) {
        return switch (kind) {
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "number" -> value.isNumber();
            case "string" -> value.isString();
            default -> true;
        };
    }

    /** Returns the file in Trace Event Format that belongs to a measurements file. */
    static Optional<Path> traceBeside(Path file) {
        String name = String.valueOf(file.getFileName());
        String stem = name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
        return Optional.of(file.resolveSibling(stem + ".trace.json")).filter(Files::isRegularFile);
    }

    private JsonNode parse() {
        if (Files.isDirectory(file) || !Files.exists(file)) {
            throw new BadInputException("cannot read measurements from " + file + ": "
                    + (Files.isDirectory(file) ? "it is a folder" : "no such file")
                    + "; name a file that `testbench run --measurements` or `kenning test --measurements` wrote");
        }
        JsonNode node;
        try {
            node = JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build()
                    .readTree(file);
        } catch (JacksonException e) {
            throw new BadInputException(
                    file + ":" + place(e.getLocation()) + ": this is no complete JSON"
                            + (isCut() ? ", the file is cut off there" : "") + ": " + Text.problem(e)
                            + "; write the measurements anew",
                    e);
        }
        if (node == null || !node.isObject()) {
            throw new BadInputException(file + ": measurements are a JSON object, but this is "
                    + (node == null || node.isMissingNode() ? "empty" : "something else"));
        }
        return node;
    }

    private boolean isCut() {
        try {
            String text = Files.readString(file).stripTrailing();
            return !text.endsWith("}");
        } catch (IOException e) {
            return false;
        }
    }

    private static String place(TokenStreamLocation location) {
        return location == null ? "?" : location.getLineNr() + ":" + location.getColumnNr();
    }

    private String modelName() {
        String path = file.normalize().toString();
        String stem = path.endsWith(".json") ? path.substring(0, path.length() - ".json".length()) : path;
        return stem.replaceFirst("^/+", "").replace('/', '.');
    }

    /** The device's own times where there is one for each inference, else those of whoever asked. */
    private String inferenceKey() {
        int asked = root.path("protocol_inference_step").size();
        return INFERENCE_KEYS.stream()
                .filter(key -> root.path(key).isArray() && root.path(key).size() >= Math.max(1, asked))
                .findFirst()
                .or(() -> INFERENCE_KEYS.stream()
                        .filter(key -> root.path(key).size() > 0)
                        .findFirst())
                .orElse("protocol_inference_step");
    }

    private Points cpuUsage() {
        JsonNode rows = root.path("session_utilization_cpus_percent");
        double[] means = StreamSupport.stream(rows.spliterator(), false)
                .mapToDouble(row -> StreamSupport.stream(row.spliterator(), false)
                        .mapToDouble(JsonNode::asDouble)
                        .average()
                        .orElse(Double.NaN))
                .toArray();
        return sound("session_utilization_cpus_percent", means, numbers(root.path("session_utilization_timestamp")));
    }

    private Points points(String key, String timesKey) {
        return sound(key, numbers(root.path(key)), numbers(root.path(timesKey)));
    }

    /** Leaves out what is no number, with its time. */
    private Points sound(String key, double[] values, double[] times) {
        int[] good = IntStream.range(0, values.length)
                .filter(i -> Double.isFinite(values[i]))
                .toArray();
        if (good.length < values.length) {
            notes.add((values.length - good.length) + " of " + values.length + " values of " + key
                    + " are no finite numbers and were left out");
        }
        boolean timed = times.length == values.length && Arrays.stream(times).allMatch(Double::isFinite);
        if (!timed && times.length > 0) {
            notes.add(
                    key + " has " + values.length + " values but " + times.length + " times; they are drawn by number");
        }
        return new Points(
                timed ? Arrays.stream(good).mapToDouble(i -> times[i]).toArray() : new double[0],
                Arrays.stream(good).mapToDouble(i -> values[i]).toArray());
    }

    private static double[] numbers(JsonNode node) {
        if (!node.isArray()) {
            return new double[0];
        }
        double[] numbers = new double[node.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode value = node.get(i);
            numbers[i] = value.isNumber() ? value.doubleValue() : Double.NaN;
        }
        return numbers;
    }

    private Optional<Classification> classification() {
        JsonNode rows = root.path("eval_confusion_matrix");
        if (!rows.isArray() || rows.isEmpty()) {
            return Optional.empty();
        }
        int size = rows.size();
        long[][] matrix = new long[size][size];
        for (int i = 0; i < size; i++) {
            double[] row = numbers(rows.get(i));
            if (row.length != size || Arrays.stream(row).anyMatch(count -> !(count >= 0 && Double.isFinite(count)))) {
                notes.add("eval_confusion_matrix is no square of counts (row " + (i + 1) + ") and was left out");
                return Optional.empty();
            }
            matrix[i] = Arrays.stream(row).mapToLong(Math::round).toArray();
        }
        return Optional.of(new Classification(
                classNames(size), matrix, whole(root.path("top_5_count")), whole(root.path("total"))));
    }

    private List<String> classNames(int size) {
        JsonNode names = root.path("class_names");
        if (names.size() != size && !names.isMissingNode()) {
            notes.add("class_names has " + names.size() + " names for " + size + " classes; numbers stand in for them");
        }
        return IntStream.range(0, size)
                .mapToObj(i -> names.size() == size && names.get(i).isString()
                        ? names.get(i).stringValue()
                        : String.valueOf(i))
                .toList();
    }

    private Map<String, Long> opcodes() {
        Map<String, Long> sums = new TreeMap<>();
        for (Map.Entry<String, JsonNode> cpu : root.path(OPCODES).properties()) {
            for (Map.Entry<String, JsonNode> opcode : cpu.getValue().properties()) {
                whole(opcode.getValue())
                        .ifPresentOrElse(
                                count -> {
                                    if (count != 0) {
                                        sums.merge(opcode.getKey(), count, Long::sum);
                                    }
                                },
                                () -> notes.add(OPCODES + "." + cpu.getKey() + "." + opcode.getKey()
                                        + " is no count and was left out"));
            }
        }
        return sums;
    }

    private Optional<Activity> activity() {
        double[] times = numbers(root.path("profiler_timestamps"));
        if (times.length == 0) {
            return Optional.empty();
        }
        Map<String, Points> instructions = new TreeMap<>();
        for (Map.Entry<String, JsonNode> cpu :
                root.path("executed_instructions").properties()) {
            instructions.put(cpu.getKey(), series("executed_instructions." + cpu.getKey(), cpu.getValue(), times));
        }
        Map<String, Activity.Accesses> devices = new TreeMap<>();
        for (Map.Entry<String, JsonNode> device :
                root.path("peripheral_accesses").properties()) {
            Activity.Accesses accesses = accesses("peripheral_accesses." + device.getKey(), device.getValue(), times);
            if (accesses.total() > 0) {
                devices.put(device.getKey(), accesses);
            }
        }
        return Optional.of(new Activity(
                step(times),
                instructions,
                accesses("memory_accesses", root.path("memory_accesses"), times),
                devices,
                series("exceptions", root.path("exceptions"), times)));
    }

    /** The least distance: steps in which nothing happened are not in the file. */
    private static double step(double[] times) {
        return IntStream.range(1, times.length)
                .mapToDouble(i -> times[i] - times[i - 1])
                .filter(distance -> distance > 0)
                .min()
                .orElse(0);
    }

    private Activity.Accesses accesses(String key, JsonNode node, double[] times) {
        return new Activity.Accesses(
                series(key + ".read", node.path("read"), times), series(key + ".write", node.path("write"), times));
    }

    private Points series(String key, JsonNode node, double[] times) {
        return sound(key, numbers(node), node.isMissingNode() ? new double[0] : times);
    }

    private long inferences(Points inference) {
        return whole(root.path("total"))
                .orElse(Math.max(
                        inference.size(), root.path("protocol_inference_step").size()));
    }

    private Map<String, Long> allocations() {
        Map<String, Long> bytes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path("allocation_stats").properties()) {
            whole(entry.getValue()).ifPresent(count -> bytes.put(entry.getKey(), count));
        }
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (entry.getKey().matches("(host|device)_bytes_\\w+")) {
                whole(entry.getValue()).ifPresent(count -> bytes.put(entry.getKey(), count));
            }
        }
        return bytes;
    }

    private static OptionalLong whole(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.doubleValue())
                ? OptionalLong.of(Math.round(node.doubleValue()))
                : OptionalLong.empty();
    }

    private Map<String, String> facts(String inferenceKey) {
        Map<String, String> found = new LinkedHashMap<>();
        FACTS.forEach((label, key) -> text(key).ifPresent(value -> found.put(label, value)));
        String fingerprint = root.path(EVIDENCE).path("fingerprint").asString("");
        if (!fingerprint.isEmpty()) {
            found.put("Fingerprint", fingerprint);
        }
        String optimizers = StreamSupport.stream(root.path("optimizers").spliterator(), false)
                .map(optimizer -> (optimizer.path("compiler_framework").asString("") + " "
                                + optimizer.path("compiler_version").asString(""))
                        .strip())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        if (!optimizers.isEmpty()) {
            found.put("Compiler framework", optimizers);
        }
        if (root.path(inferenceKey).size() > 0) {
            found.put("Times", inferenceKey.startsWith("target") ? "by the device" : "by whoever asked the device");
        }
        return found;
    }

    private Optional<String> text(String key) {
        JsonNode node = root.path(key).isMissingNode() ? root.path("host").path(key) : root.path(key);
        if (node.isArray()) {
            return Optional.of(command(StreamSupport.stream(node.spliterator(), false)
                            .map(word -> word.asString(""))
                            .toList()))
                    .filter(text -> !text.isEmpty());
        }
        return node.isValueNode() && !node.isNull()
                ? Optional.of(node.asString("")).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** Ours has a text for each argument; Kenning's has one for each line, which a backslash continues. */
    private static String command(List<String> words) {
        return words.stream().anyMatch(word -> word.endsWith("\\"))
                ? String.join("\n", words)
                : words.stream().map(MeasurementsReader::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Board", "platform");
        facts.put("Engine", "engine");
        facts.put("Simulator", "simulator");
        facts.put("Model framework", "model_framework");
        facts.put("Model framework version", "model_version");
        facts.put("Model", "compiled_model_path");
        facts.put("Samples", "samples_path");
        facts.put("Firmware", "runtime_binary_path");
        facts.put("Scenario", "cfg_path");
        facts.put("Command", "command");
        facts.put("Started", "started");
        facts.put("Seconds on the host", "seconds");
        facts.put("Java", "java");
        facts.put("Version", "version");
        return facts;
    }
}

package dev.kenning.testbench.bench;

import dev.kenning.testbench.report.MeasuredRun;
import dev.kenning.testbench.report.Report;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints how long the first report takes that a JVM makes, in Markdown and HTML, and how large it is: {@code ReportCost SAMPLES FOLDER}.
 *
 * <p>Every list of the measurements, over inferences and over virtual time, has as many entries.
 */
final class ReportCost {

    private static final Path TEN_SAMPLES = Path.of("src/test/resources/report/testbench.json");
    private static final double JITTER = 1e-8;

    private final int samples;

    private ReportCost(int samples) {
        this.samples = samples;
    }

    public static void main(String[] arguments) throws IOException {
        int samples = Integer.parseInt(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Path file = folder.resolve("measurements.json");
        new ReportCost(samples).write(file);
        Path html = folder.resolve("report.html");
        long wall = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        Report report = Report.of("Cost", List.of(MeasuredRun.read(file)));
        report.writeMarkdown(folder.resolve("report.md"));
        report.writeHtml(html);

        System.out.printf(
                Locale.ROOT,
                "%7d samples, %5.1f MB of measurements: %.2f s, of which %.2f s of CPU; HTML %.2f MB%n",
                samples,
                Files.size(file) / 1e6,
                (System.nanoTime() - wall) / 1e9,
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9,
                Files.size(html) / 1e6);
    }

    private void write(Path file) throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = (ObjectNode) mapper.readTree(Files.readAllBytes(TEN_SAMPLES));
        lengthen(root, "");
        Files.write(file, mapper.writeValueAsBytes(root));
    }

    /** Repeats what a list has, and lets numbers differ; times go on. The classes stay what they are. */
    private void lengthen(ObjectNode node, String within) {
        for (String key : List.copyOf(node.propertyNames())) {
            JsonNode value = node.get(key);
            if (value instanceof ObjectNode object && !key.equals("host") && !key.equals("testbench")) {
                lengthen(object, key);
            } else if (value instanceof ArrayNode list
                    && !key.equals("class_names")
                    && !key.equals("eval_confusion_matrix")) {
                node.set(key, key.contains("timestamp") ? times() : repeated(list));
            }
        }
        if (within.isEmpty()) {
            node.put("total", samples);
        }
    }

    private ArrayNode times() {
        ArrayNode times = new JsonMapper().createArrayNode();
        for (int i = 0; i < samples; i++) {
            times.add((i + 1) / 1000.0);
        }
        return times;
    }

    private ArrayNode repeated(ArrayNode list) {
        ArrayNode longer = new JsonMapper().createArrayNode();
        for (int i = 0; i < samples; i++) {
            JsonNode entry = list.get(i % list.size());
            if (entry.isIntegralNumber()) {
                longer.add(entry.asLong() + i % 1000);
            } else if (entry.isNumber()) {
                longer.add(entry.asDouble() + i % 1000 * JITTER);
            } else {
                longer.add(entry);
            }
        }
        return longer;
    }
}

package dev.kenning.testbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.text.BadInputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Measurements that are absent, broken, hostile or huge. */
class BadMeasurementsTest {

    private static final String SCRIPT = "<script>alert('x')</script>";

    @TempDir
    private Path folder;

    @Test
    void saysWhereAFileIsCutOff() throws IOException {
        Path file = write("{\n  \"total\" : 10,\n  \"protocol_inference_step\" : [ 0.1, 0.");

        assertThatThrownBy(() -> MeasuredRun.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(file + ":3:")
                .hasMessageContaining("cut off")
                .hasMessageNotContaining("REDACTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "12", "\"text\"", "null"})
    void refusesWhatIsNoObject(String json) throws IOException {
        Path file = write(json);

        assertThatThrownBy(() -> MeasuredRun.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("measurements are a JSON object");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> MeasuredRun.read(folder.resolve("none.json")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void saysWhatIsAbsentOfMeasurementsWithoutAnything() throws IOException {
        String markdown = markdown("{}");

        assertThat(markdown)
                .contains("Nothing was measured")
                .contains("No measurements of inference times")
                .contains("No confusion matrix")
                .contains("No opcode counters")
                .contains("No profile over virtual time");
    }

    @Test
    void saysWhatOfTheBoardWasNotThere() throws IOException {
        assertThat(markdown("{\"testbench\": {\"stubs\": [\"adc (Analog.NoSuch)\"]}}"))
                .contains("the engine does not have adc (Analog.NoSuch): something that reads 0 stood for it.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"protocol_inference_step": 3}             | the key protocol\\_inference\\_step is no list and was left out
            {"session_utilization_mem_percent": "all"} | the key session\\_utilization\\_mem\\_percent is no list and was left out
            {"opcode_counters": ["add"]}               | the key opcode\\_counters is no object and was left out
            {"opcode_counters": {"cpu": 5}}            | the key opcode\\_counters.cpu is no object and was left out
            {"total": "ten"}                           | the key total is no number and was left out
            {"platform": 7}                            | the key platform is no text and was left out
            """)
    void leavesOutWhatIsOfAnotherKindAndSaysSo(String json, String note) throws IOException {
        assertThat(markdown(json)).contains(note);
    }

    @Test
    void takesNullForAbsent() throws IOException {
        assertThat(markdown("{\"total\": null, \"opcode_counters\": null}")).doesNotContain("was left out");
    }

    @Test
    void leavesOutWhatIsNoNumberAndSaysSo() throws IOException {
        String markdown = markdown("{\"protocol_inference_step\":[0.25,NaN,Infinity,0.75],"
                + "\"protocol_inference_step_timestamp\":[1,2,3,4]}");

        assertThat(markdown)
                .contains("2 of 4 values of protocol\\_inference\\_step are no finite numbers")
                .contains("| Mean | 0.500000 |");
    }

    @Test
    void drawsByNumberWhatHasTooFewTimes() throws IOException {
        assertThat(markdown("{\"protocol_inference_step\":[0.25,0.5,0.75],\"protocol_inference_step_timestamp\":[1]}"))
                .contains("3 values but 1 times");
    }

    @Test
    void showsOneClass() throws IOException {
        assertThat(markdown("{\"eval_confusion_matrix\":[[3]],\"class_names\":[\"only\"],\"total\":3}"))
                .contains("| Accuracy | 100.0 % |")
                .contains("| only | 3 | 3 | 1.000000 | 1.000000 | 1.000000 |");
    }

    @Test
    void survivesAMatrixWithoutAnyPrediction() throws IOException {
        assertThat(markdown("{\"eval_confusion_matrix\":[[0,0],[0,0]],\"total\":0}"))
                .contains("| Accuracy | – |");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[1,2]]", "[[1,-2],[0,1]]", "[1,2]", "[[1,\"x\"],[0,1]]"})
    void leavesOutAMatrixThatIsNoSquareOfCounts(String matrix) throws IOException {
        assertThat(markdown("{\"eval_confusion_matrix\":" + matrix + "}"))
                .contains("eval\\_confusion\\_matrix is no square of counts")
                .contains("No confusion matrix");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"protocol_inference_step\":{}}",
                "{\"opcode_counters\":[1]}",
                "{\"opcode_counters\":{\"cpu\":{\"add\":\"many\"}}}",
                "{\"profiler_timestamps\":[0],\"executed_instructions\":3,\"memory_accesses\":[],\"peripheral_accesses\":1}",
                "{\"profiler_timestamps\":[0,0,0],\"executed_instructions\":{\"cpu\":[1]},\"exceptions\":null}",
                "{\"class_names\":\"a\",\"eval_confusion_matrix\":[[1,0],[0,1]]}",
                "{\"allocation_stats\":[],\"compiled_model_size\":\"big\",\"optimizers\":{},\"host\":7,\"testbench\":1}",
                "{\"protocol_inference_step\":[0,0,0],\"total\":0,\"opcode_counters\":{\"cpu\":{\"add\":1}}}",
                "{\"protocol_inference_step\":[1e308,1e308,-1e308],\"inference_executed_instructions\":[1e300]}",
                "{\"testbench\":{\"verdict\":{\"passed\":\"yes\"},\"console\":5,\"layers\":{},\"profile\":[]}}"
            })
    void makesAReportOfValuesOfTheWrongKind(String json) throws IOException {
        assertThat(markdown(json)).startsWith("# bad");
        assertThat(html(json)).contains("</html>");
    }

    @Test
    void showsHostileTextAsText() throws IOException {
        String json = ("{\"eval_confusion_matrix\":[[1,0],[0,1]],\"class_names\":[\"SCRIPT\",\"a|b\\n`c`\"],"
                        + "\"opcode_counters\":{\"SCRIPT\":{\"SCRIPT\":3}},\"platform\":\"SCRIPT\","
                        + "\"profiler_timestamps\":[0,1],\"executed_instructions\":{\"SCRIPT\":[1,2]},"
                        + "\"host\":{\"command\":[\"SCRIPT\"]},\"testbench\":{\"verdict\":{\"passed\":false,"
                        + "\"reasons\":[\"SCRIPT\"]},\"console\":[\"SCRIPT\",\"</pre>\",\"```\"]}}")
                .replace("SCRIPT", SCRIPT);

        assertThat(html(json))
                .doesNotContain(SCRIPT)
                .doesNotContain("</pre></pre>")
                .contains("&lt;script&gt;");
        assertThat(withoutListings(markdown(json))).doesNotContain("<script").contains("a\\|b \\`c\\`");
    }

    @Test
    void makesASmallReportOfAMillionSamples() throws IOException {
        Path file = folder.resolve("million.json");
        Random random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\"protocol_inference_step\":[0.001");
            for (int i = 1; i < 1_000_000; i++) {
                out.write("," + (0.001 + 1e-6 * random.nextInt(100)));
            }
            out.write("],\"protocol_inference_step_timestamp\":[0");
            for (int i = 1; i < 1_000_000; i++) {
                out.write("," + i / 1000.0);
            }
            out.write("]}");
        }
        Path html = folder.resolve("report.html");

        Report.of("million", List.of(MeasuredRun.read(file))).writeHtml(html);

        assertThat(Files.size(html)).isLessThan(500_000);
        assertThat(Files.readString(html)).contains("1,000,000 values");
    }

    @Test
    void keepsAMatrixOfAThousandClassesSmall() throws IOException {
        StringBuilder json = new StringBuilder("{\"eval_confusion_matrix\":[");
        for (int i = 0; i < 1000; i++) {
            json.append(i == 0 ? "[" : ",[");
            for (int j = 0; j < 1000; j++) {
                json.append(j == 0 ? "" : ",").append(i == j ? 50 : (i + j) % 7);
            }
            json.append(']');
        }
        assertThat(html(json.append("]}").toString()).length()).isLessThan(4_000_000);
    }

    /** Returns the lines that are Markdown: directives are, listings between backticks are not. */
    private static String withoutListings(String markdown) {
        StringBuilder kept = new StringBuilder();
        String fence = "";
        boolean listing = false;
        for (String line : markdown.lines().toList()) {
            if (fence.isEmpty() && line.startsWith("```")) {
                fence = line.replaceFirst("^(`*).*", "$1");
                listing = !line.contains("{");
            } else if (!fence.isEmpty() && line.equals(fence)) {
                fence = "";
            } else if (fence.isEmpty() || !listing) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("m.json"), json);
    }

    private Report report(String json) throws IOException {
        return Report.of("bad", List.of(MeasuredRun.read(write(json)).named("run")))
                .with(EnumSet.allOf(ReportType.class));
    }

    private String markdown(String json) throws IOException {
        Path file = folder.resolve("report.md");
        report(json).writeMarkdown(file);
        return Files.readString(file);
    }

    private String html(String json) throws IOException {
        Path file = folder.resolve("report.html");
        report(json).writeHtml(file);
        return Files.readString(file);
    }
}

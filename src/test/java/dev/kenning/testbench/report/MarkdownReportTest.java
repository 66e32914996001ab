package dev.kenning.testbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** Holds the Markdown against golden files; {@code -Dtestbench.golden=write} writes them anew. */
class MarkdownReportTest {

    private static final Path GOLDEN = Path.of("src/test/resources/report");
    private static final Pattern IMAGE = Pattern.compile("\\{figure\\} (\\S+)");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"testbench", "kenning", "kenning,testbench", "sections", "kenning,sections"})
    void writesWhatTheGoldenFileHas(String names) throws IOException {
        Path file = folder.resolve("report.md");

        report(names).writeMarkdown(file);

        Path golden = GOLDEN.resolve(names.replace(",", "-and-") + ".md");
        if (System.getProperty("testbench.golden", "").equals("write")) {
            Files.copy(file, golden, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(file).usingCharset(StandardCharsets.UTF_8).hasSameTextualContentAs(golden, StandardCharsets.UTF_8);
    }

    @Test
    void hasEveryImageThatItNamesAndNoOther() throws IOException {
        Path file = folder.resolve("report.md");

        report("kenning,testbench").writeMarkdown(file);

        Set<String> named = IMAGE.matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(named).isNotEmpty();
        try (Stream<Path> images = Files.list(folder.resolve("img"))) {
            assertThat(images.map(image -> "img/" + image.getFileName()).toList())
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void drawsImagesThatAreWellFormed() throws Exception {
        report("kenning").writeMarkdown(folder.resolve("report.md"));

        try (Stream<Path> images = Files.list(folder.resolve("img"))) {
            for (Path image : images.toList()) {
                String root = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(Files.readString(image))))
                        .getDocumentElement()
                        .getTagName();
                assertThat(root).as(image.toString()).isEqualTo("svg");
            }
        }
    }

    @Test
    void usesKenningsNamesForImages() throws IOException {
        Path file = folder.resolve("report.md");

        report("kenning").writeMarkdown(file);

        Matcher images = IMAGE.matcher(Files.readString(file));
        assertThat(images.results().map(match -> match.group(1)).toList())
                .contains(
                        "img/kenning_inference_time.svg",
                        "img/kenning_cpu_memory_usage.svg",
                        "img/kenning_confusion_matrix.svg",
                        "img/kenning_instr_barplot.svg",
                        "img/kenning_vector_instr_barplot.svg",
                        "img/kenning_executed_instructions_cpu0_plot.svg",
                        "img/kenning_cumulative_memory_reads_plot.svg",
                        "img/kenning_uart0_writes_plot.svg",
                        "img/kenning_exceptions_plot.svg");
    }

    private static Report report(String names) {
        List<MeasuredRun> runs = Arrays.stream(names.split(","))
                .map(name -> MeasuredRun.read(GOLDEN.resolve(name + ".json")).named(name))
                .toList();
        return Report.of("What it costs", runs);
    }
}

package dev.kenning.testbench.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.board.ZephyrBuild;
import dev.kenning.testbench.scenario.file.Finding;
import dev.kenning.testbench.scenario.file.ScenarioFile;
import dev.kenning.testbench.scenario.file.ScenarioFile.Block;
import dev.kenning.testbench.scenario.file.ScenarioForms;
import dev.kenning.testbench.text.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of scenario file that Kenning's repositories and older documents have, and what is read out of each. */
class ScenarioFormsTest {

    private static final Path TABLE = ScenarioForms.FOLDER.resolve("forms.txt");
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'|the runtime (\\w+)|there is no (\\w+)");

    @TempDir
    private Path folder;

    /**
     * A row of the table.
     *
     * @param firmware where the program comes from: a build folder, a file, a builder's output, or the board
     * @param olderNames what warnings are about
     * @param idle the classes of which something is not run here
     */
    private record Form(
            String file,
            String platform,
            String board,
            String simulated,
            String firmware,
            String model,
            String olderNames,
            String idle) {

        static Form parse(String line) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            return new Form(
                    cells.get(0),
                    cells.get(1),
                    cells.get(2),
                    cells.get(3),
                    cells.get(4),
                    cells.get(5),
                    cells.get(6),
                    cells.get(7));
        }

        static Form of(String name, ScenarioFile file) {
            Block platform = file.block("platform").orElseThrow();
            Document.Mapping parameters = platform.parameters();
            List<Block> optimizers = file.optimizers();
            return new Form(
                    name,
                    platform.type(),
                    parameters.text("name").orElse("-"),
                    String.valueOf(PlatformParameters.isSimulated(platform)),
                    parameters
                            .text("zephyr_build_path")
                            .map(path -> "build " + path)
                            .or(() -> parameters.text("runtime_binary_path").map(path -> "file " + path))
                            .or(() -> file.block("runtime_builder")
                                    .flatMap(builder -> builder.parameters().text("output_path"))
                                    .map(path -> "builder " + path))
                            .orElse("board"),
                    optimizers.get(optimizers.size() - 1).type() + " "
                            + optimizers.get(optimizers.size() - 1).parameters().requireText("compiled_model_path"),
                    messages(file, Finding.Severity.WARNING)
                            .map(message -> QUOTED.matcher(message)
                                    .results()
                                    .findFirst()
                                    .map(match -> Stream.of(match.group(1), match.group(2), match.group(3))
                                            .filter(text -> text != null)
                                            .findFirst()
                                            .orElseThrow())
                                    .orElse(message))
                            .collect(Collectors.joining(" ")),
                    messages(file, Finding.Severity.NOTE)
                            .map(message -> message.replaceFirst(".*:\\d+: (\\w+).*: not run here, because .*", "$1"))
                            .distinct()
                            .collect(Collectors.joining(" ")));
        }

        private static Stream<String> messages(ScenarioFile file, Finding.Severity severity) {
            return file.findings().stream()
                    .filter(finding -> finding.severity() == severity)
                    .map(Finding::message);
        }
    }

    private static List<Form> forms() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Form::parse)
                .toList();
    }

    @Test
    void hasARowForEveryFile() throws IOException {
        assertThat(forms().stream().map(Form::file))
                .containsExactlyInAnyOrderElementsOf(ScenarioForms.all().stream()
                        .map(file -> ScenarioForms.FOLDER.relativize(file).toString())
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void readsEveryForm(Form form) {
        ScenarioFile file = ScenarioFile.read(ScenarioForms.FOLDER.resolve(form.file()));

        assertThat(file.findings()).as("errors").noneMatch(Finding::isError);
        assertThat(Form.of(form.file(), file)).isEqualTo(form);
    }

    /** The table tells what each file means; here, everything that the files name is there. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void resolvesEveryFormWhereItsFilesAre(Form form) throws IOException {
        Path scenario = folder.resolve("scenario" + form.file().replaceFirst(".*(\\.\\w+)$", "$1"));
        Files.copy(ScenarioForms.FOLDER.resolve(form.file()), scenario);
        ScenarioFile file = ScenarioFile.read(scenario);
        makeWhatItNames(file);
        BoardCatalogue catalogue = BoardCatalogue.builtIn();

        Resolution resolution = Resolution.of(
                file,
                new ScenarioInputs(
                        catalogue,
                        Resources.of(List.of(), Optional.empty()),
                        Optional.of(folder.resolve("samples.json"))));

        List<String> errors = resolution.findings().stream()
                .filter(Finding::isError)
                .map(Finding::message)
                .toList();
        if (form.platform().equals("LocalPlatform")) {
            assertThat(errors).singleElement().asString().contains("LocalPlatform is no board");
        } else if (file.block("runtime_builder").isPresent()) {
            assertThat(errors).isEmpty();
            assertThat(resolution.firmware())
                    .as("firmware that is still to be built")
                    .isEmpty();
            assertThat(resolution.board()).isEqualTo(catalogue.find(form.board()));
        } else if (form.firmware().startsWith("build ")) {
            assertThat(errors).isEmpty();
            assertThat(resolution.firmware()).contains(folder.resolve("build/zephyr/zephyr.elf"));
        } else if (!form.board().equals("-") && catalogue.find(form.board()).isEmpty()) {
            assertThat(errors).singleElement().asString().contains("unknown board '" + form.board() + "'");
        } else {
            assertThat(errors)
                    .filteredOn(error -> !error.contains("has no prebuilt one"))
                    .isEmpty();
            String name = form.board().equals("-") ? "rv32-springbok" : form.board();
            assertThat(resolution.board()).isEqualTo(catalogue.find(name));
        }
        assertThat(resolution.model().map(CompiledModel::file).stream())
                .allSatisfy(model -> assertThat(model).startsWith(folder));
    }

    private void makeWhatItNames(ScenarioFile file) throws IOException {
        ZephyrBuild.disco(folder.resolve("build"));
        for (Block optimizer : file.optimizers()) {
            make(optimizer.parameters().requireText("compiled_model_path"));
        }
        Document.Mapping platform = file.block("platform").orElseThrow().parameters();
        for (String key : List.of("runtime_binary_path", "platform_resc_path", "llext_binary_path")) {
            if (platform.text(key).isPresent()) {
                make(platform.requireText(key));
            }
        }
        for (String dependency : platform.texts("resc_dependencies")) {
            make(dependency);
        }
    }

    private void make(String name) throws IOException {
        for (String suffix : List.of("", ".json")) {
            Path made = folder.resolve(name + suffix).normalize();
            if (made.startsWith(folder) && !Files.exists(made)) {
                Files.createDirectories(made.resolveSibling(""));
                Files.writeString(made, "");
            }
        }
    }
}

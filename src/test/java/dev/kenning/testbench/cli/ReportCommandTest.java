package dev.kenning.testbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code testbench report}, on files of this project and of Kenning. */
class ReportCommandTest {

    private static final String OURS = "src/test/resources/report/testbench.json";
    private static final String KENNINGS = "src/test/resources/report/kenning.json";

    private final TestConsole console = new TestConsole();

    @TempDir
    private Path folder;

    @Test
    void writesMarkdownAndHtmlBesideIt() {
        int status = run("--measurements", OURS, "--report-path", at("r.md"), "--to-html");

        assertThat(status).isZero();
        assertThat(folder.resolve("r.md")).content(UTF_8).startsWith("# Report of src.test.resources.report.testbench");
        assertThat(folder.resolve("r.html")).content(UTF_8).contains("Passed");
    }

    @Test
    void comparesRunsUnderTheirNames() {
        int status = run(
                "--measurements",
                KENNINGS,
                OURS,
                "--report-path",
                at("r.md"),
                "--report-name",
                "Two runs",
                "--model-names",
                "before",
                "after",
                "--to-html",
                at("html"));

        assertThat(status).isZero();
        assertThat(folder.resolve("r.md"))
                .content(UTF_8)
                .startsWith("# Two runs")
                .contains("| before | after | Change |");
        assertThat(folder.resolve("html/r.html")).exists();
    }

    @Test
    void makesOnlyThePartsThatAreAskedFor() {
        run("--measurements", OURS, "--report-path", at("r.md"), "--report-types", "performance", "classification");

        assertThat(folder.resolve("r.md"))
                .content(UTF_8)
                .contains("(performance)=", "(classification)=")
                .doesNotContain("(renode_stats)=");
    }

    @Test
    void writesHtmlAloneIfTheNameSaysSo() {
        run("--measurements", OURS, "--report-path", at("r.html"));

        assertThat(folder.resolve("r.html")).exists();
        assertThat(folder.resolve("img")).doesNotExist();
    }

    @Test
    void refusesATypeThatThereIsNot() {
        assertThat(run("--measurements", OURS, "--report-path", at("r.md"), "--report-types", "detection"))
                .isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(console.err()).contains("no report type detection", "performance, classification");
    }

    @Test
    void refusesTooFewNames() {
        assertThat(run("--measurements", OURS, KENNINGS, "--report-path", at("r.md"), "--model-names", "one"))
                .isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(console.err()).contains("--model-names has 1 names for 2 measurements");
    }

    @Test
    void saysInOneLineWhatIsWrongWithAFile() throws Exception {
        Path cut = Files.writeString(folder.resolve("cut.json"), "{\"total\": 1");

        assertThat(run("--measurements", cut.toString(), "--report-path", at("r.md")))
                .isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(console.err().lines()).hasSize(1).first().asString().contains("cut off");
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "report";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return console.run(all);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}

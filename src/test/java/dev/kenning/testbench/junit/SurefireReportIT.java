package dev.kenning.testbench.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What a user's CI shows: a project with one test class, run by Maven, and the XML that Surefire writes of it. */
@Tag("tool")
class SurefireReportIT {

    private static final String TEST = """
        import dev.kenning.testbench.engine.Bench;
        import dev.kenning.testbench.junit.KenningTest;
        import java.time.Duration;
        import org.junit.jupiter.api.BeforeAll;
        import org.junit.jupiter.api.Nested;
        import org.junit.jupiter.api.Test;

        @KenningTest(board = "stm32f746g_disco")
        public class BootTest {

            @Test
            void boots(Bench bench) {
                bench.awaitWelcome(Duration.ofSeconds(1));
            }

            @Test
            void isThere() {}

            @Nested
            class Inside {

                @BeforeAll
                static void powerOn(Bench bench) {}

                @Test
                void isInside() {}
            }
        }
        """;

    private static final String POM = """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>example</groupId>
          <artifactId>boot</artifactId>
          <version>1</version>
          <dependencies>
            <dependency>
              <groupId>org.junit.jupiter</groupId>
              <artifactId>junit-jupiter-engine</artifactId>
              <version>%s</version>
            </dependency>
          </dependencies>
          <build>
            <plugins>
              <plugin>
                <artifactId>maven-surefire-plugin</artifactId>
                <version>%s</version>
                <configuration>
                  <testClassesDirectory>${project.basedir}/classes</testClassesDirectory>
                  <testFailureIgnore>true</testFailureIgnore>
                  <argLine>-Xss4m</argLine>
                  <additionalClasspathElements>%s</additionalClasspathElements>
                </configuration>
              </plugin>
            </plugins>
          </build>
        </project>
        """;

    @TempDir
    private Path project;

    @BeforeEach
    void writeTheProject() throws IOException {
        Tools.require("mvn", "maven", "maven");
        Path classes = Files.createDirectories(project.resolve("classes"));
        Path source = Files.writeString(project.resolve("BootTest.java"), TEST);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classPath(), "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(status).as("status of the compiler").isZero();
        String elements = Arrays.stream(classPath().split(":"))
                .filter(element -> !element.contains("junit"))
                .map(element -> "<element>" + Path.of(element).toAbsolutePath() + "</element>")
                .collect(Collectors.joining());
        Files.writeString(
                project.resolve("pom.xml"),
                POM.formatted(versionIn("<junit.version>"), versionIn("<artifactId>maven-surefire-plugin"), elements));
    }

    @Test
    void namesBoardAndEngineOfEachTestWhereThereAreSeveral() throws Exception {
        String output = maven("-Dtestbench.engines=embedded,hardware");

        assertThat(testCases())
                .as("the names in Surefire's XML; Maven said:%n%s", output)
                .isEqualTo(Map.of(
                        "BootTest.boots(Bench)[stm32f746g_disco on embedded]", "passed",
                        "BootTest.boots(Bench)[stm32f746g_disco on hardware]", "error",
                        "BootTest.isThere()[stm32f746g_disco on embedded]", "passed",
                        "BootTest.isThere()[stm32f746g_disco on hardware]", "passed",
                        "BootTest$Inside.isInside()[stm32f746g_disco on embedded]", "passed",
                        "BootTest$Inside.executionError", "error",
                        "BootTest$Inside.isInside()[stm32f746g_disco on hardware]", "error"));
        assertThat(output).contains("testbench: stm32f746g_disco on embedded ran 2 times");
    }

    @Test
    void leavesTheNamesAloneWhereThereIsOneEngine() throws Exception {
        String output = maven("-Dtestbench.engines=embedded");

        assertThat(testCases())
                .as("the names in Surefire's XML; Maven said:%n%s", output)
                .isEqualTo(Map.of(
                        "BootTest.boots(Bench)", "passed",
                        "BootTest.isThere", "passed",
                        "BootTest$Inside.isInside", "passed"));
    }

    @Test
    void failsWhereNoBoardRuns() throws Exception {
        String output = maven("-Dtestbench.boards=nrf52840dk");

        assertThat(testCases().values())
                .as("the results in Surefire's XML; Maven said:%n%s", output)
                .contains("failure")
                .doesNotContain("passed");
        assertThat(output).contains("no board runs: testbench.boards=nrf52840dk");
    }

    private String maven(String setting) throws Exception {
        List<String> command = new ArrayList<>(List.of("mvn", "-o", "-B", "surefire:test", setting));
        Process maven = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(maven.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(maven.waitFor())
                .as("status of Maven, which said:%n%s", output)
                .isZero();
        return output;
    }

    /** Names as CI shows them, with what became of each. */
    private Map<String, String> testCases() throws Exception {
        Map<String, String> cases = new TreeMap<>();
        for (Path report : reports()) {
            var elements = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            for (int i = 0; i < elements.getLength(); i++) {
                Element element = (Element) elements.item(i);
                String result = Stream.of("failure", "error", "skipped")
                        .filter(tag -> element.getElementsByTagName(tag).getLength() > 0)
                        .findFirst()
                        .orElse("passed");
                cases.put(element.getAttribute("classname") + "." + element.getAttribute("name"), result);
            }
        }
        return cases;
    }

    private List<Path> reports() throws IOException {
        try (Stream<Path> files = Files.list(project.resolve("target/surefire-reports"))) {
            return files.filter(file -> file.toString().endsWith(".xml")).toList();
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Returns the version that stands in or after a line of this project's own pom.xml. */
    private static String versionIn(String line) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String after = pom.substring(pom.indexOf(line) + (line.endsWith(">") ? line.length() : 0));
        String text = line.endsWith(">") ? after : after.substring(after.indexOf("<version>") + "<version>".length());
        return text.substring(0, text.indexOf('<'));
    }
}

package dev.kenning.testbench.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java that the README shows is Java that compiles. */
class ReadmeSnippetsTest {

    private static final Pattern SNIPPET = Pattern.compile("(?s)```java\n(.*?)```");

    /** Whoever reads the README sees these declared before. */
    private static final String IMPORTS = """
        import static dev.kenning.testbench.assertions.TestbenchAssertions.*;
        import dev.kenning.testbench.assertions.*;
        import dev.kenning.testbench.board.*;
        import dev.kenning.testbench.engine.Bench;
        import dev.kenning.testbench.host.*;
        import dev.kenning.testbench.junit.*;
        import dev.kenning.testbench.profile.Cost;
        import java.nio.file.Path;
        import java.time.Duration;
        import org.junit.jupiter.api.Test;
        import org.junit.jupiter.api.extension.RegisterExtension;
        """;

    @TempDir
    private Path classes;

    static Stream<String> snippets() throws IOException {
        return SNIPPET.matcher(Files.readString(Path.of("README.md"), UTF_8))
                .results()
                .map(found -> found.group(1));
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void compile(String snippet) {
        StringWriter complaints = new StringWriter();

        boolean compiles = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        complaints,
                        null,
                        null,
                        List.of("-proc:none", "-d", classes.toString(), "-cp", classPath()),
                        null,
                        List.of(new Source(whole(snippet))))
                .call();

        assertThat(compiles).as("%s%n%s", snippet, complaints).isTrue();
    }

    /** A snippet is a class, a member of one, or statements. */
    private static String whole(String snippet) {
        if (snippet.contains("class ")) {
            return IMPORTS + snippet;
        }
        return IMPORTS
                + (snippet.contains("@RegisterExtension")
                        ? "class Snippet { static Path path = Path.of(\"\"); " + snippet + "}"
                        : "class Snippet { void use(Bench bench, KenningSession kenning, Sample sample) {\n" + snippet
                                + "}}");
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(
                    URI.create("string:///" + (text.contains("class GestureModelIT") ? "GestureModelIT" : "Snippet")
                            + ".java"),
                    JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

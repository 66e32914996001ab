package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.robot.KeywordCall;
import dev.kenning.testbench.robot.KeywordFailedException;
import dev.kenning.testbench.robot.RobotClient;
import dev.kenning.testbench.robot.RobotException;
import dev.kenning.testbench.robot.RpcValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A case recorded from a real Renode: monitor commands and keywords, each with what is expected of its answer.
 *
 * <p>A step is a line: a monitor command ({@code \n} in it is a line feed), {@code !Keyword|argument|name=value}, or
 * {@code !sleep|SECONDS}. Lines that begin with {@code =>} say what must hold of the step before; they are the names in
 * {@link #EXPECTATIONS}. In expected texts {@code \n} is a line feed and {@code \t} a tab; {@code {dir}} is the folder of
 * the case and {@code {tmp}} an empty one.
 */
final class RecordedCase {

    /** What a step has answered, and what the server has logged since the case began. */
    private record Answer(boolean passed, String text, String log) {}

    private static final String EXPECTED = "=>";
    private static final Pattern NAMED = Pattern.compile("(\\w+)=(.*)", Pattern.DOTALL);

    private static final Map<String, BiPredicate<Answer, String>> EXPECTATIONS = Map.ofEntries(
            Map.entry("ok", (answer, text) -> answer.passed()),
            Map.entry("refused", (answer, text) -> !answer.passed()),
            Map.entry("is", (answer, text) -> answer.text().strip().equals(text)),
            Map.entry("exact", (answer, text) -> answer.text().equals(text)),
            Map.entry("has", (answer, text) -> answer.text().contains(text)),
            Map.entry("not", (answer, text) -> !answer.text().contains(text)),
            Map.entry("log", (answer, text) -> answer.log().contains(text)),
            Map.entry("nolog", (answer, text) -> !answer.log().contains(text)),
            Map.entry("logtimes", (answer, text) -> {
                String[] parts = text.split(" ", 2);
                return occurrences(answer.log(), parts[1]) == Integer.parseInt(parts[0]);
            }),
            Map.entry("file", (answer, text) -> {
                String[] parts = text.split(" ", 3);
                return occurrences(content(Path.of(parts[0])), parts[2]) == Integer.parseInt(parts[1]);
            }));

    private final Path file;
    private final Path temporary;

    @SuppressWarnings("JdkObsolete") // written by the threads of the server
    private final StringBuffer log = new StringBuffer();

    private final List<String> problems = new ArrayList<>();
    private boolean passed = true;
    private String answer = "";

    RecordedCase(Path file, Path temporary) {
        this.file = file;
        this.temporary = temporary;
    }

    /** Runs the case on a server of its own; returns what does not hold, each with its line and what was answered. */
    List<String> run() throws IOException, InterruptedException {
        try (EmbeddedServer server = EmbeddedServer.builder()
                .log(line -> log.append(line).append('\n'))
                .start()) {
            RobotClient client = RobotClient.builder(URI.create("http://127.0.0.1:" + server.port()))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                String step = line.strip()
                        .replace("{dir}", file.toAbsolutePath().getParent().toString())
                        .replace("{tmp}", temporary.toString());
                if (step.startsWith(EXPECTED)) {
                    check(number, step.substring(EXPECTED.length()).strip());
                } else if (!step.isEmpty() && !step.startsWith("#")) {
                    perform(client, step);
                }
            }
        }
        return problems;
    }

    private void perform(RobotClient client, String step) throws InterruptedException {
        List<String> words = step.startsWith("!")
                ? Arrays.asList(step.substring(1).split("\\|", -1))
                : List.of("ExecuteCommand", step.replace("\\n", "\n"));
        if (words.get(0).equals("sleep")) {
            Thread.sleep(Math.round(Double.parseDouble(words.get(1)) * 1000));
            return;
        }
        try {
            answer = shown(client.run(call(words)));
            passed = true;
        } catch (KeywordFailedException e) {
            answer = e.error();
            passed = false;
        } catch (RobotException e) {
            answer = String.valueOf(e.getMessage());
            passed = false;
        }
    }

    private static KeywordCall call(List<String> words) {
        KeywordCall call = KeywordCall.of(words.get(0));
        for (String word : words.subList(1, words.size())) {
            Matcher named = NAMED.matcher(word);
            call = named.matches() ? call.with(named.group(1), named.group(2)) : call.with(word);
        }
        return call;
    }

    private void check(int line, String expectation) {
        String[] parts = expectation.split(" ", 2);
        String text = parts.length > 1 ? parts[1] : "";
        Answer got = new Answer(passed, answer, log.toString());
        boolean holds = parts[0].equals("matches")
                ? Pattern.compile(text).matcher(answer).find()
                : expectationOf(parts[0]).test(got, text.replace("\\n", "\n").replace("\\t", "\t"));
        if (!holds) {
            problems.add(String.format(
                    "%s:%d: expected: %s%n    but it %s: %s",
                    file.getFileName(), line, expectation, passed ? "passed" : "failed", answer.strip()));
        }
    }

    private static BiPredicate<Answer, String> expectationOf(String name) {
        if (name.startsWith("loglines<")) {
            int limit = Integer.parseInt(name.substring("loglines<".length()));
            return (got, text) -> got.log().lines().count() < limit;
        }
        BiPredicate<Answer, String> expectation = EXPECTATIONS.get(name);
        if (expectation == null) {
            throw new IllegalArgumentException("unknown expectation: " + name);
        }
        return expectation;
    }

    /** Writes a value as the recorder, a Python program, wrote it. */
    private static String shown(RpcValue value) {
        if (value instanceof RpcValue.Text text) {
            return text.value();
        }
        return value instanceof RpcValue.Nil ? "" : literal(value);
    }

    private static String literal(RpcValue value) {
        if (value instanceof RpcValue.Text text) {
            return "'" + text.value() + "'";
        }
        if (value instanceof RpcValue.Array array) {
            return array.values().stream().map(RecordedCase::literal).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof RpcValue.Struct struct) {
            return struct.members().entrySet().stream()
                    .map(member -> "'" + member.getKey() + "': " + literal(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof RpcValue.Int whole) {
            return Integer.toString(whole.value());
        }
        if (value instanceof RpcValue.Int64 whole) {
            return Long.toString(whole.value());
        }
        if (value instanceof RpcValue.Real real) {
            return Double.toString(real.value());
        }
        if (value instanceof RpcValue.Bool truth) {
            return truth.value() ? "True" : "False";
        }
        return value.toString();
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static String content(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.kenning.testbench.emulator.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what Renode 1.15.3 answered on its monitor ({@code renode-golden/*.monitor.txt}). */
public final class MonitorTranscript {

    private static final Path GOLDEN = Path.of("src/test/resources/renode-golden");
    private static final Pattern PROMPT = Pattern.compile("\\(([\\w-]+)\\) (.*)");

    /** What depends on the host, or on whose disassembler it is. */
    private static final List<String> MASKED = List.of(
            "(?<=Elapsed Host Time: )\\S+",
            "(?<=Current load: )\\S+",
            "(?<=Cumulative load: )\\S+",
            "(?<=Renode, version 1\\.15\\.3).*",
            "(?<=0x[0-9a-f]{8}:   [0-9a-f]{4,8} )\t.*");

    /**
     * One command and what it printed.
     *
     * @param prompt the name of the selected machine, or {@code monitor}
     */
    public record Exchange(String prompt, String command, String output) {}

    private MonitorTranscript() {}

    /** Blanks out what depends on the host. */
    public static String masked(String text) {
        String masked = text.replace("\r", "");
        for (String pattern : MASKED) {
            masked = masked.replaceAll(pattern, "#");
        }
        return masked.strip();
    }

    /** Reads a transcript by the name of its file. */
    public static List<Exchange> read(String name) throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        String prompt = "";
        String command = "";
        StringBuilder output = new StringBuilder();
        for (String line : Files.readAllLines(GOLDEN.resolve(name))) {
            Matcher start = PROMPT.matcher(line);
            if (!start.matches()) {
                output.append(line).append('\n');
                continue;
            }
            if (!command.isEmpty()) {
                exchanges.add(new Exchange(prompt, command, output.toString()));
            }
            prompt = start.group(1);
            command = start.group(2);
            output.setLength(0);
        }
        exchanges.add(new Exchange(prompt, command, output.toString()));
        return exchanges;
    }
}

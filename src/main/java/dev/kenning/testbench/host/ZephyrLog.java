package dev.kenning.testbench.host;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lines that Zephyr's logging printed on a console, in any of its modes. */
final class ZephyrLog {

    private static final Pattern COLOUR = Pattern.compile("\\x1B\\[[0-9;]*m");
    private static final Pattern FULL = Pattern.compile("(?:\\[[0-9:.,]+\\] )?<(inf|wrn|err|dbg)> [\\w./-]+: (.*)");

    private ZephyrLog() {}

    /**
     * Returns a line as the minimal mode prints it.
     *
     * <pre>
     * before  [00:00:00.010,000] &lt;inf&gt; app: model output: [...]
     * after   I: model output: [...]
     * </pre>
     *
     * <p>Colour and white space at the end are left out; what nobody logged stays as it is.
     */
    static String minimal(String line) {
        String text = COLOUR.matcher(line).replaceAll("").stripTrailing();
        Matcher full = FULL.matcher(text);
        return full.matches() ? full.group(1).substring(0, 1).toUpperCase(Locale.ROOT) + ": " + full.group(2) : text;
    }
}

package dev.kenning.testbench.platform.monitor;

/**
 * Writes strings and paths into generated scripts so that a monitor, ours or Renode's, reads back the same.
 *
 * <p>What the language has no way to say is refused, never changed.
 */
public final class MonitorQuoting {

    private MonitorQuoting() {}

    /**
     * Writes a string between double quotes; {@code $}, {@code @}, {@code ;} and {@code #} mean nothing there.
     *
     * @throws IllegalArgumentException if it holds a line end, or a backslash where it would escape a quote
     */
    public static String string(String text) {
        refuseControlCharacters("string", text);
        if (text.endsWith("\\") || text.contains("\\\"")) {
            throw new IllegalArgumentException("a monitor string cannot hold a backslash before a quote or at its end: "
                    + text + "; use / in paths");
        }
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }

    /**
     * Writes a path behind {@code @}, its blanks escaped.
     *
     * @throws IllegalArgumentException if it is empty or holds a line end, or one of {@code " ' ` ; # \ $}, which releases of
     *     Renode read differently
     */
    public static String path(String path) {
        refuseControlCharacters("path", path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a monitor path cannot be empty");
        }
        for (int i = 0; i < path.length(); i++) {
            if ("\"'`;#\\$".indexOf(path.charAt(i)) >= 0) {
                throw new IllegalArgumentException("a monitor path cannot hold '" + path.charAt(i) + "': " + path
                        + "; copy or link the file to another name");
            }
        }
        return "@" + path.replace(" ", "\\ ");
    }

    private static void refuseControlCharacters(String what, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a monitor " + what + " cannot hold a line end or control character: " + text.strip());
        }
    }
}

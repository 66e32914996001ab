package dev.kenning.testbench.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds an internal status of Kenning Zephyr Runtime: {@code module << 8 | code}.
 *
 * <p>Status words are never on the wire; a device writes them into its log, such as
 * {@code Runtime error: 0x503 (MODEL_STATUS_INV_ARG)} (Kenning Protocol 16).
 *
 * @param value the number, 0 to 0xFFFF
 */
public record StatusWord(int value) {

    private static final Map<Integer, Module> MODULES = Map.of(
            1, new Module("CALLBACKS", "INV_MSG_TYPE"),
            2, new Module("LOADERS", "NOT_ENOUGH_MEMORY"),
            3, new Module("INFERENCE_SERVER"),
            4,
                    new Module(
                            "KENNING_PROTOCOL",
                            "LOWER_LAYER_ERROR",
                            "INVALID_MESSAGE_TYPE",
                            "EVENT_DENIED",
                            "MSG_TOO_BIG",
                            "FLOW_CONTROL_ERROR",
                            "BUSY"),
            5, new Module("MODEL", "INV_STATE"),
            6,
                    new Module(
                            "PROTOCOL",
                            "INV_ARG_BAUDRATE",
                            "INV_ARG_WORDSIZE",
                            "INV_ARG_STOP_BITS",
                            "RECV_ERROR",
                            "RECV_ERROR_NOSYS",
                            "RECV_ERROR_BUSY",
                            "NO_DATA"),
            7, new Module("RUNTIME_WRAPPER", "OUT_OF_MEMORY_ERROR"),
            8, new Module("LOGGER"));

    private static final List<String> COMMON_CODES = List.of("OK", "ERROR", "INV_PTR", "INV_ARG", "UNINIT", "TIMEOUT");

    /** The status of a message that is longer than the buffer of its type; no reply follows it. */
    public static final StatusWord MESSAGE_TOO_BIG = new StatusWord(0x409);

    /** A number in hexadecimal with a status name or nothing behind it, or one in decimal with a status name. */
    private static final Pattern IN_TEXT =
            Pattern.compile("\\b(?:0x([0-9A-Fa-f]{1,4})\\b(?: \\(([A-Z_]*STATUS_[A-Z_]+)\\))?"
                    + "|(\\d{1,5}) \\([A-Z_]*STATUS_[A-Z_]+\\))");

    private static final int MAX = 0xFFFF;

    private record Module(String name, List<String> ownCodes) {

        Module(String name, String... ownCodes) {
            this(name, List.of(ownCodes));
        }
    }

    public StatusWord {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException(
                    "a status word must fit 16 bits, but is 0x" + Integer.toHexString(value));
        }
    }

    /**
     * Returns the status words that a log line names, as {@code 0x503 (MODEL_STATUS_INV_ARG)}, as
     * {@code 1283 (MODEL_STATUS_INV_ARG)} or as a bare 0x503.
     */
    public static List<StatusWord> in(String text) {
        List<StatusWord> words = new ArrayList<>();
        Matcher matcher = IN_TEXT.matcher(text);
        while (matcher.find()) {
            boolean decimal = matcher.group(3) != null;
            int number = decimal ? Integer.parseInt(matcher.group(3)) : Integer.parseInt(matcher.group(1), 16);
            StatusWord word = new StatusWord(Math.min(number, MAX));
            if (number <= MAX && (decimal || matcher.group(2) != null || (word.isError() && word.isAssigned()))) {
                words.add(word);
            }
        }
        return words;
    }

    /** Returns whether this is anything but OK. */
    public boolean isError() {
        return code() != 0;
    }

    private boolean isAssigned() {
        Module module = MODULES.get(value >> 8);
        return module != null
                && code() < COMMON_CODES.size() + module.ownCodes().size();
    }

    private int code() {
        return value & 0xFF;
    }

    /** Returns the module's name, such as {@code MODEL}, or its number if it is unknown. */
    public String module() {
        Module module = MODULES.get(value >> 8);
        return module == null ? "module " + (value >> 8) : module.name();
    }

    /** Returns the code's name, such as {@code INV_ARG}, or its number if it is unknown. */
    public String codeName() {
        if (code() < COMMON_CODES.size()) {
            return COMMON_CODES.get(code());
        }
        Module module = MODULES.get(value >> 8);
        int own = code() - COMMON_CODES.size();
        return module == null || own >= module.ownCodes().size()
                ? "code " + code()
                : module.ownCodes().get(own);
    }

    /** Returns the number and the name as a device writes them: {@code 0x503 (MODEL_STATUS_INV_ARG)}. */
    @Override
    public String toString() {
        String name = isAssigned() ? module() + "_STATUS_" + codeName() : module() + ", " + codeName();
        return String.format("0x%x (%s)", value, name);
    }
}

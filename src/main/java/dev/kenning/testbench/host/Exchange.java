package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.LinkDecoder.Noise;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.StatusWord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Gathers what happened since a request was sent, for the message of a failure. */
final class Exchange {

    private static final int KEPT = 200;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String portName;
    private final Optional<MessageType> type;
    private final List<LogLine> logs = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<Noise> noise = new ArrayList<>();
    private long bytesSent;
    private int messagesSent;
    private int timesSent;
    private long sentAt;

    Exchange(String portName, MessageType type) {
        this(portName, Optional.of(type));
    }

    private Exchange(String portName, Optional<MessageType> type) {
        this.portName = portName;
        this.type = type;
    }

    /** Returns an exchange for what arrives before anything was asked. */
    static Exchange none() {
        return new Exchange("", Optional.empty());
    }

    void sent(long bytes, int messages, long at) {
        bytesSent = bytes;
        messagesSent = messages;
        timesSent++;
        sentAt = at;
    }

    void logged(LogLine line) {
        keep(logs, line);
    }

    void skipped(String message) {
        keep(skipped, message);
    }

    void noise(Noise run) {
        keep(noise, run);
    }

    private static <T> void keep(List<T> list, T item) {
        if (list.size() < KEPT) {
            list.add(item);
        }
    }

    /** Returns whether what arrived looks like a console. */
    boolean isConsole(Optional<Noise> unfinished) {
        return noise.stream().anyMatch(Excerpt::isText)
                || unfinished.filter(Excerpt::isText).isPresent();
    }

    /** Returns the whole story, one fact per line. */
    String report(String headline, String state, Optional<Noise> unfinished, long now, String advice) {
        StringBuilder text = new StringBuilder(headline);
        fact(text, "asked", asked());
        fact(text, "now", seconds(now));
        fact(text, "device", state);
        received(text, unfinished);
        skipped.forEach(message -> fact(text, "skipped", message));
        logs.forEach(line -> fact(text, "log", seconds(line.nanoTime()) + ": " + line.plainText()));
        statusWords().forEach(word -> fact(text, "status", word.toString()));
        fact(text, "what to do", advice);
        return text.toString();
    }

    private String asked() {
        return type.map(MessageType::name).orElse("nothing") + " on " + portName + ", " + bytesSent + " bytes in "
                + messagesSent + (messagesSent == 1 ? " message" : " messages") + ", sent at " + seconds(sentAt)
                + (timesSent > 1 ? " for the " + ordinal(timesSent) + " time" : "");
    }

    private void received(StringBuilder text, Optional<Noise> unfinished) {
        List<Noise> all = new ArrayList<>(noise);
        unfinished.ifPresent(all::add);
        for (Noise run : all) {
            fact(text, "received", run + ": " + Excerpt.of(run));
        }
        if (all.isEmpty() && skipped.isEmpty() && logs.isEmpty()) {
            fact(text, "received", "nothing");
        }
    }

    private Set<StatusWord> statusWords() {
        Set<StatusWord> words = new LinkedHashSet<>();
        logs.forEach(line -> words.addAll(StatusWord.in(line.plainText())));
        return words;
    }

    private static void fact(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append("\n  ").append(name).append(": ").append(value);
        }
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f s", nanos / NANOS_PER_SECOND);
    }

    private static String ordinal(int number) {
        return switch (number) {
            case 2 -> "2nd";
            case 3 -> "3rd";
            default -> number + "th";
        };
    }
}

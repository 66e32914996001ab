package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.Action;
import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.EventCollector.SeriesTooLongException;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.LinkDecoder;
import dev.kenning.testbench.protocol.MessageType;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests, judges the replies and turns everything else into an exception that tells the whole story.
 *
 * <p>A device or server that was lost once stays lost: nobody knows what it makes of half a request.
 */
final class Requester {

    /** After this much silence of the host a device has forgotten a request that was not finished. */
    static final Duration RESYNCHRONISATION = Duration.ofNanos(LinkDecoder.RESYNCHRONISATION_NANOS + 1_000_000);

    /** A device may send its log after the refusal the log explains. */
    private static final Duration LOG_GRACE = Duration.ofMillis(50);

    private static final String CONSOLE_ADVICE = "text arrives where the protocol belongs, so console and kcomms share"
            + " this UART: build the firmware with CONFIG_LOG_BACKEND_UART=n, CONFIG_BOOT_BANNER=n and"
            + " CONFIG_PRINTK=n, or give kcomms a UART of its own";

    private final Link<?> link;
    private final SessionOptions options;
    private final Supplier<String> state;
    private @Nullable DeviceLostException lost;
    private boolean stopped;

    /** Whether the device may still hear: it did not answer in time, or nobody waited for its answer. */
    private boolean unanswered;

    Requester(Link<?> link, SessionOptions options, Supplier<String> state) {
        this.link = link;
        this.options = options;
        this.state = state;
    }

    /** Returns whether nobody is there to answer: the device was lost, or its simulation has stopped. */
    boolean isLost() {
        return lost != null || stopped;
    }

    /** Returns whether the device was lost but may still hear, so that the session can be closed. */
    boolean mayHear() {
        return unanswered;
    }

    /** Makes a request whose reply says yes or no. */
    Event requestStatus(Event request, MessageType type) {
        Event reply = exchange(request, type);
        if (!isSuccess(reply, type)) {
            throw refused(type, reply, "the device refused " + type);
        }
        return reply;
    }

    /** Makes a request whose reply carries data. */
    byte[] requestData(Event request, MessageType type) {
        return requestData(request, type, false);
    }

    /** Makes a request whose reply carries data, or none at all where that may be. */
    byte[] requestData(Event request, MessageType type, boolean mayBeEmpty) {
        Event reply = exchange(request, type);
        if (!reply.flags().has(Flags.SUCCESS)) {
            throw refused(type, reply, "the device refused " + type);
        }
        if (reply.payloadLength() == 0 && !mayBeEmpty) {
            throw refused(
                    type,
                    reply,
                    "the device answered " + type
                            + " with SUCCESS but without data, as Kenning Zephyr Runtime does when it" + " refuses "
                            + type);
        }
        return reply.payload();
    }

    /** Judges a status reply by its origin (Kenning Protocol 8.1). */
    private boolean isSuccess(Event reply, MessageType type) {
        if (reply.flags().has(Flags.IS_KENNING)) {
            Action action = Action.decode(reply.payload())
                    .orElseThrow(
                            () -> unexpected("the reply to " + type + " names no action Kenning knows", reply, null));
            Optional<Action> expected = Action.expectedFor(type);
            return reply.flags().has(Flags.SUCCESS) && (expected.isEmpty() || expected.get() == action);
        }
        if (reply.flags().has(Flags.IS_ZEPHYR)) {
            return reply.flags().has(Flags.SUCCESS);
        }
        throw unexpected(
                "the reply to " + type + " has neither IS_KENNING nor IS_ZEPHYR, so it is of unknown origin",
                reply,
                null);
    }

    /** Sends a request and returns its reply, good or bad; a denied request is repeated once. */
    Event exchange(Event request, MessageType type) {
        if (lost != null) {
            throw new DeviceLostException(
                    type + " was not sent: the device was lost before, open a new session\n" + lost.getMessage(), lost);
        }
        link.begin(type);
        try {
            return switch (outcome(request, type)) {
                case REPLIED -> link.reply();
                case DENIED -> throw refused(type, "the device denied " + type + " twice, by ACKNOWLEDGE with FAIL");
                case TOO_BIG -> throw tooBig(request, type);
                case TIMED_OUT -> {
                    unanswered = true;
                    throw lost(
                            "the device did not answer " + type + " within "
                                    + Exchange.seconds(options.timeout(type).toNanos()) + " of the clock of "
                                    + link.portName(),
                            null);
                }
                case CLOSED -> throw lost("the other end of " + link.portName() + " was closed during " + type, null);
            };
        } catch (IOException e) {
            throw lost("the port " + link.portName() + " failed during " + type + ": " + e.getMessage(), e);
        }
    }

    private Link.Outcome outcome(Event request, MessageType type) throws IOException {
        try {
            Link.Outcome outcome = attempt(request, type);
            return outcome == Link.Outcome.DENIED && link.listen(RESYNCHRONISATION) ? attempt(request, type) : outcome;
        } catch (SessionCancelledException e) {
            stopped = true;
            unanswered = true;
            throw e;
        } catch (SeriesTooLongException e) {
            throw unexpected("the reply to " + type + " is too long: " + e.getMessage(), null, e);
        } catch (DamagedMessageException e) {
            throw unexpected("a message of the reply to " + type + " is damaged: " + e.getMessage(), null, e);
        } catch (RuntimeException e) {
            // The port runs the simulation, and whatever ended that is worth more than a PING to a dead machine.
            stopped = true;
            throw e;
        }
    }

    private Link.Outcome attempt(Event request, MessageType type) throws IOException {
        long bytes = link.send(request);
        return link.await(type, options.timeout(type).plus(options.transmission(bytes)));
    }

    /** Makes the exception for a device that is gone, and remembers it. */
    DeviceLostException lost(String headline, @Nullable Throwable cause) {
        DeviceLostException exception = new DeviceLostException(report(headline, advice()), cause);
        lost = exception;
        return exception;
    }

    private String advice() {
        if (link.exchange().isConsole(link.unfinished())) {
            return CONSOLE_ADVICE;
        }
        return "see whether the firmware runs (console, fault handler), whether this is its kcomms UART at the right"
                + " speed, and whether the time-out suits the model; then reset the board";
    }

    private RequestRefusedException refused(MessageType type, Event reply, String headline) {
        String origin = reply.flags().equals(Flags.NONE) ? "; the reply has no first message, so it has no flags" : "";
        return refused(
                type, headline + " (flags " + reply.flags() + ", " + reply.payloadLength() + " bytes" + origin + ")");
    }

    RequestRefusedException refused(MessageType type, String headline) {
        return refused(headline, LOG_GRACE, adviceForRefusal(type));
    }

    private RequestRefusedException refused(String headline, Duration grace, String advice) {
        String failure = "";
        try {
            boolean unused = link.listen(grace);
        } catch (IOException e) {
            failure = "; then the port failed: " + e.getMessage();
        }
        return new RequestRefusedException(report(headline + failure, advice));
    }

    /** A device of Kenning Zephyr Runtime says so in its log only, and takes the rest of the request for noise. */
    private RequestRefusedException tooBig(Event request, MessageType type) {
        return refused(
                "the device has no room for " + type + ": the " + request.payloadLength() + " bytes are more than its"
                        + " buffer takes, as its log says",
                RESYNCHRONISATION,
                adviceForBuffer(type));
    }

    private static String adviceForBuffer(MessageType type) {
        return switch (type) {
            case MODEL ->
                "build the firmware with a larger model buffer (CONFIG_KENNING_TFLITE_BUFFER_SIZE,"
                        + " CONFIG_KENNING_TVM_GRAPH_BUFFER_SIZE, CONFIG_KENNING_IREE_MODEL_BUFFER_SIZE,"
                        + " CONFIG_KENNING_EXECUTORCH_MODEL_BUFFER_SIZE: the one of its runtime), or make the model smaller";
            case DATA ->
                "see that the input suits the model, or build the firmware with a larger input buffer"
                        + " (CONFIG_KENNING_TVM_INPUT_BUFFER_SIZE and the like)";
            case RUNTIME -> "build the firmware with a larger heap for extensions (CONFIG_LLEXT_HEAP_SIZE)";
            default -> "see that the firmware speaks this generation of the protocol, and read its log";
        };
    }

    private static String adviceForRefusal(MessageType type) {
        return switch (type) {
            case PING ->
                "another session is open on the device: close it, reset the board, or take it over (testbench run"
                        + " --take-over, in Java SessionOptions.withTakeOver(true))";
            case IOSPEC ->
                "see that the IO specification keeps the device's limits: 1..2 inputs, 1..12 outputs, 1..4"
                        + " dimensions, element widths of whole bytes";
            case MODEL ->
                "see that the IO specification was taken before, that the model suits the firmware's runtime and"
                        + " its operators, and that it fits the arena";
            case DATA ->
                "see that the model was taken before and that the input has exactly the bytes of the IO"
                        + " specification";
            case PROCESS -> "see that an input was taken before, and read the device's log";
            case OUTPUT ->
                "see that an inference was done before, and that the output fits the device's reply buffer"
                        + " (CONFIG_KENNING_RESPONSE_PAYLOAD_SIZE)";
            case STATS -> "see that a model was taken before, and that the firmware's runtime has statistics";
            case RUNTIME -> "see that the firmware is an LLEXT build and that the image was built for it";
            default -> "read the log of the device or server";
        };
    }

    UnexpectedReplyException unexpected(String headline, @Nullable Event reply, @Nullable Throwable cause) {
        return new UnexpectedReplyException(
                report(
                        reply == null ? headline : headline + " (" + reply + ")",
                        "see that the other end speaks Kenning Protocol generation "
                                + options.generation().number() + " as this host does"),
                cause);
    }

    private String report(String headline, String advice) {
        return link.exchange().report(headline, state.get(), link.unfinished(), link.nanoTime(), advice);
    }
}

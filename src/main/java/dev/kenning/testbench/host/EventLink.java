package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.EventCollector;
import dev.kenning.testbench.protocol.EventCollector.SeriesTooLongException;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.FlowControl;
import dev.kenning.testbench.protocol.HeaderRule;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.LinkDecoder;
import dev.kenning.testbench.protocol.LogEntries;
import dev.kenning.testbench.protocol.Message;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.uart.BytePort;
import java.util.List;
import java.util.Optional;

/**
 * Speaks generation 3.
 *
 * <p>Messages may come in any order between the messages of a reply: LOGS and TRACE_DATA go to their listeners, others
 * are skipped (Kenning Protocol 5.3, 23).
 */
final class EventLink extends Link<Message> {

    private final SessionOptions options;
    private final EventCollector logs = new EventCollector(BODY_LIMIT);
    private final EventCollector traces = new EventCollector(BODY_LIMIT);
    private final EventCollector replies;

    EventLink(BytePort port, SessionOptions options) {
        super(
                port,
                new LinkDecoder<>(
                        HeaderRule.FROM_PEER, BODY_LIMIT, options.silence().toNanos()),
                options.cancellation());
        this.options = options;
        this.replies = new EventCollector(options.replyLimit());
    }

    @Override
    byte[] encode(IoSpec spec) {
        return spec.toStruct().encode();
    }

    @Override
    List<byte[]> frames(Event request) {
        return request.messages(options.bodyBytes()).stream()
                .map(message -> (options.checksums() ? message : message.withChecksum(0)).encode())
                .toList();
    }

    @Override
    long replyType(MessageType request) {
        return request.code();
    }

    @Override
    void forgetReplies() {
        replies.reset();
    }

    @Override
    public void message(Message message) {
        if (message.is(MessageType.LOGS) && isListenedTo(message, logs)) {
            collect(logs, message).map(Event::payload).map(LogEntries::decode).orElse(List.of()).stream()
                    .map(String::stripTrailing)
                    .forEach(this::logged);
        } else if (message.is(MessageType.TRACE_DATA) && isListenedTo(message, traces)) {
            collect(traces, message).map(Event::payload).ifPresent(this::traced);
        } else if (awaited().filter(message::is).isPresent()) {
            answer(message);
        } else {
            skipped(message);
        }
    }

    private static boolean isListenedTo(Message message, EventCollector collector) {
        return message.flowControl() == FlowControl.TRANSMISSION
                && (message.flags().has(Flags.FIRST) || collector.isInside());
    }

    private static Optional<Event> collect(EventCollector collector, Message message) {
        try {
            return collector.add(message);
        } catch (SeriesTooLongException e) {
            return Optional.empty();
        }
    }

    /** A PING is sent again if nobody answers, so a damaged answer is none. */
    private void damaged(Message message) {
        if (!message.is(MessageType.PING)) {
            throw new DamagedMessageException(message);
        }
        skipped(message);
    }

    private void answer(Message message) {
        if (options.verifiesReplies() && !message.hasValidChecksum()) {
            damaged(message);
            return;
        }
        if (message.flowControl() == FlowControl.TRANSMISSION) {
            progressed();
            replies.add(message).ifPresent(this::replied);
        } else if (message.flowControl() == FlowControl.ACKNOWLEDGE
                && message.flags().has(Flags.FAIL)
                && !replies.isInside()) {
            denied();
        } else {
            skipped(message);
        }
    }
}

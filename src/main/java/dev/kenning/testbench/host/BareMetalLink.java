package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.BareMetalMessage;
import dev.kenning.testbench.protocol.BareMetalRule;
import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.LinkDecoder;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.uart.BytePort;
import java.util.List;

/**
 * Speaks generation 1: one message per request, and OK or ERROR for a reply, which is told as the event a device of
 * today would send.
 *
 * <p>A reply does not say what it answers, so one that comes while nothing is awaited is skipped.
 */
final class BareMetalLink extends Link<BareMetalMessage> {

    BareMetalLink(BytePort port, SessionOptions options) {
        super(
                port,
                new LinkDecoder<>(
                        BareMetalRule.FROM_DEVICE,
                        Math.min(options.replyLimit(), BareMetalMessage.BODY_LIMIT),
                        options.silence().toNanos()),
                options.cancellation());
    }

    @Override
    byte[] encode(IoSpec spec) {
        return spec.toBareMetalStruct().encode();
    }

    @Override
    List<byte[]> frames(Event request) {
        return List.of(BareMetalMessage.of(Math.toIntExact(request.type()), request.payload())
                .encode());
    }

    @Override
    long replyType(MessageType request) {
        return BareMetalMessage.OK;
    }

    @Override
    void forgetReplies() {
        // A reply is a single message: there is never a part of one to forget.
    }

    @Override
    public void message(BareMetalMessage message) {
        awaited()
                .ifPresentOrElse(
                        type -> replied(Event.transmission(type, flags(message), message.payload())),
                        () -> skipped(message));
    }

    private static Flags flags(BareMetalMessage message) {
        return new Flags(Flags.IS_ZEPHYR | (message.type() == BareMetalMessage.OK ? Flags.SUCCESS : Flags.FAIL));
    }
}

package dev.kenning.testbench.protocol;

import java.util.Optional;

/** Decides which headers of generation 3 a {@link MessageDecoder} takes for real. Size limits are the decoder's own. */
public enum HeaderRule implements Framing<Message> {

    /** Takes everything that fits the layout, as the codecs of both real peers do (Kenning Protocol 4). */
    ANYTHING {
        @Override
        public Optional<String> problemOf(byte[] header) {
            return Optional.empty();
        }
    },

    /**
     * Takes what a peer may send to a host, so that a host notices lost framing at the first bad header.
     *
     * <p>Transmissions of any type up to 255 pass: 0 to 13 are assigned, and a newer peer's types must be skipped, not
     * taken for noise. Text never passes, because its second to fourth bytes are not 0. Other flow controls pass only
     * as a bare header, which is all a denial needs. TRACE_DATA passes whatever its flags are, because devices leave
     * them uninitialised (Kenning Protocol 14, 23).
     */
    FROM_PEER {
        @Override
        public Optional<String> problemOf(byte[] header) {
            long type = Message.typeIn(header);
            if (type > HIGHEST_PLAUSIBLE_TYPE) {
                return Optional.of("message type " + type);
            }
            if (type == MessageType.TRACE_DATA.code()) {
                return Optional.empty();
            }
            Flags flags = Message.flagsIn(header);
            if ((flags.bits() & Flags.RESERVED) != 0) {
                return Optional.of("reserved flags " + flags);
            }
            FlowControl flow = Message.flowControlIn(header);
            boolean bare = flags.has(Flags.FIRST | Flags.LAST) && !flags.has(Flags.HAS_PAYLOAD);
            if (flow != FlowControl.TRANSMISSION && !(bare && Message.sizeIn(header) == 0)) {
                return Optional.of("flow control " + flow);
            }
            return Optional.empty();
        }
    };

    private static final long HIGHEST_PLAUSIBLE_TYPE = 0xFF;

    @Override
    public int headerBytes() {
        return Message.HEADER_BYTES;
    }

    @Override
    public long typeIn(byte[] header) {
        return Message.typeIn(header);
    }

    @Override
    public long bodyBytes(byte[] header) {
        return Message.flagsIn(header).has(Flags.HAS_PAYLOAD) ? Message.sizeIn(header) : 0;
    }

    @Override
    public Message message(byte[] header, byte[] body) {
        return Message.decoded(header, body);
    }
}

package dev.kenning.testbench.protocol;

import java.util.HexFormat;

/** Reports bytes that are no message where a header should stand; the decoder needs a {@link MessageDecoder#reset}. */
public final class FramingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final byte[] header;

    FramingException(String problem, byte[] header) {
        super(problem + " in the header " + HexFormat.ofDelimiter(" ").formatHex(header));
        this.header = header.clone();
    }

    /** Returns the bytes that were taken for a header. */
    public byte[] header() {
        return header.clone();
    }
}

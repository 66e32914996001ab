package dev.kenning.testbench.engine.gdb;

/** Tells that a request cannot be answered; its text is the answer. */
final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reply;

    private BadRequest(String reply) {
        super(reply);
        this.reply = reply;
    }

    /** The request is not written as it should be, or asks for what there is not. */
    static BadRequest malformed() {
        return new BadRequest("E16");
    }

    /** Nothing answers at an address. */
    static BadRequest unreachable() {
        return new BadRequest("E0e");
    }

    String reply() {
        return reply;
    }
}

package dev.kenning.testbench.elf;

/** Tells that a file is not an ELF file that can be used; the message says which, why, and what to do. */
public final class ElfException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public ElfException(String message) {
        super(message);
    }

    /** Creates the exception with the reason behind it. */
    public ElfException(String message, Throwable cause) {
        super(message, cause);
    }
}

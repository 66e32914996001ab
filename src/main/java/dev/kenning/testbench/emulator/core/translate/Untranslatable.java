package dev.kenning.testbench.emulator.core.translate;

/** Tells that an instruction is left to the interpreter as a whole. */
final class Untranslatable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Untranslatable(String reason) {
        super(reason, null, false, false);
    }
}

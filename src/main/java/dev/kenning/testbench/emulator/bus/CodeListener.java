package dev.kenning.testbench.emulator.bus;

/** Hears of stores into pages whose instructions a core has decoded. */
@FunctionalInterface
public interface CodeListener {

    /**
     * Tells that bytes have changed in a page given to {@link SystemBus#watchCode}.
     *
     * @return whether decoded instructions remain in the page; if not, stores there become fast again
     */
    boolean codeWritten(long address, int length);
}

package dev.kenning.testbench.emulator.bus;

/**
 * Hears what cores do, while somebody profiles them.
 *
 * <p>A core tells {@link SystemBus#probe()} each load and store of its program on its slow path, which is the only path
 * while somebody listens; not its fetches, nor what exceptions stack.
 */
public interface CoreProbe {

    /** Hears nothing. */
    CoreProbe NONE = new CoreProbe() {
        @Override
        public void load(int address) {
            // Nobody listens.
        }

        @Override
        public void store(int address) {
            // Nobody listens.
        }

        @Override
        public void loadElement(int address) {
            // Nobody listens.
        }

        @Override
        public void storeElement(int address) {
            // Nobody listens.
        }

        @Override
        public void exception(long index) {
            // Nobody listens.
        }
    };

    /** A load of any width; of several registers, one each. */
    void load(int address);

    /** A store of any width; of several registers, one each. */
    void store(int address);

    /** A load of one element of a vector, of which Renode's profiler knows nothing. */
    void loadElement(int address);

    /** A store of one element of a vector. */
    void storeElement(int address);

    /**
     * A RISC-V core has loaded something, as {@link #load} tells before.
     *
     * @param address as the program sees it
     */
    default void loaded(long address, long onBus, int width, long value) {
        // Only traces want to know.
    }

    /** A RISC-V core is about to store something, as {@link #loaded}. */
    default void storing(long address, long onBus, int width, long value) {
        // Only traces want to know.
    }

    /** An exception or interrupt is taken, by the number that Renode's core has for it. */
    void exception(long index);
}

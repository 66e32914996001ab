package dev.kenning.testbench.engine;

/** Looks at a core of a simulated board through its monitor. */
public final class Cpu {

    private final Monitor monitor;
    private final String path;

    Cpu(Monitor monitor, String name) {
        this.monitor = monitor;
        this.path = PeripheralPath.absolute(name);
    }

    /** Returns the program counter. */
    public long programCounter() {
        return read("PC");
    }

    /** Returns a register by its number, as {@code cpu GetRegister} counts them. */
    public long register(int number) {
        return read("GetRegister " + number);
    }

    /** Returns the instructions started since reset. */
    public long executedInstructions() {
        return read("ExecutedInstructions");
    }

    private long read(String member) {
        return MonitorNumber.of(monitor.execute(path + " " + member));
    }
}

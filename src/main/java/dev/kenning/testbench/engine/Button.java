package dev.kenning.testbench.engine;

/** Presses and releases a button of a simulated board ({@code Miscellaneous.Button}). */
public final class Button {

    private final Monitor monitor;
    private final String path;

    Button(Monitor monitor, String path) {
        this.monitor = monitor;
        this.path = PeripheralPath.absolute(path);
    }

    /** Presses the button. */
    public void press() {
        monitor.execute(path + " Press");
    }

    /** Releases the button. */
    public void release() {
        monitor.execute(path + " Release");
    }

    /** Returns whether the button is pressed. */
    public boolean isPressed() {
        return monitor.execute(path + " Pressed").strip().equals("True");
    }
}

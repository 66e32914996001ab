package dev.kenning.testbench.cli;

/** Shows how far a run is: one line that is redrawn on a terminal, a plain line for each tenth elsewhere. */
final class Progress implements AutoCloseable {

    private static final int WIDTH = 30;

    private final Console console;
    private final String label;
    private final int total;
    private int lastTenth;
    private boolean drawn;

    Progress(Console console, String label, int total) {
        this.console = console;
        this.label = label;
        this.total = total;
    }

    void show(int done) {
        if (total == 0) {
            return;
        }
        if (console.terminal()) {
            console.err().print("\r" + bar(done));
            console.err().flush();
            drawn = true;
            return;
        }
        int tenth = 10 * done / total;
        if (tenth > lastTenth) {
            lastTenth = tenth;
            console.err().println(label + " " + done + "/" + total);
        }
    }

    private String bar(int done) {
        String full = console.ascii() ? "#" : "█";
        String empty = console.ascii() ? "." : "░";
        int filled = WIDTH * done / total;
        return label + " [" + full.repeat(filled) + empty.repeat(WIDTH - filled) + "] " + done + "/" + total;
    }

    /** Removes the bar, so that what follows starts on a clean line. */
    @Override
    public void close() {
        if (drawn) {
            console.err().print("\r" + " ".repeat(bar(total).length()) + "\r");
            console.err().flush();
        }
    }
}

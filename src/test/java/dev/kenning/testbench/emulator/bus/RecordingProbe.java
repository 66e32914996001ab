package dev.kenning.testbench.emulator.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes down what a core tells a profiler. */
public final class RecordingProbe implements CoreProbe {

    private final List<String> heard = new ArrayList<>();

    /** Returns what was heard, such as {@code load 20000000} or {@code exception 5}. */
    public List<String> heard() {
        return heard;
    }

    @Override
    public void load(int address) {
        heard.add(String.format(Locale.ROOT, "load %x", address));
    }

    @Override
    public void store(int address) {
        heard.add(String.format(Locale.ROOT, "store %x", address));
    }

    @Override
    public void loadElement(int address) {
        heard.add(String.format(Locale.ROOT, "load element %x", address));
    }

    @Override
    public void storeElement(int address) {
        heard.add(String.format(Locale.ROOT, "store element %x", address));
    }

    @Override
    public void exception(long index) {
        heard.add(String.format(Locale.ROOT, "exception %x", index));
    }
}

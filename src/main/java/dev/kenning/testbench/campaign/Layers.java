package dev.kenning.testbench.campaign;

import dev.kenning.testbench.profile.LayerCall;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells which operator of a network runs at an instruction: they run one after the other, and what the function that calls them does
 * between them is shared out among them.
 */
final class Layers {

    private final List<String> names;
    private final long[] ends;
    private final long begin;

    private Layers(List<String> names, long begin, long[] ends) {
        this.names = names;
        this.begin = begin;
        this.ends = ends;
    }

    /** Returns the operators of a network that nobody knows. */
    static Layers unknown() {
        return new Layers(List.of(), 0, new long[0]);
    }

    /**
     * Returns the operators of a network.
     *
     * @param begin instructions from the beginning of the inference to the graph's function
     * @param total instructions of the graph's function with all that it calls
     */
    static Layers of(List<LayerCall> calls, long begin, long total) {
        long sum = calls.stream().mapToLong(LayerCall::instructions).sum();
        if (calls.isEmpty() || sum == 0) {
            return unknown();
        }
        List<String> names = new ArrayList<>();
        long[] ends = new long[calls.size()];
        double at = begin;
        for (int i = 0; i < calls.size(); i++) {
            names.add(i + " " + calls.get(i).kernel());
            at += (double) calls.get(i).instructions() / sum * Math.max(total, sum);
            ends[i] = Math.round(at);
        }
        return new Layers(names, begin, ends);
    }

    /** Returns the names of the operators, in order. */
    List<String> names() {
        return names;
    }

    /** Returns which one runs so many instructions behind the beginning of the inference; "" if none does. */
    String at(long instructions) {
        for (int i = 0; instructions >= begin && i < ends.length; i++) {
            if (instructions < ends[i]) {
                return names.get(i);
            }
        }
        return "";
    }
}

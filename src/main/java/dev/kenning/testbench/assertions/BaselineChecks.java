package dev.kenning.testbench.assertions;

import java.util.ArrayList;
import java.util.List;

/**
 * Notes which baselines the test on this thread has compared, for reports of it.
 *
 * <p>An assertion knows nothing of the extension that runs its test, so the thread is what joins the two.
 */
public final class BaselineChecks {

    private static final ThreadLocal<List<Check>> CHECKS = ThreadLocal.withInitial(ArrayList::new);

    private BaselineChecks() {}

    /**
     * A comparison with a baseline.
     *
     * @param name the baseline's name
     * @param before its instructions
     * @param now the instructions of the present cost
     */
    public record Check(String name, long before, long now) {}

    static void note(String name, long before, long now) {
        CHECKS.get().add(new Check(name, before, now));
    }

    /** Forgets what was compared on this thread so far, as a test begins. */
    public static void begin() {
        CHECKS.remove();
    }

    /** Returns what was compared on this thread since {@link #begin}. */
    public static List<Check> take() {
        List<Check> taken = List.copyOf(CHECKS.get());
        CHECKS.remove();
        return taken;
    }
}

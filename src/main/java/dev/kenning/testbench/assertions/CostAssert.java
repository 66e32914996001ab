package dev.kenning.testbench.assertions;

import dev.kenning.testbench.profile.BaselineComparison;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.profile.Traffic;
import java.nio.file.Path;
import java.util.function.ToLongFunction;
import org.assertj.core.api.AbstractDoubleAssert;
import org.assertj.core.api.AbstractDurationAssert;
import org.assertj.core.api.AbstractLongAssert;

/**
 * Asserts on what a piece of work cost on a board.
 *
 * <p>Counts of the embedded engine are exact. Where a machine runs on between two looks, as in Renode, budgets and
 * baselines allow {@value #BAND_PERCENT} % on top. On a board where nothing counts, every assertion on counts fails.
 */
public class CostAssert extends NavigatingAssert<CostAssert, Cost> {

    /** By how many percent a count may be off where it is not exact. */
    static final int BAND_PERCENT = 5;

    private static final int OPCODES_SHOWN = 5;
    private static final int PERCENT = 100;

    /** Creates assertions on it; see {@link TestbenchAssertions}. */
    public CostAssert(Cost actual) {
        super(actual, CostAssert.class);
    }

    /** Returns assertions on the number of executed instructions. */
    public AbstractLongAssert<?> executedInstructions() {
        return count(() -> requireCounts().executedInstructions())
                .as(() -> "executed instructions (most frequent: "
                        + actual.opcodes().top(OPCODES_SHOWN) + ")");
    }

    /** Verifies that at most so many instructions were executed; a few percent more where counts are not exact. */
    public CostAssert staysWithinInstructions(long budget) {
        requireCounts();
        long limit = isExact() ? budget : budget + budget * BAND_PERCENT / PERCENT;
        if (actual.executedInstructions() > limit) {
            throw failure(
                    "%nExpecting cost to stay within:%n  %d instructions%s%nbut it executed:%n  %d instructions, %d too"
                            + " many%nthe most frequent opcodes:%n%s",
                    budget,
                    bandText(),
                    actual.executedInstructions(),
                    actual.executedInstructions() - limit,
                    OpcodeText.table(actual.opcodes().top(OPCODES_SHOWN)));
        }
        return this;
    }

    private String bandText() {
        return isExact() ? "" : " and " + BAND_PERCENT + " % (counts of " + actual.origin() + " are not exact)";
    }

    private boolean isExact() {
        return actual.origin().counting() == Counting.EXACT;
    }

    /** Returns assertions on how often an instruction was executed, by mnemonic such as {@code vfma.f32}. */
    public AbstractLongAssert<?> opcode(String mnemonic) {
        return count(() -> requireCounts().opcodes().of(mnemonic))
                .as(() -> "executions of " + mnemonic + " (most frequent: "
                        + actual.opcodes().top(OPCODES_SHOWN) + ")");
    }

    /** Returns assertions on the share of vector instructions, 0 to 1; 0 on a core without any. */
    public AbstractDoubleAssert<?> vectorShare() {
        return share(() -> requireCounts().opcodes().vectorShare())
                .as(() -> "share of vector instructions (most frequent: "
                        + actual.opcodes().vector().top(OPCODES_SHOWN) + ")");
    }

    /** Returns assertions on the number of reads from memory. */
    public AbstractLongAssert<?> memoryReads() {
        return traffic("reads from memory", traffic -> traffic.memory().reads());
    }

    /** Returns assertions on the number of writes to memory. */
    public AbstractLongAssert<?> memoryWrites() {
        return traffic("writes to memory", traffic -> traffic.memory().writes());
    }

    /** Returns assertions on the number of reads from a device, by its name in the platform description. */
    public AbstractLongAssert<?> peripheralReads(String name) {
        return traffic("reads from " + name, traffic -> traffic.peripheral(name).reads());
    }

    /** Returns assertions on the number of writes to a device, by its name in the platform description. */
    public AbstractLongAssert<?> peripheralWrites(String name) {
        return traffic("writes to " + name, traffic -> traffic.peripheral(name).writes());
    }

    private AbstractLongAssert<?> traffic(String what, ToLongFunction<Traffic> number) {
        return count(() -> number.applyAsLong(requireTraffic(what))).as(() -> {
            Traffic all = requireTraffic(what);
            return what + " (all traffic: memory " + all.memory() + "; " + all.peripherals() + ")";
        });
    }

    private Traffic requireTraffic(String what) {
        isNotNull();
        return actual.traffic()
                .orElseThrow(() -> failure(
                        "%nExpecting cost to have:%n  %s%nbut nothing tells the accesses of:%n  %s%nbench.measureTraffic(...)"
                                + " counts them, on the engine embedded.%n",
                        what, actual.origin()));
    }

    /** Returns assertions on the virtual time. */
    public AbstractDurationAssert<?> virtualTime() {
        return duration(() -> isNotNull().actual.virtualTime()).as("virtual time");
    }

    /**
     * Verifies that the cost is what it was when its baseline was written, in
     * {@code src/test/resources/baselines/<TestClass>.json}.
     *
     * <p>Each name has one baseline for each board and engine. {@code -Dtestbench.updateBaselines} writes the present
     * cost in its place instead of comparing; commit the file. Exact counts must be equal, instructions, opcodes and
     * traffic; of others only the instructions are compared, within a few percent. {@code -Dtestbench.baselines=FOLDER}
     * names another folder.
     *
     * @param name what the work is called, such as {@code gesture inference}
     */
    public CostAssert matchesBaseline(String name) {
        return matchesBaseline(name, BaselineFile.ofTestClass());
    }

    /** Verifies as {@link #matchesBaseline(String)} with a file of another name. */
    public CostAssert matchesBaseline(String name, Path file) {
        return matchesBaseline(name, new BaselineFile(file));
    }

    private CostAssert matchesBaseline(String name, BaselineFile file) {
        requireCounts();
        Baseline present = Baseline.of(actual);
        if (BaselineFile.isToBeUpdated()) {
            file.put(name, actual.origin(), present);
            note(name, present);
            return this;
        }
        Baseline before = file.find(name, actual.origin())
                .orElseThrow(() -> failure(
                        "%nExpecting cost to match the baseline:%n  \"%s\" of %s%nbut there is none in:%n  %s%nTo write"
                                + " it, run this test with -D%s, then commit the file.%n",
                        name, actual.origin(), file, BaselineFile.UPDATE));
        note(name, before);
        String differences = present.differencesFrom(before, isExact());
        if (!differences.isEmpty()) {
            throw failure(
                    "%nExpecting cost to match the baseline:%n  \"%s\" of %s%nin:%n  %s%nbut it differs:%n%sIf that is"
                            + " right, run this test with -D%s, then commit the file.%n",
                    name, actual.origin(), file, differences, BaselineFile.UPDATE);
        }
        return this;
    }

    /** Whoever had it measured hears of it, for reports. */
    private void note(String name, Baseline before) {
        actual.origin()
                .listener()
                .accept(new BaselineComparison(name, before.executedInstructions(), actual.executedInstructions()));
    }

    private Cost requireCounts() {
        isNotNull();
        if (actual.origin().counting() == Counting.NONE) {
            throw failure(
                    "%nExpecting cost to have counts of instructions%nbut nothing counts on:%n  %s%n", actual.origin());
        }
        return actual;
    }
}

package dev.kenning.testbench.profile;

/**
 * Counts accesses.
 *
 * @param reads how many reads
 * @param writes how many writes
 */
public record Accesses(long reads, long writes) {

    /** No accesses. */
    public static final Accesses NONE = new Accesses(0, 0);

    /** Returns reads and writes together. */
    public long total() {
        return reads + writes;
    }

    /** Returns both together. */
    public Accesses plus(Accesses other) {
        return new Accesses(reads + other.reads, writes + other.writes);
    }

    @Override
    public String toString() {
        return reads + " reads, " + writes + " writes";
    }
}

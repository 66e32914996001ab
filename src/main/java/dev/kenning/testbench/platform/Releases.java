package dev.kenning.testbench.platform;

/**
 * A run of releases that have something.
 *
 * @param first the release that brought it, or the first there is
 * @param last the last one that has it
 */
public record Releases(RenodeRelease first, RenodeRelease last) {

    static final Releases ALL = new Releases(RenodeRelease.V1_15, RenodeRelease.V1_16);

    /** Reads {@code 1.16}, from that release on, or {@code -1.15}, up to it. */
    static Releases parse(String text) {
        return text.startsWith("-")
                ? new Releases(ALL.first(), release(text.substring(1)))
                : new Releases(release(text), ALL.last());
    }

    private static RenodeRelease release(String number) {
        return RenodeRelease.of(number)
                .orElseThrow(() -> new IllegalArgumentException("no release " + number + " of Renode is known"));
    }

    /** Tells whether a release is one of them. */
    public boolean include(RenodeRelease release) {
        return first.compareTo(release) <= 0 && release.compareTo(last) <= 0;
    }
}

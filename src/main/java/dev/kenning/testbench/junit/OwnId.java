package dev.kenning.testbench.junit;

import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.UniqueId;

/**
 * Reads an id of {@link EachRunEngine}: Jupiter's own, with the run after the class, as in
 * {@code [engine:testbench]/[class:GestureIT]/[run:stm32f746g_disco on renode]/[method:boots()]}.
 *
 * @param original Jupiter's id of the same test
 * @param run its run; every one of the class if empty
 */
record OwnId(UniqueId original, Optional<Run> run) {

    static final String RUN = "run";

    /** Reads an id; empty if it is another engine's, or of no test. */
    static Optional<OwnId> parse(UniqueId id) {
        List<UniqueId.Segment> segments = id.getSegments();
        if (segments.size() < 2
                || id.getEngineId().filter(EachRunEngine.ID::equals).isEmpty()) {
            return Optional.empty();
        }
        UniqueId original = UniqueId.forEngine(Jupiter.ID);
        Optional<Run> run = Optional.empty();
        for (UniqueId.Segment segment : segments.subList(1, segments.size())) {
            if (segment.getType().equals(RUN)) {
                run = Optional.of(Run.parse(segment.getValue()));
            } else {
                original = original.append(segment);
            }
        }
        return Optional.of(new OwnId(original, run));
    }
}

package dev.kenning.testbench.devicetree;

import java.util.List;
import java.util.Set;

/** One statement at the top of devicetree source. */
sealed interface Statement {

    void applyTo(Draft draft);

    /** A block at the top: of the root, or of a node that a reference names. */
    record Extend(Reference target, Set<String> labels, List<BodyItem> body) implements Statement {

        @Override
        public void applyTo(Draft draft) {
            DraftNode node = draft.find(target);
            node.labels().addAll(labels);
            body.forEach(item -> item.applyTo(node));
        }
    }

    record DeleteNode(Reference target) implements Statement {

        @Override
        public void applyTo(Draft draft) {
            draft.find(target)
                    .delete(() -> new DevicetreeException(target.position(), "the root node cannot be deleted"));
        }
    }

    record OmitIfUnreferenced(Reference target) implements Statement {

        @Override
        public void applyTo(Draft draft) {
            draft.find(target).omitIfUnreferenced();
        }
    }

    record Reserve(MemoryReservation reservation) implements Statement {

        @Override
        public void applyTo(Draft draft) {
            draft.reservations().add(reservation);
        }
    }
}

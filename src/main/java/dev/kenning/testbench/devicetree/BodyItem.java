package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.Place;
import java.util.List;
import java.util.Set;

/** One item between the braces of a node. */
sealed interface BodyItem {

    void applyTo(DraftNode node);

    record SetProperty(Assignment assignment) implements BodyItem {

        @Override
        public void applyTo(DraftNode node) {
            node.properties().merge(assignment.name(), assignment, (earlier, later) -> later.replacing(earlier));
        }
    }

    record DeleteProperty(String name) implements BodyItem {

        @Override
        public void applyTo(DraftNode node) {
            node.properties().remove(name);
        }
    }

    record Child(String name, Set<String> labels, boolean omitIfUnreferenced, List<BodyItem> body, Place position)
            implements BodyItem {

        @Override
        public void applyTo(DraftNode node) {
            DraftNode child = node.childOrNew(name, position);
            child.labels().addAll(labels);
            if (omitIfUnreferenced) {
                child.omitIfUnreferenced();
            }
            body.forEach(item -> item.applyTo(child));
        }
    }

    record DeleteChild(String name) implements BodyItem {

        @Override
        public void applyTo(DraftNode node) {
            node.children().remove(name);
        }
    }
}

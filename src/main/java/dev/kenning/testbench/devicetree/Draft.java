package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.NearestWord;
import dev.kenning.testbench.text.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A devicetree while statements still change it. */
final class Draft {

    private final DraftNode root;
    private final List<MemoryReservation> reservations = new ArrayList<>();

    Draft(Place position) {
        root = new DraftNode("/", Optional.empty(), position);
    }

    DraftNode root() {
        return root;
    }

    List<MemoryReservation> reservations() {
        return reservations;
    }

    /**
     * Returns the node that a reference means.
     *
     * @throws DevicetreeException if there is none, naming the nearest
     */
    DraftNode find(Reference reference) {
        return reference.isPath() ? byPath(reference) : byLabel(reference);
    }

    private DraftNode byLabel(Reference reference) {
        return root.stream()
                .filter(node -> node.labels().contains(reference.target()))
                .findFirst()
                .orElseThrow(() -> new DevicetreeException(
                        reference.position(),
                        "unknown label '" + reference.target() + "'."
                                + NearestWord.hint(
                                        reference.target(),
                                        root.stream()
                                                .flatMap(node -> node.labels().stream())
                                                .toList())));
    }

    private DraftNode byPath(Reference reference) {
        DraftNode node = root;
        for (String name : reference.target().split("/", -1)) {
            if (!name.isEmpty()) {
                DraftNode child = node.children().get(name);
                if (child == null) {
                    throw new DevicetreeException(
                            reference.position(),
                            "unknown path '" + reference.target() + "': " + node.path() + " has no child '" + name
                                    + "'."
                                    + NearestWord.hint(name, node.children().keySet()));
                }
                node = child;
            }
        }
        return node;
    }
}

package dev.kenning.testbench.devicetree;

import dev.kenning.testbench.text.Place;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Closes the references of a draft: gives a phandle to every node that cells refer to, as dtc does, and computes the
 * bytes of every property.
 */
final class Linker {

    private static final List<String> PHANDLE_PROPERTIES = List.of("phandle", "linux,phandle");
    private static final long NO_PHANDLE = 0xFFFF_FFFFL;

    private final Draft draft;
    private final Map<String, DraftNode> labelled = new HashMap<>();
    private final Map<DraftNode, Long> phandles = new HashMap<>();
    private final Map<Long, DraftNode> owners = new HashMap<>();
    private final IdentityHashMap<Reference, DraftNode> targets = new IdentityHashMap<>();
    private final IdentityHashMap<Assignment, Bytes> bytes = new IdentityHashMap<>();
    private final Set<DraftNode> kept = new HashSet<>();
    private long nextPhandle = 1;

    private Linker(Draft draft) {
        this.draft = draft;
    }

    static Node link(Draft draft) {
        return new Linker(draft).link();
    }

    private Node link() {
        List<DraftNode> nodes = draft.root().stream().toList();
        refuseRepeatedLabels(nodes);
        nodes.forEach(this::keepExplicitPhandle);
        nodes.forEach(node ->
                node.properties().values().forEach(assignment -> bytes.put(assignment, bytesOf(assignment.values()))));
        draft.root().dropUnreferenced(new HashSet<>(targets.values()));
        draft.root().stream().forEach(kept::add);
        return node(draft.root(), Optional.empty());
    }

    private void refuseRepeatedLabels(List<DraftNode> nodes) {
        Map<String, String> owner = new HashMap<>();
        for (DraftNode node : nodes) {
            for (String label : node.labels()) {
                refuseRepeated(owner.put(label, node.path()), label, node.path(), node.position());
                labelled.put(label, node);
            }
            for (Assignment assignment : node.properties().values()) {
                String where = "property '" + assignment.name() + "' of " + node.path();
                for (String label : assignment.labels()) {
                    refuseRepeated(owner.put(label, where), label, where, assignment.position());
                }
            }
        }
    }

    private static void refuseRepeated(@Nullable String first, String label, String second, Place position) {
        if (first != null) {
            throw new DevicetreeException(
                    position, "label '" + label + "' is on two places: " + first + " and " + second);
        }
    }

    private void keepExplicitPhandle(DraftNode node) {
        for (String name : PHANDLE_PROPERTIES) {
            Assignment assignment = node.properties().get(name);
            if (assignment != null && !asksForAnyPhandle(assignment, node)) {
                long phandle = explicitPhandle(assignment);
                DraftNode owner = owners.putIfAbsent(phandle, node);
                if (owner != null && owner != node) {
                    throw new DevicetreeException(
                            assignment.position(),
                            "phandle 0x" + Long.toHexString(phandle) + " is on two nodes: " + owner.path() + " and "
                                    + node.path());
                }
                phandles.put(node, phandle);
            }
        }
    }

    /** Says whether the node's phandle refers to the node itself, which leaves the number to us. */
    private boolean asksForAnyPhandle(Assignment assignment, DraftNode node) {
        return assignment.values().size() == 1
                && assignment.values().get(0) instanceof Value.Cells cells
                && cells.cells().size() == 1
                && cells.cells().get(0) instanceof Cell.Phandle self
                && find(self.target()) == node;
    }

    private static long explicitPhandle(Assignment assignment) {
        if (assignment.values().size() == 1
                && assignment.values().get(0) instanceof Value.Cells cells
                && cells.bits() == Integer.SIZE
                && cells.cells().size() == 1
                && cells.cells().get(0) instanceof Cell.Literal literal
                && literal.value() != 0
                && literal.value() != NO_PHANDLE) {
            return literal.value();
        }
        throw new DevicetreeException(
                assignment.position(),
                "expected one cell from 0x1 to 0xfffffffe as value of '" + assignment.name() + "', found "
                        + DtsWriter.show(assignment.values()));
    }

    private Bytes bytesOf(List<Value> values) {
        ByteArrayOutputStream into = new ByteArrayOutputStream();
        for (Value value : values) {
            if (value instanceof Value.Cells cells) {
                cells.cells().forEach(cell -> write(into, number(cell), cells.bits()));
            } else if (value instanceof Value.Text text) {
                into.writeBytes(text.content().toByteArray());
                into.write(0);
            } else if (value instanceof Value.ByteString string) {
                into.writeBytes(string.content().toByteArray());
            } else if (value instanceof Value.Path path) {
                into.writeBytes(pathOf(path.target()).toByteArray());
                into.write(0);
            }
        }
        return Bytes.of(into.toByteArray());
    }

    private static void write(ByteArrayOutputStream into, long number, int bits) {
        for (int shift = bits - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            into.write((int) (number >>> shift));
        }
    }

    private long number(Cell cell) {
        return cell instanceof Cell.Phandle phandle
                ? phandleOf(refer(phandle.target()))
                : ((Cell.Literal) cell).value();
    }

    private DraftNode refer(Reference reference) {
        return targets.computeIfAbsent(reference, this::find);
    }

    private DraftNode find(Reference reference) {
        DraftNode node = labelled.get(reference.target());
        return node == null ? draft.find(reference) : node;
    }

    private long phandleOf(DraftNode node) {
        return phandles.computeIfAbsent(node, absent -> {
            while (owners.containsKey(nextPhandle)) {
                nextPhandle++;
            }
            owners.put(nextPhandle, node);
            return nextPhandle;
        });
    }

    private Node node(DraftNode node, Optional<Node> parent) {
        List<Property> properties = new ArrayList<>();
        node.properties().values().forEach(assignment -> properties.add(property(assignment)));
        Long phandle = phandles.get(node);
        if (phandle != null && PHANDLE_PROPERTIES.stream().noneMatch(node.properties()::containsKey)) {
            List<Value> values = List.of(new Value.Cells(Integer.SIZE, List.of(new Cell.Literal(phandle))));
            Assignment given = new Assignment("phandle", Set.of(), values, node.position(), Optional.empty());
            properties.add(new Property(given, bytesOf(values)));
        }
        return new Node(
                node.name(),
                parent,
                List.copyOf(node.labels()),
                properties,
                node.position(),
                self -> node.children().values().stream()
                        .map(child -> node(child, Optional.of(self)))
                        .toList());
    }

    private Property property(Assignment assignment) {
        List<Value> values =
                assignment.values().stream().map(this::withoutDropped).toList();
        return new Property(assignment.with(values), Objects.requireNonNull(bytes.get(assignment)));
    }

    /** Puts what a reference stood for in its place if its node went with an unreferenced parent. */
    private Value withoutDropped(Value value) {
        if (value instanceof Value.Cells cells) {
            return new Value.Cells(
                    cells.bits(),
                    cells.cells().stream().map(this::withoutDropped).toList());
        }
        return value instanceof Value.Path path && isDropped(path.target())
                ? new Value.Text(pathOf(path.target()))
                : value;
    }

    private Cell withoutDropped(Cell cell) {
        return cell instanceof Cell.Phandle phandle && isDropped(phandle.target())
                ? new Cell.Literal(number(cell))
                : cell;
    }

    private boolean isDropped(Reference reference) {
        return !kept.contains(targets.get(reference));
    }

    private Bytes pathOf(Reference reference) {
        return Bytes.of(refer(reference).path().getBytes(StandardCharsets.UTF_8));
    }
}

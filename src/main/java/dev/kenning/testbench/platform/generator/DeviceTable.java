package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.devicetree.Node;
import dev.kenning.testbench.platform.RenodeModels;
import dev.kenning.testbench.text.TableFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Knows which model stands for a device; the table is the resource {@code devices.txt}. */
final class DeviceTable {

    private static final int COLUMNS = 6;

    private static final Map<String, List<DeviceRow>> BY_COMPATIBLE = read();

    private DeviceTable() {}

    /** Returns the row of a node: that of its first {@code compatible} which has one for the chip. */
    static Optional<DeviceRow> rowFor(Node node, Soc soc) {
        return node.compatible().stream()
                .map(compatible -> BY_COMPATIBLE.getOrDefault(compatible, List.of()))
                .flatMap(rows -> first(rows, soc).stream())
                .findFirst();
    }

    /** What the board is named after counts for more than what one of its parts happens to be shared with. */
    private static Optional<DeviceRow> first(List<DeviceRow> rows, Soc soc) {
        return named(rows, soc, Soc::isBoardOf)
                .or(() -> named(rows, soc, Soc::hasPartOf))
                .or(() -> rows.stream().filter(row -> row.chips().isEmpty()).findFirst());
    }

    private static Optional<DeviceRow> named(List<DeviceRow> rows, Soc soc, BiPredicate<Soc, String> test) {
        return rows.stream()
                .filter(row -> row.chips().stream().anyMatch(chip -> test.test(soc, chip)))
                .findFirst();
    }

    private static Map<String, List<DeviceRow>> read() {
        Map<String, List<DeviceRow>> rows = new HashMap<>();
        TableFile.read(DeviceTable.class, "devices.txt", COLUMNS).forEach(cells -> {
            DeviceRow row = new DeviceRow(
                    TableFile.words(cells.get(1)),
                    DeviceRow.Kind.of(cells.get(2)),
                    cells.get(2),
                    cells.get(3),
                    Attributes.split(cells.get(4)),
                    TableFile.words(cells.get(5)));
            if (row.kind() == DeviceRow.Kind.MODEL
                    && RenodeModels.of(row.model()).isEmpty()) {
                throw new IllegalStateException("devices.txt: no release of Renode is known to have " + row.model());
            }
            TableFile.words(cells.get(0))
                    .forEach(name ->
                            rows.computeIfAbsent(name, key -> new ArrayList<>()).add(row));
        });
        return rows;
    }
}

package dev.kenning.testbench.platform.generator;

import dev.kenning.testbench.text.TableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Knows what chips have beside their devicetree; the table is the resource {@code chips.txt}. */
final class ChipTable {

    private static final List<Chip> CHIPS = read();

    private ChipTable() {}

    /** Returns what is known of a chip; nothing for most. */
    static Chip of(Soc soc) {
        return first(chip -> soc.isBoardOf(chip.prefix()), first(chip -> soc.hasPartOf(chip.prefix()), new Chip("")));
    }

    private static Chip first(Predicate<Chip> test, Chip otherwise) {
        return CHIPS.stream().filter(test).findFirst().orElse(otherwise);
    }

    private static List<Chip> read() {
        List<Chip> chips = new ArrayList<>();
        TableFile.lines(ChipTable.class, "chips.txt").forEach(line -> {
            if (line.startsWith("[")) {
                chips.add(new Chip(line.substring(1, line.length() - 1)));
            } else {
                int last = chips.size() - 1;
                chips.set(last, chips.get(last).with(line));
            }
        });
        return List.copyOf(chips);
    }

    /**
     * A section of the table.
     *
     * @param clock the frequency of the core in Hz
     * @param ticks the frequency of the timer of a RISC-V core in Hz
     */
    record Chip(
            String prefix,
            OptionalLong clock,
            OptionalLong ticks,
            List<String> tags,
            List<String> components,
            List<String> ports) {

        Chip(String prefix) {
            this(prefix, OptionalLong.empty(), OptionalLong.empty(), List.of(), List.of(), List.of());
        }

        private Chip with(String line) {
            String[] parts = line.split("\\s+", 2);
            return switch (parts[0]) {
                case "clock" ->
                    new Chip(prefix, OptionalLong.of(Long.decode(parts[1])), ticks, tags, components, ports);
                case "ticks" ->
                    new Chip(prefix, clock, OptionalLong.of(Long.decode(parts[1])), tags, components, ports);
                case "tag" -> new Chip(prefix, clock, ticks, and(tags, parts[1]), components, ports);
                case "component" -> new Chip(prefix, clock, ticks, tags, and(components, parts[1]), ports);
                case "port" -> new Chip(prefix, clock, ticks, tags, components, and(ports, parts[1]));
                default -> throw new IllegalStateException("chips.txt: unknown word at the start of: " + line);
            };
        }

        private static List<String> and(List<String> lines, String line) {
            List<String> more = new ArrayList<>(lines);
            more.add(line);
            return List.copyOf(more);
        }
    }
}

package dev.kenning.testbench.elf;

import java.util.Comparator;
import java.util.List;

/**
 * What a program takes of a target's memory, by section and symbol. Immutable.
 *
 * <p>The image is what is written to flash: all sections with content. RAM is what the program may write while it runs, its
 * initial content included; a program that is loaded into RAM as a whole has its code there too, which is not counted twice.
 *
 * @param sections by address
 * @param symbols with a size, largest first
 */
public record MemoryMap(List<ElfSection> sections, List<Placed> symbols) {

    /** A symbol and the section that holds it. */
    public record Placed(Symbol symbol, ElfSection section) {}

    /** Copies the lists. */
    public MemoryMap {
        sections = List.copyOf(sections);
        symbols = List.copyOf(symbols);
    }

    /** Returns what a program takes. */
    public static MemoryMap of(ElfFile program) {
        List<ElfSection> sections = program.sections().stream()
                .sorted(Comparator.comparingLong(ElfSection::address))
                .toList();
        List<Placed> symbols = program.symbols().sized().stream()
                .flatMap(symbol -> sections.stream()
                        .filter(section -> section.holds(symbol))
                        .limit(1)
                        .map(section -> new Placed(symbol, section)))
                .sorted(Comparator.comparingLong(
                                (Placed placed) -> placed.symbol().size())
                        .reversed()
                        .thenComparing(placed -> placed.symbol().name()))
                .toList();
        return new MemoryMap(sections, symbols);
    }

    /** Returns the size of the image in bytes. */
    public long imageBytes() {
        return sections.stream()
                .filter(ElfSection::loaded)
                .mapToLong(ElfSection::size)
                .sum();
    }

    /** Returns the bytes that the program may write. */
    public long ramBytes() {
        return sections.stream()
                .filter(ElfSection::writable)
                .mapToLong(ElfSection::size)
                .sum();
    }
}

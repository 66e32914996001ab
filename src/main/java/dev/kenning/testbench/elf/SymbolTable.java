package dev.kenning.testbench.elf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds symbols by address and by name. Immutable. */
public final class SymbolTable {

    /** The table of a machine without a program. */
    public static final SymbolTable EMPTY = new SymbolTable(List.of());

    /** How many symbols that start before an address are looked at; nested symbols are shallow. */
    private static final int NEIGHBOURS = 64;

    /** How far an assembler function that states no size may reach, at most to the next symbol. */
    private static final int UNSIZED_REACH = 4096;

    private static final Comparator<Symbol> BETTER_FIRST = Comparator.comparing(Symbol::function)
            .thenComparing(Symbol::size)
            .reversed()
            .thenComparing(Symbol::name);

    private final NavigableMap<Long, Symbol> byAddress = new TreeMap<>();
    private final Map<String, Symbol> byName = new HashMap<>();
    private final List<List<Symbol>> sources = new ArrayList<>();

    /** Creates a table; where several symbols share an address, functions and longer ones win. */
    public SymbolTable(Collection<Symbol> symbols) {
        for (Symbol symbol : symbols) {
            byAddress.merge(symbol.address(), symbol, (a, b) -> BETTER_FIRST.compare(a, b) <= 0 ? a : b);
            byName.putIfAbsent(symbol.name(), symbol);
        }
    }

    /** Creates a table of the symbols of each source file. */
    static SymbolTable ofSources(List<List<Symbol>> sources) {
        SymbolTable table =
                new SymbolTable(sources.stream().flatMap(List::stream).toList());
        table.sources.addAll(sources);
        return table;
    }

    /**
     * Returns symbols with these names that one source file has: names that are local to a file may be those of others too.
     *
     * @return a symbol for each name; empty if no file has them all
     */
    public Map<String, Symbol> together(Set<String> wanted) {
        for (List<Symbol> source : sources) {
            Map<String, Symbol> found = new HashMap<>();
            source.stream()
                    .filter(symbol -> wanted.contains(symbol.name()))
                    .forEach(symbol -> found.putIfAbsent(symbol.name(), symbol));
            if (found.size() == wanted.size()) {
                return found;
            }
        }
        return Map.of();
    }

    /** Returns the symbol with this name. */
    public Optional<Symbol> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns all symbols with this name, by address. */
    public List<Symbol> allNamed(String name) {
        return Stream.concat(named(name).stream(), byAddress.values().stream())
                .filter(symbol -> symbol.name().equals(name))
                .distinct()
                .sorted(Comparator.comparingLong(Symbol::address))
                .toList();
    }

    /** Returns a table with the symbols of another besides; those of the other win. */
    public SymbolTable and(SymbolTable more) {
        if (isEmpty()) {
            return more;
        }
        if (more.isEmpty()) {
            return this;
        }
        SymbolTable both = new SymbolTable(List.of());
        both.byAddress.putAll(byAddress);
        both.byAddress.putAll(more.byAddress);
        both.byName.putAll(byName);
        both.byName.putAll(more.byName);
        both.sources.addAll(more.sources);
        both.sources.addAll(sources);
        return both;
    }

    /** Returns the symbol whose range holds the address: the one that starts last. */
    public Optional<Symbol> covering(long address) {
        Map.Entry<Long, Symbol> nearest = byAddress.floorEntry(address);
        if (nearest == null) {
            return Optional.empty();
        }
        Symbol last = nearest.getValue();
        if (last.function() && last.size() == 0 && address - last.address() < UNSIZED_REACH) {
            return Optional.of(last);
        }
        return byAddress.headMap(address, true).descendingMap().values().stream()
                .limit(NEIGHBOURS)
                .filter(symbol -> symbol.covers(address))
                .findFirst();
    }

    /**
     * Returns the name to show for an address as Renode does: {@code reset (entry)} at the first instruction of a
     * symbol, {@code reset} inside it.
     */
    public Optional<String> find(long address) {
        return covering(address)
                .map(symbol -> symbol.address() == address ? symbol.name() + " (entry)" : symbol.name());
    }

    /** Returns the symbols that have a size, one for each address, by address. */
    public List<Symbol> sized() {
        return byAddress.values().stream().filter(symbol -> symbol.size() > 0).toList();
    }

    /** Returns every name, for suggestions. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    /** Returns whether there is no symbol. */
    public boolean isEmpty() {
        return byAddress.isEmpty();
    }
}

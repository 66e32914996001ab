package dev.kenning.testbench.metrics;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The first place at which two measurements differ, in the order of the file.
 *
 * @param path keys and indices, such as {@code executed_instructions.cpu[3]}
 * @param first what stands there in the first, {@code nothing} if it is absent
 * @param second what stands there in the second
 */
public record Difference(String path, String first, String second) {

    private static final String NOTHING = "nothing";
    private static final int SHOWN = 200;

    /** Compares two trees of maps, lists and values. */
    public static Optional<Difference> between(Map<String, ?> first, Map<String, ?> second) {
        return between("", first, second);
    }

    private static Optional<Difference> between(String path, Object first, Object second) {
        if (first instanceof Map<?, ?> one && second instanceof Map<?, ?> other) {
            return ofMaps(path, one, other);
        }
        if (first instanceof List<?> one && second instanceof List<?> other) {
            return ofLists(path, one, other);
        }
        return Objects.equals(first, second)
                ? Optional.empty()
                : Optional.of(new Difference(path, shown(first), shown(second)));
    }

    private static Optional<Difference> ofMaps(String path, Map<?, ?> first, Map<?, ?> second) {
        Set<Object> keys = new LinkedHashSet<>(first.keySet());
        keys.addAll(second.keySet());
        return keys.stream()
                .flatMap(key -> between(
                        path.isEmpty() ? String.valueOf(key) : path + "." + key,
                        valueOf(first, key),
                        valueOf(second, key))
                        .stream())
                .findFirst();
    }

    private static Object valueOf(Map<?, ?> map, Object key) {
        Object value = map.get(key);
        return value == null ? NOTHING : value;
    }

    private static Optional<Difference> ofLists(String path, List<?> first, List<?> second) {
        Iterator<?> one = first.iterator();
        Iterator<?> other = second.iterator();
        for (int i = 0; one.hasNext() || other.hasNext(); i++) {
            Optional<Difference> found = between(
                    path + "[" + i + "]",
                    one.hasNext() ? one.next() : NOTHING,
                    other.hasNext() ? other.next() : NOTHING);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}

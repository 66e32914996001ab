package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.robot.KeywordException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Numbers the testers of one kind, and chooses the one that a keyword means.
 *
 * @param <K> what is tested; it has one tester
 * @param <T> the tester
 */
final class Testers<K, T> {

    private final Map<K, Integer> numbers = new LinkedHashMap<>();
    private final Map<Integer, T> testers = new LinkedHashMap<>();
    private Optional<Integer> chosen = Optional.empty();

    /** Returns the number of a tested thing's tester, which is created if there is none. */
    int numberOf(K tested, Supplier<T> creation) {
        Integer number = numbers.get(tested);
        if (number == null) {
            number = testers.size();
            testers.put(number, creation.get());
            numbers.put(tested, number);
        }
        return number;
    }

    /** Says which tester keywords mean that name none. */
    void setDefault(Optional<Long> number) {
        number.filter(wanted -> wanted != wanted.intValue() || !testers.containsKey(wanted.intValue()))
                .ifPresent(wanted -> {
                    throw new KeywordException(
                            "Tester #" + wanted + " was not found. Create a tester before setting it as default");
                });
        chosen = number.map(Long::intValue);
    }

    /**
     * Returns the tester of a number, or the one that is meant without a number.
     *
     * @throws KeywordException if there is none, or it is not clear which
     */
    T find(Optional<Long> number) {
        if (number.isPresent()) {
            return numbered(number.get());
        }
        if (chosen.isPresent()) {
            return numbered(chosen.get());
        }
        if (testers.isEmpty()) {
            throw new KeywordException("There are no testers available.");
        }
        if (testers.size() > 1) {
            throw new KeywordException(
                    "There is more than one tester available - please specify ID of the desired tester.");
        }
        return testers.values().iterator().next();
    }

    private T numbered(long number) {
        T tester = number == (int) number ? testers.get((int) number) : null;
        if (tester == null) {
            throw new KeywordException(
                    "Tester for given ID=" + number + " was not found. Did you forget to create the tester?");
        }
        return tester;
    }

    void clear() {
        numbers.clear();
        testers.clear();
        chosen = Optional.empty();
    }
}

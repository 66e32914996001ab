package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.text.BadInputException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several machines among which tests are divided.
 *
 * @param index from 1
 * @param count of how many
 */
record Shard(int index, int count) {

    static final String SETTING = "testbench.shard";

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    /** What CI systems call their machines, and whether they count from 0 or 1. */
    private record Variables(String index, String count, int first) {}

    private static final List<Variables> SYSTEMS = List.of(
            new Variables("CI_NODE_INDEX", "CI_NODE_TOTAL", 1), // GitLab's parallel
            new Variables("BUILDKITE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB_COUNT", 0),
            new Variables("JOB_COMPLETION_INDEX", "TESTBENCH_SHARD_COUNT", 0)); // an indexed Job of Kubernetes

    /**
     * Returns the shard that {@code testbench.shard} says, {@code i/n}, or with {@code auto} the variables of the CI system.
     *
     * @throws BadInputException if it says none
     */
    static Optional<Shard> of(Settings settings) {
        return of(settings, name -> Optional.ofNullable(System.getenv(name)).orElse(""));
    }

    /**
     * The same in another environment.
     *
     * @param environment gives variables, the empty text for one that is not set
     */
    static Optional<Shard> of(Settings settings, UnaryOperator<String> environment) {
        return settings.get(SETTING).map(text -> text.equals("auto") ? ofSystem(environment) : parse(text));
    }

    private static Shard parse(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            Shard shard = new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
            if (shard.isSound()) {
                return shard;
            }
        }
        throw new BadInputException(
                SETTING + " must be i/n with i from 1 to n, such as 2/8, or auto, is '" + text + "'");
    }

    private boolean isSound() {
        return index >= 1 && index <= count;
    }

    private static Shard ofSystem(UnaryOperator<String> environment) {
        for (Variables names : SYSTEMS) {
            String index = environment.apply(names.index());
            String count = environment.apply(names.count());
            if (index.isEmpty()) {
                continue;
            }
            if (index.matches("\\d{1,6}") && count.matches("\\d{1,6}")) {
                Shard shard = new Shard(Integer.parseInt(index) - names.first() + 1, Integer.parseInt(count));
                if (shard.isSound()) {
                    return shard;
                }
            }
            throw new BadInputException(SETTING + "=auto: " + names.index() + "='" + index + "' and " + names.count()
                    + "='" + count + "' are no shard; set both, or " + SETTING + "=i/n");
        }
        throw new BadInputException(SETTING + "=auto finds none of CI_NODE_INDEX (GitLab), BUILDKITE_PARALLEL_JOB and"
                + " JOB_COMPLETION_INDEX (Kubernetes) in the environment; say " + SETTING + "=i/n");
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}

package dev.kenning.testbench.platform;

import dev.kenning.testbench.text.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a description and all that it uses into one {@link PlatformDescription}.
 *
 * <p>Files are taken in depth first, in the order they are named; the naming file comes last, so that it wins. Immutable and
 * thread-safe if its resolver is.
 */
public final class PlatformReader {

    /** What every machine has before its first description is loaded. */
    private static final Set<String> BUILT_IN = Set.of("sysbus", "machine");

    private final SourceResolver resolver;

    /** Makes a reader that finds the files named after {@code using} through a resolver. */
    public PlatformReader(SourceResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Reads a description for an empty machine.
     *
     * @throws PlatformException for everything that can be wrong without knowing the models
     */
    public PlatformDescription read(Source source) {
        return read(source, Set.of());
    }

    /**
     * Reads a description for a machine that has components already.
     *
     * <p>The result holds only what the description says; {@link PlatformDescription#extendedBy} adds it to an earlier one.
     *
     * @param existing the names of the components that the machine has
     * @throws PlatformException for everything that can be wrong without knowing the models
     */
    public PlatformDescription read(Source source, Set<String> existing) {
        Set<String> all = new HashSet<>(BUILT_IN);
        all.addAll(existing);
        List<DescriptionFile> files = new ArrayList<>();
        collect(source, new ArrayList<>(), files);
        return new DescriptionMerger(files, all).merge();
    }

    private void collect(Source source, List<String> underway, List<DescriptionFile> files) {
        Description description = Description.parse(source);
        underway.add(source.name());
        Set<String> used = new HashSet<>();
        for (Using using : description.usings()) {
            if (!used.add(using.path())) {
                throw PlatformError.DUPLICATE_USING.at(using.position(), "Duplicate using entry.");
            }
            Source next = resolver.resolve(using.path(), source)
                    .orElseThrow(() -> PlatformError.USING_NOT_FOUND.across(
                            using.position(), "Using '" + using.path() + "' resolved as '' does not exist."));
            if (underway.contains(next.name())) {
                throw PlatformError.RECURSIVE_USING.at(
                        using.position(),
                        "There is a cycle in using file dependency: "
                                + String.join(" -> ", underway.subList(underway.indexOf(next.name()), underway.size()))
                                + " -> " + next.name() + ".");
            }
            collect(next, underway, files);
        }
        underway.remove(underway.size() - 1);
        files.add(new DescriptionFile(files.size(), description));
    }

    /** A description with a number that tells its local names from those of other files. */
    record DescriptionFile(int number, Description description) {}
}

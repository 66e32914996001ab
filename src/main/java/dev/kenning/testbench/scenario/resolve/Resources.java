package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what Kenning would download: files with an address such as {@code kenning:///p} or {@code gh://org:repo/p;branch=b}, in
 * folders of this machine. Nothing is ever downloaded. Immutable.
 *
 * <p>Kenning's own cache keeps a file under the path of its address, without host, organisation and repository.
 */
public final class Resources {

    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://([^/]*)(.*)", Pattern.DOTALL);
    private static final Pattern LOCAL =
            Pattern.compile("file:(?://(?:localhost)?)?(?=[^/]|/(?!/))(.*)", Pattern.DOTALL);
    private static final Pattern GITHUB = Pattern.compile("([^:/]+):([^:/]+)");
    private static final Pattern BRANCH = Pattern.compile("([^;]*);branch=([^;]+)");

    private final List<Path> roots;
    private final Optional<Path> cache;

    private Resources(List<Path> roots, Optional<Path> cache) {
        this.roots = List.copyOf(roots);
        this.cache = cache;
    }

    /** Looks in folders, and in a folder that is laid out as Kenning's cache is. */
    static Resources of(List<Path> roots, Optional<Path> cache) {
        return new Resources(roots, cache);
    }

    /**
     * Looks in folders, in those of the setting {@code testbench.resources}, and in Kenning's cache: {@code KENNING_CACHE_DIR},
     * else {@code .kenning} in the user's home.
     */
    public static Resources configured(List<Path> folders) {
        List<Path> all = new ArrayList<>(folders);
        Settings.ofProcess().list("testbench.resources").forEach(folder -> all.add(Path.of(folder)));
        String cache = System.getenv().getOrDefault("KENNING_CACHE_DIR", "");
        return of(
                all,
                Optional.of(
                        cache.isBlank() ? Path.of(System.getProperty("user.home", ""), ".kenning") : Path.of(cache)));
    }

    /** Tells whether a text is an address and no path. */
    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches() || LOCAL.matcher(text).matches();
    }

    /**
     * Returns the file with an address.
     *
     * @throws BadInputException if the address is malformed, or no folder has the file
     */
    Path require(String address) {
        Matcher local = LOCAL.matcher(address);
        if (local.matches()) {
            return Path.of(local.group(1));
        }
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException(address + " is no address");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String host = parts.group(2);
        return switch (scheme) {
            case "kenning", "demo-scenario" ->
                find(address, List.of(host + parts.group(3), "kenning/" + parts.group(3)));
            case "http", "https", "hf" -> find(address, List.of(host + parts.group(3), parts.group(3)));
            case "gh" -> find(address, github(address, host, parts.group(3)));
            default ->
                throw new BadInputException(address + " has the unknown scheme '" + scheme
                        + "'; Kenning knows kenning, gh, http, https, file, hf and demo-scenario");
        };
    }

    private static List<String> github(String address, String host, String path) {
        Matcher repository = GITHUB.matcher(host);
        Matcher branch = BRANCH.matcher(path);
        if (!repository.matches()) {
            throw new BadInputException(
                    address + " must name organisation and repository: gh://ORG:REPO/PATH;branch=NAME");
        }
        if (!branch.matches()) {
            throw new BadInputException(
                    address + " names no branch; write " + address.split(";", 2)[0] + ";branch=NAME at its end");
        }
        String folder = repository.group(1) + "/" + repository.group(2);
        String file = branch.group(1);
        return List.of(folder + "/" + branch.group(2) + file, folder + file, repository.group(2) + file, file);
    }

    /** The last of the places is the one under the mere path, which is where Kenning's cache has it. */
    private Path find(String address, List<String> places) {
        String path = relative(places.get(places.size() - 1));
        String cached = address.startsWith("kenning") ? relative(places.get(0)) : path;
        List<Path> candidates = Stream.concat(
                        roots.stream().flatMap(root -> places.stream().map(place -> root.resolve(relative(place)))),
                        cache.stream().map(root -> root.resolve(cached)))
                .map(Path::normalize)
                .toList();
        return candidates.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new BadInputException(address + " is not on this machine, and nothing is downloaded."
                        + " Looked for "
                        + String.join(
                                ", ", candidates.stream().map(Path::toString).toList())
                        + ". Put the file there"
                        + (roots.isEmpty() ? ", or name a folder that has " + cached + " with --resource-root" : "")));
    }

    private static String relative(String place) {
        return place.replaceFirst("^/+", "").replaceAll("/+", "/").replaceFirst(";.*", "");
    }
}

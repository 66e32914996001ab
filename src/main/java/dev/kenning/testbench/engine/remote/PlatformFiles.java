package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.board.BuiltInFiles;
import dev.kenning.testbench.platform.Attribute;
import dev.kenning.testbench.platform.Description;
import dev.kenning.testbench.platform.Entry;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.ReleaseText;
import dev.kenning.testbench.platform.RenodeRelease;
import dev.kenning.testbench.platform.ReplWriter;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.Using;
import dev.kenning.testbench.platform.Value;
import dev.kenning.testbench.platform.monitor.SimulationScript;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A platform description in a bench's folder, with the files that it uses.
 *
 * <p>A file that neither the user nor this project has is left to Renode, which comes with platforms of its own.
 */
final class PlatformFiles {

    private static final String SCRIPTED = "Python.PythonPeripheral";

    private final Path folder;
    private final SearchPath searchPath;
    private final Path upstreamScripts;
    private final Map<String, String> copies = new LinkedHashMap<>();
    private final Map<String, String> cores = new LinkedHashMap<>();
    private boolean complete = true;
    private String main = "";

    private PlatformFiles(Path folder, Path description, BuiltInFiles builtIn) {
        this.folder = folder;
        searchPath = SearchPath.of(description.resolveSibling(""), builtIn.renode());
        upstreamScripts = builtIn.renode().resolve("scripts").toAbsolutePath().normalize();
    }

    /**
     * Copies a description and what it uses into a folder.
     *
     * @throws BadInputException if one of them is no description
     */
    static PlatformFiles copy(Path platform, Path folder) throws IOException {
        Path absolute = platform.toAbsolutePath();
        PlatformFiles files = new PlatformFiles(folder, absolute, BuiltInFiles.locate());
        try {
            files.main = SimulationScript.isScript(absolute.toString())
                    ? files.copyScript(absolute)
                    : files.copy(Source.ofFile(absolute));
        } catch (PlatformException e) {
            throw new BadInputException("the platform " + absolute + " cannot be used: " + e.getMessage(), e);
        }
        return files;
    }

    /** Returns the name of the description in the folder. */
    String main() {
        return main;
    }

    /**
     * Writes the descriptions anew in the words of a release of Renode.
     *
     * @param told takes what the release cannot be told
     * @return the names of the files that changed
     */
    List<String> writeFor(RenodeRelease release, Consumer<String> told) throws IOException {
        List<String> changed = new ArrayList<>();
        for (String name : copies.values()) {
            Path file = folder.resolve(name);
            Source source = new Source(name, Files.readString(file));
            ReleaseText adapted = ReleaseText.of(source, release);
            adapted.notes().forEach(told);
            if (!adapted.text().equals(source.text())) {
                Files.writeString(file, adapted.text());
                changed.add(name);
            }
        }
        return changed;
    }

    /** Returns the models of the cores that these files declare, by name. */
    Map<String, String> cores() {
        return cores;
    }

    /** Tells whether every file was found, so that every core is known. */
    boolean isComplete() {
        return complete;
    }

    /** A script brings the description and the folder that are named like it. */
    private String copyScript(Path script) throws IOException {
        String name = String.valueOf(script.getFileName());
        String stem = name.substring(0, name.lastIndexOf('.'));
        Files.copy(script, folder.resolve(name));
        Path description = script.resolveSibling(stem + ".repl");
        if (Files.exists(description)) {
            copy(Source.ofFile(description));
        } else {
            complete = false;
        }
        Path companions = script.resolveSibling(stem);
        if (Files.isDirectory(companions)) {
            Files.createDirectory(folder.resolve(stem));
            try (Stream<Path> files = Files.list(companions)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, folder.resolve(stem).resolve(String.valueOf(file.getFileName())));
                }
            }
        }
        return name;
    }

    private String copy(Source source) throws IOException {
        String known = copies.get(source.name());
        if (known != null) {
            return known;
        }
        String name = freeName(source.path());
        copies.put(source.name(), name);
        Description description = Description.parse(source);
        String text = source.text();
        for (Using using : description.usings()) {
            Optional<Source> used = searchPath.resolve(using.path(), source);
            if (used.isPresent()) {
                text = text.replace("\"" + using.path() + "\"", "\"./" + copy(used.get()) + "\"");
            } else {
                complete = false;
            }
        }
        for (Entry entry : description.entries()) {
            entry.type()
                    .map(Object::toString)
                    .filter(type -> type.startsWith("CPU."))
                    .ifPresent(type -> cores.put(entry.name(), type));
            for (Attribute attribute : entry.attributes()) {
                if (attribute instanceof Attribute.Property property
                        && property.name().equals("filename")
                        && property.value() instanceof Value.Text file) {
                    text = taken(text, entry, file.text(), source);
                }
            }
        }
        Files.writeString(folder.resolve(name), text);
        return name;
    }

    /**
     * Puts the script of a device into the description, as Renode looks for files beside its own program only; other files keep
     * their relative paths. What is not found, or stands for one of Renode's own scripts, comes with Renode.
     */
    private String taken(String text, Entry entry, String file, Source source) throws IOException {
        Optional<Path> found = searchPath.find(file, source);
        if (found.isEmpty() || found.get().toAbsolutePath().normalize().startsWith(upstreamScripts)) {
            return text;
        }
        if (entry.type().map(Object::toString).orElse("").equals(SCRIPTED)) {
            Pattern attribute = Pattern.compile("\\bfilename\\s*:\\s*\"" + Pattern.quote(file) + "\"");
            String script = "script: " + ReplWriter.literal(Files.readString(found.get()));
            return attribute.matcher(text).replaceAll(Matcher.quoteReplacement(script));
        }
        Path target = folder.resolve(file).normalize();
        if (target.startsWith(folder) && !Files.exists(target)) {
            Files.createDirectories(target.resolveSibling(""));
            Files.copy(found.get(), target);
        }
        return text;
    }

    private String freeName(Path file) {
        String given = String.valueOf(file.getFileName());
        String plain = given.replaceAll("[^A-Za-z0-9._-]", "_");
        String name = plain;
        for (int number = 2; copies.containsValue(name); number++) {
            name = number + "-" + plain;
        }
        return name;
    }
}

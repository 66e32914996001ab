package dev.kenning.testbench.emulator.core.translate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The class files of the emulator, each read when it is first asked for. Thread-safe. */
final class ClassFiles {

    private static final String OURS = "dev/kenning/testbench/emulator/core/";

    private final Map<String, Optional<ClassFile>> files = new ConcurrentHashMap<>();

    /** Returns a class of the cores; empty for any other, and if there is no file of it. */
    Optional<ClassFile> find(String name) {
        return name.startsWith(OURS) ? files.computeIfAbsent(name, ClassFiles::read) : Optional.empty();
    }

    /** Returns a method of a class or of the nearest class above it. */
    Optional<MethodBody> method(String owner, String name, String descriptor) {
        Optional<ClassFile> at = find(owner);
        while (at.isPresent()) {
            Optional<MethodBody> body = at.get().method(name, descriptor);
            if (body.isPresent()) {
                return body;
            }
            at = find(at.get().superclass());
        }
        return Optional.empty();
    }

    /** Returns the class that declares a field: the given one or the nearest above it. */
    Optional<String> declarer(String owner, String field) {
        String at = owner;
        Optional<ClassFile> file = find(at);
        while (file.isPresent()) {
            if (file.get().field(field).isPresent()) {
                return Optional.of(at);
            }
            at = file.get().superclass();
            file = find(at);
        }
        return Optional.empty();
    }

    /** Returns the access flags of a field of that class. */
    int access(String declarer, String field) {
        return find(declarer).flatMap(file -> file.field(field)).orElse(0);
    }

    private static Optional<ClassFile> read(String name) {
        try (InputStream in = ClassFiles.class.getResourceAsStream("/" + name + ".class")) {
            return in == null ? Optional.empty() : Optional.of(new ClassFile(in.readAllBytes()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

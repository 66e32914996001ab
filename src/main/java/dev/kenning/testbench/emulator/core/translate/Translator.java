package dev.kenning.testbench.emulator.core.translate;

import dev.kenning.testbench.emulator.bus.AccessLog;
import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.HotCode;
import dev.kenning.testbench.emulator.core.Translation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Translates hot blocks into hidden classes, specialized from the semantic methods of their instructions.
 *
 * <p>Where the JVM allows no hidden classes, it says so once in the log, and everything is left to the interpreter.
 */
public final class Translator implements HotCode {

    private static final ClassFiles CLASSES = new ClassFiles();

    private final Machine machine;
    private final Visibility visibility;
    private final AccessLog log;
    private boolean works = true;

    /**
     * Creates a translator for one core.
     *
     * @param log hears of it if the JVM refuses
     */
    public Translator(Machine machine, AccessLog log) {
        this.machine = machine;
        visibility = new Visibility(CLASSES, machine);
        this.log = log;
    }

    @Override
    public Optional<Translation> translate(Block first, IntFunction<Optional<Block>> hotBlocks) {
        return works ? write(first, hotBlocks) : Optional.empty();
    }

    private Optional<Translation> write(Block first, IntFunction<Optional<Block>> hotBlocks) {
        RegionWriter writer = new RegionWriter(CLASSES, machine, visibility, hotBlocks);
        try {
            Optional<byte[]> file = writer.write(first);
            return file.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Translation(define(file.get()), writer.blocks()));
        } catch (ReflectiveOperationException
                | LinkageError
                | UnsupportedOperationException
                | OutOfMemoryError refusal) {
            works = false;
            log.warn("translator", "Hot code is not translated: " + refusal);
            return Optional.empty();
        }
    }

    private MethodHandle define(byte[] file) throws ReflectiveOperationException {
        Lookup translated = machine.lookup().defineHiddenClass(file, true, Lookup.ClassOption.NESTMATE);
        return translated.findStatic(translated.lookupClass(), RegionWriter.METHOD, Translation.TYPE);
    }
}

package dev.kenning.testbench.emulator.core.translate;

import dev.kenning.testbench.emulator.bus.AccessLog;
import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.Heat;
import dev.kenning.testbench.emulator.core.HotCode;
import dev.kenning.testbench.emulator.core.Lessons;
import dev.kenning.testbench.emulator.core.Translation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Optional;

/**
 * Translates hot blocks into hidden classes, specialized from the semantic methods of their instructions.
 *
 * <p>What one core has translated, others of the same JVM execute, too, where their code is the same; but a core that
 * translates everything at once writes everything itself, as tests want it.
 *
 * <p>Where the JVM allows no hidden classes, it says so once in the log, and everything is left to the interpreter.
 */
public final class Translator implements HotCode {

    private static final ClassFiles CLASSES = new ClassFiles();
    private static final SharedTranslations SHARED = new SharedTranslations();

    private final Machine machine;
    private final Visibility visibility;
    private final Heat heat;
    private final AccessLog log;
    private boolean works = true;

    /**
     * Creates a translator for one core.
     *
     * @param heat when blocks are translated
     * @param log hears of it if the JVM refuses
     */
    public Translator(Machine machine, Heat heat, AccessLog log) {
        this.machine = machine;
        this.heat = heat;
        visibility = new Visibility(CLASSES, machine);
        this.log = log;
    }

    @Override
    public long warm(Block block, long executions) {
        return SHARED.warm(key(block), executions);
    }

    @Override
    public boolean knows(Block first) {
        return SHARED.find(key(first)).isPresent();
    }

    @Override
    public Optional<Translation> reuse(Block first, Surroundings around) {
        Optional<SharedRegion> region = heat.isAtOnce() ? Optional.empty() : SHARED.find(key(first));
        return region.filter(known -> works && !known.lessons().wereInVain())
                .flatMap(known -> known.reuse(first, around, machine.state()));
    }

    @Override
    public Optional<Translation> translate(Block first, Surroundings around) {
        boolean inVain = SHARED.find(key(first))
                .filter(known -> known.lessons().wereInVain())
                .isPresent();
        return works && !inVain ? write(first, around) : Optional.empty();
    }

    private SharedTranslations.Key key(Block block) {
        return new SharedTranslations.Key(machine.stateClass(), block.content());
    }

    private Optional<Translation> write(Block first, Surroundings around) {
        RegionWriter writer = new RegionWriter(
                CLASSES, machine, visibility, address -> around.at(address).filter(around::isHot));
        try {
            Optional<byte[]> file = writer.write(first);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            MethodHandle code = define(file.get());
            if (heat.isAtOnce()) {
                return Optional.of(new Translation(code, writer.blocks(), Lessons.over()));
            }
            SharedRegion region = writer.shared(code, Lessons.toBeGiven());
            SHARED.add(key(first), region);
            return Optional.of(new Translation(code, writer.blocks(), region.lessons()));
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

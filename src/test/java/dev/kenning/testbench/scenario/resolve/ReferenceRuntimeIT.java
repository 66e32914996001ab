package dev.kenning.testbench.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.LogLine;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.RequestRefusedException;
import dev.kenning.testbench.reference.AlteredModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a model before a run, held against what the reference firmware says of it in a run. */
class ReferenceRuntimeIT {

    private static final Board BOARD = BoardCatalogue.builtIn().board("stm32f746g_disco");
    private static final Path FIRMWARE = BOARD.firmware().orElseThrow();
    private static final Model MODEL = Model.tflite("models/gestures_int8.tflite");

    /** What a model's structure alone tells; the firmware looks at quantisation and geometry too. */
    private static final Pattern FORESEEN = Pattern.compile(
            "unsupported .*|tensor \\d+ (has no fixed shape|has more than 4"
                    + " dimensions|is too big)|.*: input and output have different types|.*: its weights are not constants of the input's type");

    private static final List<String> LOG = new ArrayList<>();

    private static Bench bench;
    private static KenningSession session;

    private final ReferenceRuntime runtime =
            ReferenceRuntime.in(ElfFile.read(FIRMWARE)).orElseThrow();

    @BeforeAll
    static void startTheDevice() {
        bench = Engines.named("embedded").powerOn(BenchSetup.of(BOARD, FIRMWARE));
        session = SessionOpening.of(BOARD).on(bench, ReferenceRuntimeIT::logged);
        session.upload(MODEL.ioSpec());
    }

    private static void logged(LogLine line) {
        LOG.add(line.text().replaceFirst("^<\\w+> ", ""));
    }

    @AfterAll
    static void stopTheDevice() {
        session.close();
        bench.close();
    }

    @Test
    void knowsTheOperatorsThatTheFirmwareKnows() {
        for (int operator = 0; operator < 32; operator++) {
            agree(AlteredModel.withOperator(MODEL.bytes(), 17, operator), "operator " + operator + " for MAX_POOL_2D");
        }
    }

    /** An activation of 254, an operator of which the old byte says -1, and a huge dimension in front of an unknown one. */
    @ParameterizedTest
    @CsvSource({"2869, 10", "84, 1", "1668, 52"})
    void readsNumbersAsTheFirmwareDoes(int place, byte value) {
        byte[] model = MODEL.bytes();
        model[place] = value;

        agree(model, "byte " + place + " is " + value);
    }

    @Test
    void foreseesWhatTheFirmwareSaysOfDamagedModels() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 120; round++) {
            byte[] model = MODEL.bytes();
            int place = random.nextInt(model.length);
            model[place] = (byte) (random.nextBoolean() ? random.nextInt(20) : random.nextInt(256));
            refused += agree(model, "byte " + place + " is " + model[place] + " (seed " + seed + ")") ? 1 : 0;
        }
        assertThat(refused).as("models that were refused (seed %d)", seed).isPositive();
    }

    @Test
    void foreseesACustomOperatorWithoutAName() {
        byte[] model = MODEL.bytes();
        model[77] = 3;

        assertThat(runtime.problems(model)).containsExactly("unsupported operator: CUSTOM");
        assertThat(agree(model, "byte 77 is 3")).isTrue();
    }

    /** Returns whether the firmware refused the model. */
    private boolean agree(byte[] model, String what) {
        List<String> problems = runtime.problems(model);
        LOG.clear();
        boolean refused = refuses(model);
        List<String> foreseen =
                LOG.stream().filter(line -> FORESEEN.matcher(line).matches()).toList();

        if (!isUnreadable(problems)) {
            assertThat(problems)
                    .as("problems of %s, of which the device says: %s", what, LOG)
                    .containsAll(foreseen);
        }
        if (!problems.isEmpty()) {
            assertThat(refused).as("the device refuses %s: %s", what, problems).isTrue();
        }
        return refused;
    }

    /** Of a file with several defects each side tells the one that it meets first; a broken structure hides the others. */
    private static boolean isUnreadable(List<String> problems) {
        return problems.size() == 1 && !FORESEEN.matcher(problems.get(0)).matches();
    }

    private static boolean refuses(byte[] model) {
        try {
            session.uploadModel(model);
            return false;
        } catch (RequestRefusedException e) {
            return true;
        }
    }
}

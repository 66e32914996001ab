package dev.kenning.testbench.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.LogEntries;
import dev.kenning.testbench.protocol.Message;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.reference.AlteredModel;
import dev.kenning.testbench.reference.ReferenceInterpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Says what the product does with models it cannot run: it names the reason, and stays usable. */
class ModelRefusalTest {

    private static final String DEVICE = "kenning-device";
    private static final Path MODEL = Path.of("models", "gestures_int8.tflite");
    private static final int POOL_BYTES = 192 * 1024;

    @Test
    void namesAnOperatorItDoesNotKnow() throws IOException {
        byte[] model = AlteredModel.withOperator(model(), 17, 14);

        assertThat(refusalOf(model)).contains("unsupported operator: LOGISTIC");
    }

    @Test
    void givesTheStatusWordOfTheRefusal() throws IOException {
        byte[] model = AlteredModel.withOperator(model(), 17, 0);

        assertThat(refusalOf(model))
                .anySatisfy(line -> assertThat(line).contains("Runtime error: 0x703 (RUNTIME_WRAPPER_STATUS_INV_ARG)"));
    }

    @Test
    void saysThatAModelIsTruncated() throws IOException {
        byte[] model = model();

        assertThat(refusalOf(Arrays.copyOf(model, model.length / 2)))
                .contains("model refused: it is truncated or damaged");
    }

    @Test
    void saysThatAFileIsNoModel() throws IOException {
        assertThat(refusalOf(new byte[64])).contains("model refused: it is not a TFLite flatbuffer");
    }

    @Test
    void saysHowMuchRoomThereIsForAModelThatIsTooBig() throws IOException {
        assertThat(refusalOf(new byte[POOL_BYTES + 1]))
                .contains("MODEL is too big: there is room for " + POOL_BYTES + " bytes")
                .anySatisfy(line -> assertThat(line).contains("0x206 (LOADERS_STATUS_NOT_ENOUGH_MEMORY)"));
    }

    @Test
    void comparesTheModelWithTheIoSpecification() throws IOException {
        DeviceScript script = new DeviceScript();
        script.send(Event.open());
        script.send(Event.request(MessageType.IOSPEC, ioSpec(Path.of("models", "gestures.tflite.json"))));
        int refused = script.send(Event.request(MessageType.MODEL, model()));

        assertThat(logs(script.run(DEVICE).replies(refused)))
                .contains("the model's input has 384 bytes, the IO specification says 1536");
    }

    /** Cut anywhere, with any bytes wrong: no sanitizer report, one reply to each request, and then all is well. */
    @Test
    void survivesDamagedModels() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] input = new byte[384];
        DeviceScript script = new DeviceScript();
        script.send(Event.open());
        script.send(Event.request(MessageType.IOSPEC, ioSpec(Path.of(MODEL + ".json"))));
        List<Integer> answered = new ArrayList<>();
        for (int round = 0; round < 400; round++) {
            answered.add(script.send(Event.request(MessageType.MODEL, damaged(random, round))));
            answered.add(script.send(Event.request(MessageType.DATA, input)));
            answered.add(script.send(Event.request(MessageType.PROCESS)));
            answered.add(script.send(Event.request(MessageType.OUTPUT)));
        }
        script.send(Event.request(MessageType.MODEL, model()));
        script.send(Event.request(MessageType.DATA, input));
        script.send(Event.request(MessageType.PROCESS));
        int output = script.send(Event.request(MessageType.OUTPUT));

        DeviceScript.Answers answers = script.run(DEVICE);

        for (int position : answered) {
            assertThat(replies(answers.replies(position)))
                    .as("replies to request %d (seed %d)", position, seed)
                    .hasSize(1);
        }
        assertThat(replies(answers.replies(output)).get(0).payload())
                .as("output after all that (seed %d)", seed)
                .isEqualTo(ReferenceInterpreter.of(model()).run(input).outputBytes());
    }

    private static byte[] damaged(Random random, int round) throws IOException {
        byte[] model = model();
        if (round % 4 == 0) {
            return Arrays.copyOf(model, 1 + random.nextInt(model.length - 1));
        }
        /* Offsets, shapes and options lie behind the header and at the end; weights in between matter less. */
        for (int i = 0; i <= random.nextInt(4); i++) {
            model[random.nextInt(model.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return model;
    }

    private static List<String> refusalOf(byte[] model) throws IOException {
        DeviceScript script = new DeviceScript();
        script.send(Event.open());
        script.send(Event.request(MessageType.IOSPEC, ioSpec(Path.of(MODEL + ".json"))));
        int refused = script.send(Event.request(MessageType.MODEL, model));
        List<Message> messages = script.run(DEVICE).replies(refused);
        assertThat(replies(messages))
                .singleElement()
                .satisfies(reply ->
                        assertThat(reply.flags().has(Flags.FAIL)).as("FAIL").isTrue());
        return logs(messages);
    }

    private static List<Message> replies(List<Message> messages) {
        return messages.stream()
                .filter(message -> !message.is(MessageType.LOGS))
                .toList();
    }

    /** Returns the log lines without their level and line end. */
    private static List<String> logs(List<Message> messages) {
        return messages.stream()
                .filter(message -> message.is(MessageType.LOGS))
                .flatMap(message -> LogEntries.decode(message.payload()).stream())
                .map(entry -> entry.replaceFirst("^<\\w+> ", "").stripTrailing())
                .toList();
    }

    private static byte[] model() throws IOException {
        return Files.readAllBytes(MODEL);
    }

    private static byte[] ioSpec(Path file) throws IOException {
        return IoSpec.parse(Files.readString(file), file.toString()).toStruct().encode();
    }
}

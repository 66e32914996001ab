package dev.kenning.testbench.trace;

import static dev.kenning.testbench.trace.Capture.text;
import static dev.kenning.testbench.trace.Capture.u32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.Rounds;
import dev.kenning.testbench.trace.TraceFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("exhaustive")
class TraceTest {

    private static final byte[] TAG = "_zpl_ctf_start__".getBytes(StandardCharsets.US_ASCII);
    private static final int MUTATIONS = Rounds.of(100_000);

    @Test
    void makesThirtyFourEntriesOfSeventeenNamedEvents() {
        byte[] capture = Capture.seventeenNamedEvents();

        Trace trace = only(Trace.decode(capture));

        assertThat(capture).hasSize(561);
        assertThat(trace.findings()).isEmpty();
        assertThat(trace.events("named_event")).hasSize(17);
        assertThat(trace.events().get(3).text("name")).contains("event 3");
        assertThat(trace.events().get(3).number("arg1")).hasValue(6);
        assertThat(new TraceEventFormat(trace).entries()).hasSize(34);
    }

    @ParameterizedTest
    @EnumSource(TraceLayout.class)
    void recognisesEachLayoutAndPairsOperators(TraceLayout layout) {
        Trace trace = only(Trace.decode(
                new Capture(layout).inference(0x20001000).inference(0x20001000).bytes()));

        assertThat(trace.layout()).isEqualTo(layout.name());
        assertThat(trace.findings()).isEmpty();
        assertThat(trace.inferences()).hasSize(2);
        List<TraceSpan> operators = trace.operatorsOf(trace.inferences().get(1));
        assertThat(operators.stream().map(span -> span.enter().text("tag").orElse("")))
                .containsExactlyElementsOf(Capture.magicWand());
        assertThat(operators.get(0).duration()).hasNanos(1000);
        assertThat(operators.get(0).depth()).isOne();
    }

    @ParameterizedTest
    @EnumSource(TraceLayout.class)
    void readsByTheMetadataOfTheFirmware(TraceLayout layout) {
        TraceMetadata metadata = TraceMetadata.of(layout);

        Trace trace = only(Trace.decode(new Capture(layout).inference(1).bytes(), metadata));

        assertThat(trace.findings()).isEmpty();
        assertThat(trace.operators()).hasSize(8);
    }

    @Test
    void readsEventsThatOnlyTheUsersMetadataHas() {
        TraceMetadata metadata = TraceMetadata.parse("mine", """
                typealias integer { size = 8; align = 8; signed = false; } := uint8_t;
                typealias integer { size = 32; align = 8; signed = false; } := uint32_t;
                typealias integer { size = 16; align = 8; signed = true; } := short int;
                typealias floating_point { exp_dig = 11; mant_dig = 53; } := double;
                env { domain = "kernel"; };
                clock { name = monotonic; freq = 1000000000; };
                trace { major = 1; minor = 8; byte_order = le; };
                struct header { uint32_t timestamp; uint8_t id; };
                stream { event.header := struct header; };
                event { name = "mine"; id = 1; fields := struct {
                    enum colour : uint8_t { red, green = 5, blue } shade;
                    uint8_t count; short int values[count]; double weight; }; };
                """);
        byte[] capture = new Capture(TraceLayout.L1)
                .event(
                        0,
                        1,
                        new byte[] {6, 2},
                        Capture.u16(-7),
                        Capture.u16(300),
                        Capture.u64(Double.doubleToLongBits(0.5)))
                .bytes();

        TraceEvent event = only(Trace.decode(capture, metadata)).events().get(0);

        assertThat(event.fields())
                .isEqualTo(Map.of("shade", "blue", "count", 2L, "values", List.of(-7L, 300L), "weight", 0.5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trace {",
                "event { id = 1; };",
                "stream { event.header := struct { nothing x; }; };",
                "typealias integer { size = 7; } := odd;",
                "trace { byte_order = be; };",
                "typealias integer { size = 8; } := u8; stream { event.header := struct { u8 a[b]; }; };",
                "wrong { };",
                "§",
                "",
                "struct a { struct a b; };"
            })
    void saysWhereMetadataIsWrong(String text) {
        assertThatThrownBy(() -> TraceMetadata.parse("zpl/metadata", text))
                .isInstanceOf(TsdlException.class)
                .hasMessageStartingWith("zpl/metadata");
    }

    @Test
    void takesTheWrapOfAShortCounterOut() {
        Capture capture = new Capture(TraceLayout.L1).at((1L << 32) - 2000);
        for (int i = 0; i < 6; i++) {
            capture.event(0, 0x62, text("x", 20), u32(i), u32(0));
        }

        Trace trace = only(Trace.decode(capture.bytes()));

        assertThat(trace.findings()).isEmpty();
        assertThat(trace.events().get(5).nanoTime() - trace.events().get(0).nanoTime())
                .isEqualTo(5000);
    }

    @Test
    void goesOnWhereTimeFallsToZero() {
        Capture capture = new Capture(TraceLayout.L1B)
                .at(19_000_000_000L)
                .inference(1)
                .at(0)
                .inference(1);

        Trace trace = only(Trace.decode(capture.bytes()));

        assertThat(trace.inferences()).hasSize(2);
        assertThat(trace.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Kind.TIME_FELL));
        assertThat(trace.events()).isSortedAccordingTo((a, b) -> Long.compare(a.nanoTime(), b.nanoTime()));
    }

    @ParameterizedTest
    @EnumSource(TraceLayout.class)
    void findsThatACaptureIsCutWithinAnEvent(TraceLayout layout) {
        byte[] whole = new Capture(layout).inference(1).bytes();

        Trace trace = only(Trace.decode(Arrays.copyOf(whole, whole.length - 3)));

        assertThat(trace.events()).hasSize(17);
        assertThat(trace.findings()).extracting(TraceFinding::kind).contains(Kind.TRUNCATED, Kind.UNPAIRED);
    }

    @ParameterizedTest
    @EnumSource(TraceLayout.class)
    void goesOnAfterNoise(TraceLayout layout) {
        byte[] capture = new Capture(layout)
                .inference(1)
                .write("\u007f\u007fuart:~$ hello\r\n".getBytes(StandardCharsets.US_ASCII))
                .inference(1)
                .inference(1)
                .bytes();

        Trace trace = only(Trace.decode(capture, TraceMetadata.of(layout)));

        assertThat(trace.inferences()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(trace.findings()).isNotEmpty();
        assertThat(trace.findings().get(0).offset())
                .isEqualTo(new Capture(layout).inference(1).bytes().length);
    }

    @Test
    void passesOverAnEventThatTheMetadataDoesNotHave() {
        byte[] capture = new Capture(TraceLayout.L2)
                .inference(1)
                .event(0, 0x7FF, u32(1))
                .inference(1)
                .bytes();

        Trace trace = only(Trace.decode(capture));

        assertThat(trace.inferences()).hasSize(2);
        assertThat(trace.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("there is no event 0x7FF"));
    }

    @Test
    void beginsATraceAtEachStartTag() {
        byte[] capture = new Capture(TraceLayout.L2)
                .write("*** Booting Zephyr ***\r\n".getBytes(StandardCharsets.US_ASCII))
                .write(TAG)
                .inference(1)
                .write(TAG)
                .inference(1)
                .inference(1)
                .bytes();

        List<Trace> traces = Trace.decode(capture);

        assertThat(traces).extracting(trace -> trace.inferences().size()).containsExactly(1, 2);
        assertThat(traces.get(0).findings())
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.text()).isEqualTo("24 bytes before the start tag were left out"));
        assertThat(traces.get(1).findings()).isEmpty();
    }

    @Test
    void findsWhatEndsWithoutABeginning() {
        Trace trace = only(Trace.decode(new Capture(TraceLayout.L1)
                .event(0, 0xD1, u32(1))
                .event(0, 0xD0, u32(1))
                .bytes()));

        assertThat(trace.findings())
                .extracting(TraceFinding::text)
                .containsExactly("zpl_inference_exit has no beginning", "zpl_inference_enter has no end");
    }

    @Test
    void isEmptyForAnEmptyCapture() {
        Trace trace = only(Trace.decode(new byte[0]));

        assertThat(trace.events()).isEmpty();
        assertThat(trace.findings()).isEmpty();
    }

    @Test
    void namesEntriesAsTheViewerExpectsThem() {
        Trace old = only(Trace.decode(new Capture(TraceLayout.L1).inference(7).bytes()));
        Trace newer = only(Trace.decode(new Capture(TraceLayout.L2)
                .inference(7)
                .event(0, 0x107, new byte[1], Capture.u16(345))
                .bytes()));

        List<Map<String, Object>> entries = new TraceEventFormat(newer).entries();

        assertThat(new TraceEventFormat(old).entries().get(1))
                .containsEntry("name", "MODEL::CONV_2D_0_0")
                .containsEntry("ph", "B")
                .containsEntry("ts", 1.0)
                .containsEntry("tid", 7L)
                .extractingByKey("args")
                .asString()
                .contains("runtime=TFLite Micro");
        assertThat(entries.get(0)).containsEntry("name", "INFERENCE::MODEL[0]");
        assertThat(entries.get(1)).containsEntry("name", "MODEL[0]::CONV_2D_0_0");
        assertThat(entries.get(entries.size() - 1))
                .containsEntry("name", "CPU_LOAD")
                .containsEntry("ph", "M");
    }

    /** Seeds are consecutive numbers, so that a failure names the one to run again. */
    @Test
    void neverThrowsWhateverACaptureHolds() {
        byte[][] wholes = {
            new Capture(TraceLayout.L1).inference(1).bytes(),
            new Capture(TraceLayout.L1B).inference(1).bytes(),
            new Capture(TraceLayout.L2).write(TAG).inference(1).bytes(),
            Capture.seventeenNamedEvents()
        };
        for (long seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            byte[] whole = wholes[random.nextInt(wholes.length)];
            byte[] mutant = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            for (int i = random.nextInt(6); i >= 0; i--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            TraceMetadata metadata = LAYOUTS.get(random.nextInt(LAYOUTS.size()));
            try {
                for (Trace trace : Trace.decode(mutant, metadata)) {
                    int entries = new TraceEventFormat(trace).entries().size();
                    assertThat(entries).isGreaterThanOrEqualTo(trace.events().size());
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static final List<TraceMetadata> LAYOUTS =
            Arrays.stream(TraceLayout.values()).map(TraceMetadata::of).toList();

    private static Trace only(List<Trace> traces) {
        assertThat(traces).hasSize(1);
        return traces.get(0);
    }
}

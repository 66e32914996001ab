package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kenning.testbench.protocol.DeviceState;
import dev.kenning.testbench.protocol.ElementType;
import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.Flags;
import dev.kenning.testbench.protocol.FlowControl;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.protocol.LogEntries;
import dev.kenning.testbench.protocol.Message;
import dev.kenning.testbench.protocol.MessageType;
import dev.kenning.testbench.protocol.RuntimeImage;
import dev.kenning.testbench.protocol.Statistic;
import dev.kenning.testbench.protocol.Statistics;
import dev.kenning.testbench.protocol.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KenningSessionTest {

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final IoSpec SPEC = IoSpec.of(
            List.of(TensorSpec.of("x", ElementType.parse("uint8"), 1, 2)),
            List.of(new TensorSpec(
                    "y", List.of(1, 3), ElementType.parse("uint8"), Optional.empty(), List.of("a", "b", "c"), 0)));
    private static final Model MODEL = Model.of("model", new byte[200], SPEC);

    private final ScriptedPort port = ScriptedPort.willing(new byte[] {1, 9, 3});

    private static byte[] logs(String... entries) {
        return ScriptedPort.encode(
                Event.transmission(MessageType.LOGS, new Flags(Flags.IS_ZEPHYR), LogEntries.encode(List.of(entries))));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Nested
    class WithAWillingDevice {

        @Test
        void infersASample() {
            KenningSession session = KenningSession.open(port);
            session.load(MODEL);

            Inference inference = session.infer(Sample.of(5, 6));

            assertThat(inference.raw()).containsExactly(1, 9, 3);
            assertThat(inference.output()).containsExactly(1, 9, 3);
            assertThat(inference.predictedClass()).isEqualTo(1);
            assertThat(inference.label()).contains("b");
            assertThat(port.requests())
                    .extracting(request -> MessageType.describe(request.type()))
                    .containsExactly("PING", "IOSPEC", "MODEL", "DATA", "PROCESS", "OUTPUT");
        }

        @Test
        void knowsTheStateOfTheDevice() {
            KenningSession session = KenningSession.open(port);
            assertThat(session.state()).isEmpty();

            session.load(MODEL);
            assertThat(session.state()).contains(DeviceState.WEIGHTS_LOADED);
            session.infer(Sample.of(5, 6));
            assertThat(session.state()).contains(DeviceState.INFERENCE_DONE);
        }

        @Test
        void measuresTheRoundTripOnThePortsClock() {
            port.script((request, device) -> device.reply(ScriptedPort.good(request, new byte[0]), MILLISECOND));
            KenningSession session = KenningSession.open(port);

            assertThat(session.process()).isEqualTo(MILLISECOND);
        }

        @Test
        void readsStatisticsOfEveryKind() {
            Statistics statistics = new Statistics(List.of(
                    new Statistic("peak_allocated", Statistic.Kind.ALLOCATION, 1),
                    new Statistic("target_inference_step", Statistic.Kind.INFERENCE_TIME, 2)));
            port.script((request, device) -> device.reply(ScriptedPort.good(request, statistics.encode())));

            assertThat(KenningSession.open(port).statistics()).isEqualTo(statistics);
        }

        @Test
        void sendsARuntimeWithItsSize() {
            KenningSession session = KenningSession.open(port);

            session.upload(new RuntimeImage(new byte[] {1, 2}));

            assertThat(port.requests().get(1).payload()).containsExactly(2, 0, 0, 0, 1, 2);
            assertThat(session.state()).contains(DeviceState.INITIALIZED);
        }

        @Test
        void closesTheSessionOnce() {
            KenningSession session = KenningSession.open(port);

            session.close();
            session.close();

            assertThat(port.requests()).containsExactly(Event.open(), Event.close());
            assertThatIllegalStateException()
                    .isThrownBy(session::process)
                    .withMessage("the session on usart6 is closed");
        }

        @Test
        void joinsAReplyOfTwoMessagesWithOthersBetween() {
            port.script((request, device) -> {
                if (!request.is(MessageType.OUTPUT)) {
                    device.reply(ScriptedPort.good(request, new byte[0]));
                    return;
                }
                List<Message> reply = Event.transmission(
                                MessageType.OUTPUT, new Flags(Flags.SUCCESS | Flags.IS_ZEPHYR), new byte[] {1, 2, 3})
                        .messages(2);
                device.reply(reply.get(0).encode());
                device.reply(logs("between"));
                device.reply(hex("08000000c0fefafe010000000a"));
                device.reply(hex("63000000c000b8000100000000"));
                device.reply(hex("01000000c000b10000000000"));
                device.reply(reply.get(1).encode());
            });
            KenningSession session = KenningSession.open(port);
            List<byte[]> traces = new ArrayList<>();
            session.onTrace(traces::add);

            assertThat(session.output()).containsExactly(1, 2, 3);
            assertThat(session.logs()).extracting(LogLine::text).containsExactly("between");
            assertThat(traces).hasSize(1).first().isEqualTo(new byte[] {10});
        }

        @Test
        void deliversLogsInOrderFromTheFirstByteOn() {
            port.script((request, device) -> {
                device.reply(logs("1\r", "2\r"));
                device.reply(ScriptedPort.good(request, new byte[0]));
                device.reply(logs("3\r"));
            });
            List<String> heard = new ArrayList<>();

            KenningSession session = KenningSession.open(port, SessionOptions.uart(), line -> heard.add(line.text()));
            session.listen(MILLISECOND);

            assertThat(heard).containsExactly("1", "2", "3");
            assertThat(session.logs()).extracting(LogLine::text).isEqualTo(heard);
        }

        @Test
        void sendsNoChecksumsIfAskedTo() {
            KenningSession.open(port, SessionOptions.uart().withChecksums(false));

            assertThat(port.written()).isEqualTo(hex("000000000000310000000000"));
        }

        @Test
        void splitsByTheConfiguredLength() {
            KenningSession.open(port, SessionOptions.uart().withBodyBytes(300)).uploadModel(new byte[301]);

            assertThat(port.written()).hasSize(12 + 12 + 300 + 12 + 1);
        }
    }

    @Nested
    class WithAWrongCall {

        @Test
        void refusesASampleBeforeItSendsAnything() {
            KenningSession session = KenningSession.open(port);
            session.load(MODEL);
            int sent = port.requests().size();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> session.infer(Sample.of(1, 2, 3)))
                    .withMessage("sample holds 3 numbers, but the model takes 2: [x uint8[1, 2]]");
            assertThat(port.requests()).hasSize(sent);
        }

        @Test
        void wantsAModelBeforeASample() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> KenningSession.open(port).infer(Sample.of(1)))
                    .withMessageContaining("call load(Model)");
        }
    }

    @Nested
    class WhenTheDeviceRefuses {

        @Test
        void tellsTheDevicesLogAndDecodesItsStatusWords() {
            KenningSession session = KenningSession.open(port);
            session.upload(SPEC);
            port.script((request, device) -> {
                device.reply(logs("\u001b[1;31m<err> model: Runtime error: 0x503 (MODEL_STATUS_INV_ARG)\u001b[0m\r"));
                device.reply(ScriptedPort.bad(request));
                device.reply(logs("<err> server: giving up\r"), MILLISECOND);
            });

            assertThatExceptionOfType(RequestRefusedException.class)
                    .isThrownBy(() -> session.uploadModel(new byte[200]))
                    .satisfies(e -> assertThat(e.getMessage())
                            .startsWith("the device refused MODEL")
                            .contains("asked: MODEL on usart6, 224 bytes in 2 messages")
                            .contains("last known state STRUCT_LOADED, known from the reply to IOSPEC")
                            .contains("<err> model: Runtime error: 0x503 (MODEL_STATUS_INV_ARG)\n")
                            .contains("<err> server: giving up")
                            .contains("status: 0x503 (MODEL_STATUS_INV_ARG)")
                            .contains("what to do: see that the IO specification was taken before")
                            .doesNotContain("\u001b"));
        }

        @Test
        void canGoOn() {
            KenningSession session = KenningSession.open(port);
            port.script((request, device) -> device.reply(ScriptedPort.bad(request)));
            assertThatExceptionOfType(RequestRefusedException.class).isThrownBy(session::process);
            port.script((request, device) -> device.reply(ScriptedPort.good(request, new byte[0])));

            assertThat(session.process()).isZero();
        }

        @Test
        void takesSuccessWithoutDataForARefusal() {
            KenningSession session = KenningSession.open(port);
            port.script((request, device) -> device.reply(ScriptedPort.good(request, new byte[0])));

            assertThatExceptionOfType(RequestRefusedException.class)
                    .isThrownBy(session::output)
                    .withMessageContaining("SUCCESS but without data");
            assertThatExceptionOfType(RequestRefusedException.class)
                    .isThrownBy(session::statistics)
                    .withMessageContaining("SUCCESS but without data");
        }

        @Test
        void tellsADamagedReplyWhereRepliesAreVerified() {
            KenningSession session =
                    KenningSession.open(port, SessionOptions.uart().withVerifiedReplies(true));
            port.script((request, device) -> device.reply(damaged(ScriptedPort.good(request, new byte[] {1, 9, 3}))));

            assertThatExceptionOfType(UnexpectedReplyException.class)
                    .isThrownBy(session::output)
                    .withMessageContaining("a message of the reply to OUTPUT is damaged: its checksum is 0x");
            port.script((request, device) -> device.reply(ScriptedPort.good(request, new byte[] {1, 9, 3})));
            assertThat(session.output()).as("the next reply").containsExactly(1, 9, 3);
        }

        @Test
        void takesAnyChecksumUnlessAsked() {
            KenningSession session = KenningSession.open(port);
            port.script((request, device) -> device.reply(damaged(ScriptedPort.good(request, new byte[] {1, 9, 3}))));

            assertThat(session.output()).containsExactly(1, 9, 2);
        }

        @Test
        void pingsAgainWhereTheAnswerWasDamaged() {
            int[] pings = {0};
            port.script((request, device) -> {
                byte[] reply = ScriptedPort.good(request, new byte[0]);
                device.reply(pings[0]++ == 0 ? damaged(reply) : reply);
            });

            try (KenningSession session =
                    KenningSession.open(port, SessionOptions.uart().withVerifiedReplies(true))) {
                assertThat(session.transcript()).hasSize(4);
            }
        }

        private static byte[] damaged(byte[] reply) {
            byte[] copy = reply.clone();
            copy[copy.length - 1] ^= 1;
            return copy;
        }

        @Test
        void repeatsADeniedRequestOnceAfterSilence() {
            KenningSession session = KenningSession.open(port);
            byte[] denial = Message.of(
                            MessageType.PROCESS.code(),
                            FlowControl.ACKNOWLEDGE,
                            new Flags(Flags.FAIL | Flags.FIRST | Flags.LAST),
                            new byte[0])
                    .encode();
            port.script((request, device) -> {
                device.reply(denial);
                device.script((again, same) -> same.reply(ScriptedPort.good(again, new byte[0])));
            });

            assertThat(session.process()).isEqualTo(Requester.RESYNCHRONISATION);

            port.script((request, device) -> device.reply(denial));
            assertThatExceptionOfType(RequestRefusedException.class)
                    .isThrownBy(session::process)
                    .withMessageContaining("denied PROCESS twice");
        }

        @Test
        void saysSoIfAnotherSessionIsOpen() {
            port.script((request, device) -> device.reply(ScriptedPort.bad(request)));

            assertThatExceptionOfType(RequestRefusedException.class)
                    .isThrownBy(() -> KenningSession.open(port))
                    .withMessageContaining("refused to open a session")
                    .withMessageContaining("withTakeOver(true)");
        }

        @Test
        void takesTheSessionOverIfAskedTo() {
            port.script((request, device) -> device.reply(
                    request.equals(Event.reopen())
                            ? ScriptedPort.good(request, new byte[0])
                            : ScriptedPort.bad(request)));

            KenningSession.open(port, SessionOptions.uart().withTakeOver(true));

            assertThat(port.requests()).containsExactly(Event.open(), Event.reopen());
        }

        @Test
        void takesOverASessionThatItsOwnFirstPingMayHaveOpened() {
            port.script((request, device) -> {
                device.reply(text("*** Booting Zephyr OS ***\r\n"));
                device.reply(ScriptedPort.good(request, new byte[0]));
                device.script((again, same) -> same.reply(
                        again.equals(Event.reopen())
                                ? ScriptedPort.good(again, new byte[0])
                                : ScriptedPort.bad(again)));
            });

            KenningSession.open(port);

            assertThat(port.requests()).containsExactly(Event.open(), Event.open(), Event.reopen());
        }
    }

    @Nested
    class WhenTheDeviceIsLost {

        @Test
        void givesUpOnASilentDeviceAfterSixPings() {
            port.script((request, device) -> {});

            assertThatExceptionOfType(DeviceLostException.class)
                    .isThrownBy(() -> KenningSession.open(port))
                    .satisfies(e -> assertThat(e.getMessage())
                            .startsWith("the device did not answer PING: 6 attempts, 1.000000 s each")
                            .contains("sent at")
                            .contains("for the 6th time")
                            .contains("state unknown")
                            .contains("received: nothing")
                            .doesNotContain("generation 2"));
            assertThat(port.requests()).hasSize(6);
            assertThat(port.written()).as("all that was written").endsWith(ScriptedPort.GENERATION_TWO_PROBE);
            assertThat(port.nanoTime()).as("time that passed").isBetween(7_000_000_000L, 7_100_000_000L);
        }

        @Test
        void recognisesADeviceOfGenerationTwo() {
            port.script((request, device) -> {});
            port.generationTwoReply(hex("c07ab10000000000"));

            assertThatExceptionOfType(DeviceLostException.class)
                    .isThrownBy(() -> KenningSession.open(port))
                    .withMessageContaining("this device speaks generation 2 (8-byte header)");
        }

        @Test
        void waitsForABannerThatArrivedBeforeToEnd() {
            port.reply(text("*** Booting Zephyr OS ***\r\n"));

            KenningSession.open(port);

            assertThat(port.requests()).containsExactly(Event.open());
            assertThat(port.nanoTime()).as("time until the session is open").isEqualTo(501_000_000);
        }

        @Test
        void hearsWhatWasLoggedBefore() {
            port.reply(logs("early"));

            assertThat(KenningSession.open(port).logs())
                    .extracting(LogLine::text)
                    .containsExactly("early");
            assertThat(port.nanoTime()).as("time until the session is open").isZero();
        }

        @Test
        void staysSilentBetweenPingsThatAreShorterThanTheResynchronisation() {
            port.script((request, device) -> {});

            assertThatExceptionOfType(DeviceLostException.class)
                    .isThrownBy(() -> KenningSession.open(
                            port,
                            SessionOptions.uart()
                                    .withTimeout(MessageType.PING, MILLISECOND)
                                    .withPingAttempts(2)));
            assertThat(port.nanoTime()).isBetween(1_002_000_000L, 1_010_000_000L);
        }

        @Test
        void takesALateReplyToAnEarlierPing() {
            port.script((request, device) -> {
                device.reply(ScriptedPort.good(request, new byte[0]), Duration.ofMillis(1500));
                device.script((again, same) -> same.reply(ScriptedPort.bad(again), Duration.ofMillis(600)));
            });

            KenningSession.open(port);

            assertThat(port.requests()).hasSize(2);
        }

        @Test
        void givesUpOnADeviceThatFallsSilent() {
            KenningSession session = KenningSession.open(port);
            session.load(MODEL);
            port.script((request, device) -> {});

            assertThatExceptionOfType(DeviceLostException.class)
                    .isThrownBy(session::process)
                    .withMessageStartingWith(
                            "the device did not answer PROCESS within 60.000000 s of the clock of usart6")
                    .withMessageContaining("last known state WEIGHTS_LOADED");
        }

        @Test
        void saysWhatCameOfAReplyThatStopsInTheMiddle() {
            KenningSession session = KenningSession.open(port);
            port.script((request, device) -> device.reply(hex("05000000c000b9000800000001020304")));

            assertThatExceptionOfType(DeviceLostException.class)
                    .isThrownBy(session::output)
                    .withMessageContaining("16 bytes that are no message (a message that stopped after 16 bytes)")
                    .withMessageContaining("05 00 00 00 c0 00 b9");
        }

        @Test
        void saysThatTheConsoleSharesTheUart() {
            KenningSession session = KenningSession.open(port);
            port.script((request, device) -> device.reply(text("uart:~$ fatal error: bus fault\r\n")));

            assertThatExceptionOfType(DeviceLostException.class)
                    .isThrownBy(session::process)
                    .withMessageContaining("\"uart:~$ fatal error: bus fault\\r\\n\"")
                    .withMessageContaining("CONFIG_LOG_BACKEND_UART=n, CONFIG_BOOT_BANNER=n and CONFIG_PRINTK=n");
        }

        @Test
        void doesNotWaitLongerForADeviceThatLogsWithoutAnswering() {
            KenningSession session =
                    KenningSession.open(port, SessionOptions.uart().withTimeout(Duration.ofSeconds(1)));
            long start = port.nanoTime();
            port.script((request, device) -> {
                for (int i = 0; i < 100; i++) {
                    device.reply(logs("<wrn> idle"), Duration.ofMillis(100L * i));
                }
            });

            assertThatExceptionOfType(DeviceLostException.class).isThrownBy(session::process);
            assertThat(port.nanoTime() - start).isBetween(1_000_000_000L, 1_600_000_000L);
        }

        @Test
        void waitsLongerWhileAReplyArrives() {
            KenningSession session =
                    KenningSession.open(port, SessionOptions.uart().withTimeout(Duration.ofSeconds(1)));
            byte[] reply = ScriptedPort.good(Event.request(MessageType.OUTPUT), new byte[10]);
            port.script((request, device) -> {
                for (int i = 0; i < reply.length; i++) {
                    int afterHeader = Math.max(0, i - Message.HEADER_BYTES);
                    device.reply(new byte[] {reply[i]}, Duration.ofMillis(400L * afterHeader));
                }
            });

            assertThat(session.output()).hasSize(10);
        }

        @Test
        void findsBackIntoStepForTheNextRequest() {
            KenningSession session = KenningSession.open(port, SessionOptions.uart());
            port.script((request, device) -> {
                device.reply(text("garbage on the line"));
                device.reply(ScriptedPort.good(request, new byte[0]), Duration.ofMillis(600));
            });

            assertThat(session.process()).isEqualTo(Duration.ofMillis(600));
        }

        @Test
        void isNotAskedAgain() {
            KenningSession session = KenningSession.open(port);
            port.script((request, device) -> {});
            assertThatExceptionOfType(DeviceLostException.class).isThrownBy(session::process);
            int sent = port.requests().size();

            assertThatExceptionOfType(DeviceLostException.class)
                    .isThrownBy(session::process)
                    .withMessageStartingWith("PROCESS was not sent: the device was lost before");
            session.close();

            assertThat(port.requests()).hasSize(sent);
        }

        @Test
        void isNotAskedToEndTheSessionOnceItsSimulationHasStopped() {
            KenningSession session = KenningSession.open(port);
            port.script((request, device) -> {
                throw new IllegalStateException("the firmware faulted");
            });
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(session::process);
            int sent = port.requests().size();

            session.close();

            assertThat(port.requests()).hasSize(sent);
        }

        @Test
        void isNotProbedWhenItDoesNotAnswerTheClosingPing() {
            KenningSession session = KenningSession.open(port);
            port.script((request, device) -> {});

            assertThatExceptionOfType(DeviceLostException.class)
                    .isThrownBy(session::close)
                    .withMessageContaining("it may still take the session for open");
            assertThat(port.written()).as("all that was written").hasSize(12 + 6 * 12);
        }

        @Test
        void noticesThatTheConnectionEnded() {
            KenningSession session = KenningSession.open(port);
            port.script((request, device) -> device.leave());

            assertThatExceptionOfType(DeviceLostException.class)
                    .isThrownBy(session::process)
                    .withMessageStartingWith("the other end of usart6 was closed during PROCESS");
        }
    }

    @Nested
    class WhenTheReplyMakesNoSense {

        @Test
        void refusesAReplyOfUnknownOrigin() {
            KenningSession session = KenningSession.open(port);
            port.script((request, device) -> device.reply(hex("04000000c0be310000000000")));

            assertThatExceptionOfType(UnexpectedReplyException.class)
                    .isThrownBy(session::process)
                    .withMessageContaining("neither IS_KENNING nor IS_ZEPHYR");
        }

        @Test
        void refusesAnOutputOfAnotherLength() {
            KenningSession session = KenningSession.open(port);
            session.load(MODEL);
            port.script((request, device) -> device.reply(ScriptedPort.good(request, new byte[4])));

            assertThatExceptionOfType(UnexpectedReplyException.class)
                    .isThrownBy(() -> session.infer(Sample.of(1, 2)))
                    .withMessageContaining("the output has 4 bytes, but the IO specification says 3");
        }

        @Test
        void refusesStatisticsThatCannotBeRead() {
            KenningSession session = KenningSession.open(port);
            port.script((request, device) -> device.reply(ScriptedPort.good(request, new byte[47])));

            assertThatExceptionOfType(UnexpectedReplyException.class)
                    .isThrownBy(session::statistics)
                    .withMessageContaining("a multiple of 48 bytes");
        }

        @Test
        void refusesAReplyOverTheLimit() {
            KenningSession session =
                    KenningSession.open(port, SessionOptions.uart().withReplyLimit(2));

            assertThatExceptionOfType(UnexpectedReplyException.class)
                    .isThrownBy(session::output)
                    .withMessageContaining("passes the limit of 2 bytes");
        }
    }
}

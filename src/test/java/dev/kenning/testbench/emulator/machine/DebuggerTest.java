package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.bus.Watchpoint;
import dev.kenning.testbench.emulator.bus.Watchpoint.Kind;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.core.arm.CortexM;
import dev.kenning.testbench.emulator.machine.Debugger.Stop;
import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stops programs of a few instructions, and those that stand under {@code firmware/prebuilt}. */
class DebuggerTest {

    private static final int FLASH = 0x0800_0000;
    private static final int STACK = 0x2000_1000;
    private static final int CODE = FLASH + 0x400;
    private static final int HANDLER = FLASH + 0x800;
    private static final int DATA = 0x2000_0000;

    private static final int NOP = 0xBF00;
    private static final int WFI = 0xBF30;
    private static final int HERE = 0xE7FE;
    private static final int BACK_ONE = 0xE7FD;
    private static final int BX_LR = 0x4770;
    private static final int SVC = 0xDF00;
    private static final int ITE_EQ = 0xBF0C;
    private static final int CMP_R0_0 = 0x2800;
    private static final int ADD_R1_1 = 0x3101;
    private static final int ADD_R2_1 = 0x3201;
    private static final int ADD_R3_1 = 0x3301;
    private static final int ADD_R3_2 = 0x3302;
    private static final int ADD_R4_1 = 0x3401;
    private static final int STR_R0_R1 = 0x6008;
    private static final int STRB_R0_R1 = 0x7008;
    private static final int LDR_R0_R1 = 0x6808;
    private static final int[] LDREX_R0_R1 = {0xE851, 0x0F00};
    private static final int[] STREX_R2_R3_R1 = {0xE841, 0x3200};
    private static final int SV_CALL = 11;

    private static final long MILLISECOND = 1_000_000;

    private final Emulation emulation = new Emulation(SearchPath.of(Path.of("renode")));
    private Machine machine;
    private CortexM core;
    private Debugger debugger;

    @BeforeEach
    void powerOn() {
        emulation.execute("mach create; machine LoadPlatformDescription @stm32f746g_disco.repl");
        machine = emulation.machine();
        core = (CortexM) machine.cores().get(0);
        debugger = new Debugger(machine);
    }

    @Nested
    class Breakpoints {

        @Test
        void stopBeforeTheirInstruction() {
            program(ADD_R3_1, ADD_R3_1, ADD_R3_1, HERE);
            debugger.addBreakpoint(CODE + 4);

            assertThat(run()).isEqualTo(new Stop.Breakpoint(core));

            assertThat(core.programCounter()).isEqualTo(CODE + 4);
            assertThat(core.register(3)).isEqualTo(2);
            assertThat(core.executedInstructions()).isEqualTo(2);
        }

        @Test
        void areExecutedByWhoeverContinuesThere() {
            program(ADD_R3_1, ADD_R3_1, HERE);
            debugger.addBreakpoint(CODE + 2);
            debugger.addBreakpoint(CODE + 4);
            run();

            run();

            assertThat(core.programCounter()).isEqualTo(CODE + 4);
            assertThat(core.register(3)).isEqualTo(2);
        }

        @Test
        void stopEachRoundOfALoop() {
            program(ADD_R3_1, BACK_ONE);
            debugger.addBreakpoint(CODE);

            for (int round = 0; round < 5; round++) {
                assertThat(run()).isEqualTo(new Stop.Breakpoint(core));
                assertThat(core.executedInstructions()).isEqualTo(2L * round);
            }
        }

        @ParameterizedTest
        @CsvSource({"0, 1, 0", "1, 0, 1"})
        void stopInsideAnItBlockAndLeaveItsConditionsAsTheyAre(int r0, int r1, int r2) {
            program(CMP_R0_0, ITE_EQ, ADD_R1_1, ADD_R2_1, HERE);
            core.setRegister(0, r0);
            debugger.addBreakpoint(CODE + 4);
            debugger.addBreakpoint(CODE + 6);
            debugger.addBreakpoint(CODE + 8);

            assertThat(stops(3)).containsExactly(CODE + 4L, CODE + 6L, CODE + 8L);

            assertThat(core.register(1)).isEqualTo(r1);
            assertThat(core.register(2)).isEqualTo(r2);
            assertThat(core.executedInstructions()).isEqualTo(4);
        }

        @Test
        void stopAtASupervisorCallInItsHandlerAndBehindIt() {
            program(SVC, ADD_R3_1, HERE);
            handler(SV_CALL, ADD_R4_1, BX_LR);
            debugger.addBreakpoint(CODE);
            debugger.addBreakpoint(HANDLER);
            debugger.addBreakpoint(CODE + 2);

            assertThat(stops(3)).containsExactly((long) CODE, (long) HANDLER, CODE + 2L);
            assertThat(core.register(4)).isEqualTo(1);
        }

        @Test
        void surviveThatTheirCodeIsOverwritten() {
            program(ADD_R3_1, ADD_R3_1, HERE);
            debugger.addBreakpoint(CODE + 2);
            run();
            machine.bus().writeHalf(CODE + 2, ADD_R3_2);

            core.setProgramCounter(CODE);
            run();
            assertThat(core.programCounter()).isEqualTo(CODE + 2);
            debugger.addBreakpoint(CODE + 4);
            run();

            assertThat(core.register(3)).isEqualTo(4);
        }

        @Test
        void areGoneOnceTakenBack() {
            program(ADD_R3_1, ADD_R3_1, HERE);
            debugger.addBreakpoint(CODE + 2);
            debugger.removeBreakpoint(CODE + 2);

            debugger.resume();

            assertThat(debugger.runUntil(MILLISECOND)).isTrue();
            assertThat(debugger.stop()).isEmpty();
        }

        @Test
        void areNotWrittenIntoMemory() {
            program(ADD_R3_1, HERE);
            debugger.addBreakpoint(CODE);

            assertThat(machine.bus().readHalf(CODE)).isEqualTo(ADD_R3_1);
        }
    }

    @Nested
    class Steps {

        @Test
        void areOneInstructionEach() {
            program(ADD_R3_1, ADD_R3_1, HERE);

            assertThat(step()).isEqualTo(new Stop.Step(core));
            assertThat(core.programCounter()).isEqualTo(CODE + 2);
            step();

            assertThat(core.programCounter()).isEqualTo(CODE + 4);
            assertThat(core.executedInstructions()).isEqualTo(2);
            assertThat(machine.clock().now()).isEqualTo(2);
        }

        @Test
        void leaveABreakpointAndStopAtTheNext() {
            program(ADD_R3_1, ADD_R3_1, HERE);
            debugger.addBreakpoint(CODE);
            debugger.addBreakpoint(CODE + 2);
            run();

            assertThat(step()).isEqualTo(new Stop.Step(core));

            assertThat(core.programCounter()).isEqualTo(CODE + 2);
        }

        @Test
        void waitUntilAnInterruptWakesTheCore() {
            program(WFI, ADD_R3_1, HERE);
            handler(15, ADD_R3_2, BX_LR);
            emulation.execute("sysbus WriteDoubleWord 0xE000E014 99999; sysbus WriteDoubleWord 0xE000E010 7");

            step();
            assertThat(core.isSleeping()).isTrue();
            long asleep = machine.clock().now();
            step();

            assertThat(core.programCounter()).isEqualTo(HANDLER + 2);
            assertThat(core.register(3)).isEqualTo(2);
            assertThat(machine.clock().now()).isGreaterThan(asleep + 1000);
        }

        @Test
        void goOnWithinARange() {
            program(ADD_R3_1, ADD_R3_1, ADD_R3_1, HERE);

            debugger.stepWithin(core, AddressRange.between(CODE, CODE + 5));
            debugger.runUntil(MILLISECOND);

            assertThat(debugger.stop()).contains(new Stop.Step(core));
            assertThat(core.programCounter()).isEqualTo(CODE + 6);
        }

        @Test
        void goOnInTheNextRunIfTimeWasUp() {
            program(WFI, ADD_R3_1, HERE);
            handler(15, ADD_R3_2, BX_LR);
            emulation.execute("sysbus WriteDoubleWord 0xE000E014 99999; sysbus WriteDoubleWord 0xE000E010 7");
            step();

            debugger.step(core);
            assertThat(debugger.runUntil(machine.nanos() + 1000)).isTrue();
            assertThat(debugger.stop()).isEmpty();
            debugger.runUntil(MILLISECOND);

            assertThat(debugger.stop()).contains(new Stop.Step(core));
            assertThat(core.programCounter()).isEqualTo(HANDLER + 2);
        }
    }

    @Nested
    class Watchpoints {

        @Test
        void stopBeforeTheAccess() {
            program(NOP, STR_R0_R1, ADD_R3_1, HERE);
            core.setRegister(0, 7);
            core.setRegister(1, DATA);
            watch(DATA, 4, Kind.WRITE);

            Stop stop = run();

            assertThat(stop).isInstanceOf(Stop.Watch.class);
            assertThat(((Stop.Watch) stop).hit().address()).isEqualTo(DATA);
            assertThat(core.programCounter()).isEqualTo(CODE + 2);
            assertThat(machine.bus().readWord(DATA)).isZero();
            assertThat(core.executedInstructions()).isEqualTo(1);
        }

        @Test
        void letTheAccessHappenWhenContinued() {
            program(STR_R0_R1, STR_R0_R1, HERE);
            core.setRegister(0, 7);
            core.setRegister(1, DATA);
            watch(DATA, 4, Kind.WRITE);

            assertThat(stops(2)).containsExactly((long) CODE, CODE + 2L);

            assertThat(machine.bus().readWord(DATA)).isEqualTo(7);
            assertThat(core.executedInstructions()).isEqualTo(1);
        }

        @ParameterizedTest
        @CsvSource({"READ, 2", "WRITE, 0", "ACCESS, 0"})
        void areAboutReadsOrWritesOrBoth(Kind kind, int offset) {
            program(STR_R0_R1, LDR_R0_R1, HERE);
            core.setRegister(1, DATA);
            watch(DATA, 4, kind);

            run();

            assertThat(core.programCounter()).isEqualTo(CODE + offset);
        }

        @ParameterizedTest
        @CsvSource({
            "3, 1, 0, true",
            "4, 1, 0, false",
            "0, 1, 0, true",
            "-1, 1, 0, false",
            "-4, 8, 0, true",
            "0, 1, 1, false"
        })
        void concernAccessesThatShareAByte(int watched, int size, int accessed, boolean stops) {
            program(accessed == 0 ? STR_R0_R1 : STRB_R0_R1, HERE);
            core.setRegister(1, DATA + 0x100 + accessed);
            watch(DATA + 0x100 + watched, size, Kind.WRITE);

            debugger.resume();
            debugger.runUntil(MILLISECOND);

            assertThat(debugger.stop().isPresent()).isEqualTo(stops);
        }

        @Test
        void seeTheRegistersOfDevices() {
            program(STR_R0_R1, HERE);
            core.setRegister(1, 0x4001_1028);
            watch(0x4001_1028, 4, Kind.WRITE);

            assertThat(run()).isInstanceOf(Stop.Watch.class);
        }

        @Test
        void seeTagsBeforeAnythingIsLogged() {
            machine.bus().tag(new AddressRange(0x4100_0000L, 0x100), "radio", 5, false, false, false);
            program(LDR_R0_R1, HERE);
            core.setRegister(1, 0x4100_0010);
            watch(0x4100_0010, 4, Kind.READ);

            run();
            assertThat(machine.log().lines()).noneMatch(line -> line.contains("radio"));
            debugger.addBreakpoint(CODE + 2);
            run();

            assertThat(core.register(0)).isEqualTo(5);
        }

        @Test
        void leaveAnExclusiveStoreItsReservation() {
            program(LDREX_R0_R1[0], LDREX_R0_R1[1], STREX_R2_R3_R1[0], STREX_R2_R3_R1[1], HERE);
            core.setRegister(1, DATA);
            core.setRegister(3, 9);
            watch(DATA, 4, Kind.WRITE);
            debugger.addBreakpoint(CODE + 8);

            assertThat(stops(2)).containsExactly(CODE + 4L, CODE + 8L);

            assertThat(core.register(2)).as("status of the store").isZero();
            assertThat(machine.bus().readWord(DATA)).isEqualTo(9);
        }

        @Test
        void areGoneOnceTheDebuggerIs() {
            program(STR_R0_R1, HERE);
            core.setRegister(1, DATA);
            watch(DATA, 4, Kind.WRITE);
            debugger.addBreakpoint(CODE);

            debugger.close();

            assertThat(machine.runUntil(MILLISECOND)).isTrue();
        }
    }

    @Test
    void leavesTheProgramCounterAtAnInstructionThatNobodyKnows() {
        program(ADD_R3_1, ADD_R3_1, 0xBA80, HERE);
        debugger.resume();

        assertThatThrownBy(() -> debugger.runUntil(MILLISECOND))
                .isInstanceOfSatisfying(
                        CoreFault.class,
                        fault -> assertThat(fault.isUnknownInstruction()).isTrue());

        assertThat(core.programCounter()).isEqualTo(CODE + 4);
        assertThat(core.executedInstructions()).isEqualTo(2);
    }

    /** What a program has done, as exactly as it can be said. */
    private record Outcome(long instructions, Map<String, Long> opcodes, String console, long nanos) {}

    @Nested
    class Determinism {

        @ParameterizedTest
        @CsvSource({
            "stm32f746g_disco.repl, firmware/prebuilt/stm32f746g_disco/kenning-device.elf, usart1",
            "stm32f746g_disco.repl, firmware/prebuilt/stm32f746g_disco/zephyr-boot.elf, usart1",
            "nrf52840dk_nrf52840.repl, firmware/prebuilt/nrf52840dk/kenning-device.elf, uart0",
            "springbok.repl, firmware/prebuilt/springbok/kenning-device-scalar.elf, uart0"
        })
        void aProgramThatWasStoppedDidTheSameAsOneThatWasNot(String platform, Path program, String uart) {
            Outcome undisturbed = undisturbed(platform, program, uart);

            long seed = new Random().nextLong();
            Outcome stopped = stopped(platform, program, uart, new Random(seed));

            assertThat(stopped).as("stopped with seed %d", seed).isEqualTo(undisturbed);
        }

        private static final long SPAN = 20 * MILLISECOND;
        private static final List<Kind> KINDS = List.of(Kind.values());

        private final ByteArrayOutputStream console = new ByteArrayOutputStream();

        private Outcome undisturbed(String platform, Path program, String uart) {
            Machine board = board(platform, program, uart);
            board.runUntil(SPAN);
            return outcome(board);
        }

        /** Sets breakpoints and watchpoints wherever the program has been, and steps now and then. */
        private Outcome stopped(String platform, Path program, String uart, Random random) {
            Machine board = board(platform, program, uart);
            Core cpu = board.cores().get(0);
            Debugger observer = new Debugger(board);
            int stops = 0;
            while (board.nanos() < SPAN) {
                boolean stepping = random.nextInt(4) == 0;
                if (stepping) {
                    observer.step(cpu);
                } else {
                    observer.resume();
                }
                observer.runUntil(stops < 3000 ? Math.min(SPAN, board.nanos() + random.nextInt(50_000)) : SPAN);
                stops++;
                int choice = random.nextInt(20);
                if (choice == 0) {
                    observer.addBreakpoint(cpu.programCounter());
                } else if (choice == 1) {
                    observer.removeBreakpoint(cpu.programCounter());
                } else if (choice == 2 && stops < 3000) {
                    observer.addWatchpoint(watchpoint(board, random));
                } else if (stops == 3000) {
                    observer.close();
                }
            }
            return outcome(board);
        }

        private static Watchpoint watchpoint(Machine board, Random random) {
            List<SystemBus.Mapping> mappings = board.bus().mappings();
            AddressRange range = mappings.get(random.nextInt(mappings.size())).range();
            long start = range.start() + random.nextLong(Math.min(range.size(), 0x8000));
            return new Watchpoint(new AddressRange(start, 1), KINDS.get(random.nextInt(KINDS.size())));
        }

        private Machine board(String platform, Path program, String uart) {
            console.reset();
            Emulation fresh = new Emulation(SearchPath.of(Path.of("renode")));
            fresh.execute("mach create; machine LoadPlatformDescription @" + platform);
            Machine board = fresh.machine();
            board.loadElf(program);
            board.uart(uart).addListener(console::write);
            board.cores().get(0).setHalted(false);
            return board;
        }

        private Outcome outcome(Machine board) {
            Core cpu = board.cores().get(0);
            return new Outcome(
                    cpu.executedInstructions(),
                    cpu.opcodeCounts(),
                    console.toString(StandardCharsets.ISO_8859_1),
                    board.nanos());
        }
    }

    private Stop run() {
        debugger.resume();
        debugger.runUntil(machine.nanos() + MILLISECOND);
        return debugger.stop().orElseThrow();
    }

    private Stop step() {
        debugger.step(core);
        debugger.runUntil(machine.nanos() + MILLISECOND);
        return debugger.stop().orElseThrow();
    }

    /** Returns where the next stops are. */
    private List<Long> stops(int count) {
        List<Long> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            run();
            addresses.add(core.programCounter());
        }
        return addresses;
    }

    private void watch(int address, int size, Kind kind) {
        debugger.addWatchpoint(new Watchpoint(new AddressRange(Integer.toUnsignedLong(address), size), kind));
    }

    private void program(int... halfwords) {
        machine.bus().writeWord(FLASH, STACK);
        machine.bus().writeWord(FLASH + 4, CODE + 1);
        write(CODE, halfwords);
        emulation.execute("cpu VectorTableOffset " + FLASH);
    }

    private void handler(int exception, int... halfwords) {
        machine.bus().writeWord(FLASH + 4 * exception, HANDLER + 1);
        write(HANDLER, halfwords);
    }

    private void write(int address, int... halfwords) {
        for (int i = 0; i < halfwords.length; i++) {
            machine.bus().writeHalf(address + 2 * i, halfwords[i]);
        }
    }
}

package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.core.riscv.RiscV;
import dev.kenning.testbench.emulator.core.riscv.TrapScheme;

/**
 * The interrupts of a PicoRV32, which has none of the Privileged ISA's: 32 inputs, of which 0 is its timer, 1 an illegal
 * instruction, EBREAK or ECALL and 2 an access that it cannot do; four registers q0 to q3; and six instructions (the core's
 * manual, "Custom Instructions for IRQ Handling"). Its timer counts at 1 MHz, as on Renode.
 */
final class PicoInterrupts implements TrapScheme {

    private static final long TIMER_FREQUENCY = 1_000_000;
    private static final int TIMER = 1;
    private static final int INSTRUCTION = 1 << 1;
    private static final int ACCESS = 1 << 2;
    private static final int ILLEGAL_INSTRUCTION = 2;
    private static final int BREAKPOINT = 3;
    private static final int FIRST_CALL = 8;

    private final RiscV core;
    private final Machine machine;
    private final Clock clock;
    private final Alarm alarm;
    private final boolean latches;
    private final long handler;
    private final int[] q = new int[4];
    private int levels;
    private int pending;
    private int masked = -1;
    private boolean handling;
    private int waiting;
    private long timerEnd;

    PicoInterrupts(RiscV core, Machine machine, boolean latches, long handler) {
        this.core = core;
        this.machine = machine;
        this.latches = latches;
        this.handler = handler;
        clock = machine.clock();
        alarm = clock.newAlarm(() -> raise(TIMER));
    }

    void install() {
        core.setTrapScheme(this);
        core.setInterruptInput(this::setLevel);
        core.onReset(this::reset);
        core.installCustomInstruction("0000000----------000-----0001011", (cpu, word) -> set(word, q[word >>> 15 & 3]));
        core.installCustomInstruction(
                "0000001----------000-----0001011", (cpu, word) -> q[word >>> 7 & 3] = value(word));
        core.installCustomInstruction("0000010-----00000---000000001011", (cpu, word) -> leave());
        core.installCustomInstruction("0000011----------000-----0001011", (cpu, word) -> mask(word));
        core.installCustomInstruction("0000100-----00000--------0001011", (cpu, word) -> await(word));
        core.installCustomInstruction("0000101----------000-----0001011", (cpu, word) -> setTimer(word));
    }

    private void reset() {
        pending = 0;
        levels = 0;
        masked = -1;
        handling = false;
        waiting = 0;
        alarm.cancel();
    }

    private void setLevel(int number, boolean high) {
        int bit = 1 << number;
        levels = high ? levels | bit : levels & ~bit;
        if (high) {
            raise(bit);
        } else if (!latches) {
            pending &= ~bit;
        }
    }

    private void raise(int bit) {
        pending |= bit;
        core.lookAtInterrupts();
    }

    @Override
    public void exception(int cause, long next) {
        boolean ofInstruction = cause == ILLEGAL_INSTRUCTION || cause == BREAKPOINT || cause >= FIRST_CALL;
        int bit = ofInstruction ? INSTRUCTION : ACCESS;
        if (handling || (masked & bit) != 0) {
            machine.log().log(
                    Level.ERROR,
                    core.name(),
                    "Illegal instruction / bus error detected, but respective interrupt is disabled or the cpu is"
                            + " currently handling an IRQ");
            core.setHalted(true);
            return;
        }
        pending |= bit;
        core.setProgramCounter(next);
    }

    @Override
    public void takeInterrupt() {
        if (waiting != 0 && pending != 0) {
            core.setRegister(waiting, pending);
            waiting = 0;
        }
        int taken = handling ? 0 : pending & ~masked;
        if (taken != 0) {
            q[0] = (int) core.programCounter();
            q[1] = taken;
            pending &= ~taken;
            handling = true;
            core.setProgramCounter(handler);
        }
    }

    @Override
    public boolean wakes() {
        return pending != 0;
    }

    /** RETIRQ: inputs that are still high are pending again. */
    private void leave() {
        core.setProgramCounter(Integer.toUnsignedLong(q[0]));
        handling = false;
        raise(levels);
    }

    /** MASKIRQ: a one keeps an interrupt away. */
    private void mask(int word) {
        int before = masked;
        masked = value(word);
        set(word, before);
        core.lookAtInterrupts();
    }

    /** WAITIRQ: tells what is pending, once anything is. */
    private void await(int word) {
        waiting = word >>> 7 & 31;
        if (pending == 0) {
            core.waitForInterrupt();
        } else {
            set(word, pending);
            waiting = 0;
        }
    }

    /** TIMER: 0 stops it. */
    private void setTimer(int word) {
        int left = (int) Math.max(0, clock.ticksIn(timerEnd - clock.now(), TIMER_FREQUENCY));
        long ticks = Integer.toUnsignedLong(value(word));
        timerEnd = clock.now() + clock.slotsFor(ticks, TIMER_FREQUENCY);
        if (ticks == 0) {
            alarm.cancel();
        } else {
            alarm.at(timerEnd);
            core.lookAtInterrupts();
        }
        set(word, left);
    }

    private int value(int word) {
        return (int) core.register(word >>> 15 & 31);
    }

    private void set(int word, int value) {
        core.setRegister(word >>> 7 & 31, value);
    }
}

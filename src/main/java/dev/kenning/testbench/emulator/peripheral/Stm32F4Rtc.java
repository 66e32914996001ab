package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.Map;

/**
 * Models the calendar of the STM32 real-time clock ({@code Timers.STM32F4_RTC}; reference manual RM0385, section 29).
 *
 * <p>The calendar runs in virtual time from 2000-01-01 or from what firmware sets. Alarms and the wake-up timer are
 * stored but do not fire; turning one on is reported.
 */
public final class Stm32F4Rtc extends RegisterDevice implements InterruptOutputs {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int CENTURY = 2000;
    private static final LocalDateTime AFTER_RESET = LocalDateTime.of(CENTURY, 1, 1, 0, 0);

    private static final int ALARMS_AND_WAKE_UP = 7 << 8;

    /** WUTWF, ALRBWF and ALRAWF: everything may be written at once. */
    private static final int WRITABLE_NOW = 7;

    private static final int INITS = 1 << 4;
    private static final int RSF = 1 << 5;
    private static final int INITF = 1 << 6;
    private static final int INIT = 1 << 7;

    private static final int BACKUP_REGISTERS = 0x50;
    private static final int BACKUP_END = 0xA0;

    private final Surroundings surroundings;
    private final Clock clock;
    private final Register status;
    private final Register prescaler;
    private final InterruptLine alarm = new InterruptLine();
    private final InterruptLine wakeUp = new InterruptLine();
    private LocalDateTime origin = AFTER_RESET;
    private long originNanos;
    private boolean reported;

    /** Creates the device. */
    public Stm32F4Rtc(Surroundings surroundings) {
        super(surroundings, SIZE);
        this.surroundings = surroundings;
        this.clock = surroundings.clock();
        registers.fixed(0x00).onRead(stored -> time()).onWrite(this::setTime);
        registers.fixed(0x04).onRead(stored -> date()).onWrite(this::setDate);
        registers.word(0x08).onWrite(this::controlWritten);
        status = registers
                .word(0x0C, INIT)
                .onRead(stored -> stored | WRITABLE_NOW | RSF | ((stored & INIT) != 0 ? INITF : 0) | initialised());
        prescaler = registers.word(0x10, 0x7F_7FFF).resetsTo(0x7F_00FF);
        registers.word(0x14, 0xFFFF).resetsTo(0xFFFF);
        registers.word(0x1C);
        registers.word(0x20);
        registers.fixed(0x24);
        registers.fixed(0x28).onRead(stored -> subSecond());
        registers.fixed(0x2C);
        registers.fixed(0x30);
        registers.fixed(0x34);
        registers.fixed(0x38);
        registers.word(0x3C);
        registers.word(0x40);
        registers.word(0x44);
        registers.word(0x48);
        registers.word(0x4C);
        for (int offset = BACKUP_REGISTERS; offset < BACKUP_END; offset += 4) {
            registers.word(offset);
        }
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return Map.of("AlarmIRQ", alarm, "WakeupIRQ", wakeUp);
    }

    @Override
    protected void onReset() {
        origin = AFTER_RESET;
        originNanos = clock.nanos();
    }

    private LocalDateTime now() {
        return status.has(INIT) ? origin : origin.plusNanos(clock.nanos() - originNanos);
    }

    private void set(LocalDateTime value) {
        origin = value;
        originNanos = clock.nanos();
    }

    private int initialised() {
        return now().getYear() == CENTURY ? 0 : INITS;
    }

    private int time() {
        LocalDateTime now = now();
        return (bcd(now.getHour()) << 16) | (bcd(now.getMinute()) << 8) | bcd(now.getSecond());
    }

    private int date() {
        LocalDateTime now = now();
        return (bcd(now.getYear() % 100) << 16)
                | (now.getDayOfWeek().getValue() << 13)
                | (bcd(now.getMonthValue()) << 8)
                | bcd(now.getDayOfMonth());
    }

    private int subSecond() {
        int steps = prescaler.get() & 0x7FFF;
        return (int) (steps - now().getLong(ChronoField.NANO_OF_SECOND) * (steps + 1L) / NANOS_PER_SECOND);
    }

    private void setTime(int value) {
        try {
            set(now().withHour(binary((value >>> 16) & 0x3F))
                    .withMinute(binary((value >>> 8) & 0x7F))
                    .withSecond(binary(value & 0x7F))
                    .withNano(0));
        } catch (DateTimeException e) {
            surroundings.log().warn(surroundings.name(), "TR was given no time of day: " + e.getMessage() + ".");
        }
    }

    private void setDate(int value) {
        try {
            set(LocalDateTime.of(
                            CENTURY + binary((value >>> 16) & 0xFF),
                            binary((value >>> 8) & 0x1F),
                            binary(value & 0x3F),
                            0,
                            0)
                    .with(now().toLocalTime()));
        } catch (DateTimeException e) {
            surroundings.log().warn(surroundings.name(), "DR was given no date: " + e.getMessage() + ".");
        }
    }

    private void controlWritten(int value) {
        if ((value & ALARMS_AND_WAKE_UP) != 0 && !reported) {
            reported = true;
            surroundings
                    .log()
                    .warn(
                            surroundings.name(),
                            "CR turns on an alarm or the wake-up timer, which this model does not have.");
        }
    }

    private static int bcd(int value) {
        return ((value / 10) << 4) | (value % 10);
    }

    private static int binary(int bcd) {
        return (bcd >>> 4) * 10 + (bcd & 0xF);
    }
}

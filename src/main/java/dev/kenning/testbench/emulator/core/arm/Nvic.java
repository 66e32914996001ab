package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.bus.AccessLog;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.InterruptController;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.ResetSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * The system control space at 0xE000E000: interrupt controller, system control block, SysTick, MPU and floating-point
 * registers (ARMv7-M ARM, B3.2 to B3.5). Renode's model name is {@code IRQControllers.NVIC}; reset values are Renode's.
 */
public final class Nvic implements Peripheral, InterruptReceiver, ResetSource, InterruptController {

    private static final int ICTR = 0x004;
    private static final int ACTLR = 0x008;
    private static final int ISER = 0x100;
    private static final int ICER = 0x180;
    private static final int ISPR = 0x200;
    private static final int ICPR = 0x280;
    private static final int IABR = 0x300;
    private static final int IPR = 0x400;
    private static final int IPR_END = 0x4F0;
    private static final int CPUID = 0xD00;
    private static final int ICSR = 0xD04;
    private static final int VTOR = 0xD08;
    private static final int AIRCR = 0xD0C;
    private static final int SCR = 0xD10;
    private static final int CCR = 0xD14;
    private static final int SHPR1 = 0xD18;
    private static final int SHPR3_END = 0xD24;
    private static final int SHCSR = 0xD24;
    private static final int CFSR = 0xD28;
    private static final int HFSR = 0xD2C;
    private static final int DFSR = 0xD30;
    private static final int MMFAR = 0xD34;
    private static final int BFAR = 0xD38;
    private static final int CPACR = 0xD88;
    private static final int MPU_TYPE = 0xD90;
    private static final int MPU_END = 0xDC8;
    private static final int DEMCR = 0xDFC;
    private static final int STIR = 0xF00;
    private static final int FPCCR = 0xF34;
    private static final int FPCAR = 0xF38;
    private static final int FPDSCR = 0xF3C;
    private static final int MVFR0 = 0xF40;
    private static final int MVFR2 = 0xF48;
    private static final int CACHE_MAINTENANCE = 0xF50;
    private static final int CACHE_MAINTENANCE_END = 0xF80;

    private static final int ICSR_NMIPENDSET = 1 << 31;
    private static final int ICSR_PENDSVSET = 1 << 28;
    private static final int ICSR_PENDSVCLR = 1 << 27;
    private static final int ICSR_PENDSTSET = 1 << 26;
    private static final int ICSR_PENDSTCLR = 1 << 25;
    private static final int ICSR_ISRPENDING = 1 << 22;
    private static final int ICSR_RETTOBASE = 1 << 11;

    private static final int AIRCR_KEY = 0x05FA;
    private static final int AIRCR_READ_KEY = 0xFA05_0000;
    private static final int AIRCR_SYSRESETREQ = 4;

    private static final int VTOR_MASK = ~0x7F;
    private static final int FPCCR_WRITABLE = 0xC000_0000;

    private final AccessLog log;
    private final ExceptionState exceptions;
    private final SystemControl control;
    private final SysTick sysTick;

    /** As many regions as Renode's core can be given. */
    public static final int MOST_MPU_REGIONS = 32;

    private final Mpu mpu = new Mpu();
    private final Set<Integer> reported = new HashSet<>();
    private IntSupplier activeException = () -> 0;
    private Runnable configurationChanged = () -> {};
    private Runnable resetRequest = () -> {};
    private int identification;

    /** Renode's {@code haltSystickOnDeepSleep}. */
    private boolean haltsSysTickInDeepSleep = true;

    /** Whether the core tells its faults; on ARMv6-M all of them are HardFaults without a reason. */
    private boolean hasFaultStatus = true;

    private int mediaFeatures;
    private int auxiliaryControl;
    private int debugMonitorControl;
    private int debugFaultStatus;

    /**
     * Creates the controller.
     *
     * @param priorityMask the priority bits that the part implements, such as 0xF0
     * @param systickFrequency in Hz
     */
    public Nvic(Clock clock, AccessLog log, int priorityMask, long systickFrequency) {
        this.log = log;
        exceptions = new ExceptionState(priorityMask);
        control = new SystemControl(exceptions);
        sysTick = new SysTick(clock, systickFrequency, () -> exceptions.setPending(ExceptionNumber.SYS_TICK, true));
    }

    /** Says whether a program that asks for deep sleep (SCR.SLEEPDEEP) stops the system timer; it does unless told. */
    public void setHaltsSysTickInDeepSleep(boolean halts) {
        haltsSysTickInDeepSleep = halts;
    }

    /** Says what a program's request for a system reset (AIRCR.SYSRESETREQ) calls. */
    @Override
    public void onResetRequest(Runnable action) {
        resetRequest = action;
    }

    /** Takes the level of interrupt input {@code number}, 0 being the first after the system exceptions. */
    @Override
    public void onLevel(int number, boolean high) {
        exceptions.setLine(ExceptionNumber.FIRST_INTERRUPT + number, high);
    }

    @Override
    public int inputs() {
        return ExceptionState.NUMBERS - ExceptionNumber.FIRST_INTERRUPT;
    }

    @Override
    public void fire(int number) {
        exceptions.setPending(ExceptionNumber.FIRST_INTERRUPT + number, true);
    }

    @Override
    public void suppress(int number) {
        exceptions.setLine(ExceptionNumber.FIRST_INTERRUPT + number, false);
        exceptions.setPending(ExceptionNumber.FIRST_INTERRUPT + number, false);
    }

    @Override
    public void reset() {
        control.reset();
        sysTick.reset();
        mpu.reset();
        auxiliaryControl = 0;
        debugMonitorControl = 0;
        debugFaultStatus = 0;
        configurationChanged.run();
    }

    @Override
    public int read(int offset, int width) {
        int value = isPriority(offset) ? readPriorities(offset, width) : readWord(offset & ~3) >>> (8 * (offset & 3));
        return value & (int) (0xFFFF_FFFFL >>> (32 - 8 * width));
    }

    @Override
    public void write(int offset, int width, int value) {
        if (isPriority(offset)) {
            writePriorities(offset, width, value);
        } else if (width == 4) {
            writeWord(offset, value);
        } else {
            int shift = 8 * (offset & 3);
            int mask = (int) (0xFFFF_FFFFL >>> (32 - 8 * width)) << shift;
            int kept = isWriteOne(offset & ~3) ? 0 : readWord(offset & ~3) & ~mask;
            writeWord(offset & ~3, kept | (value << shift & mask));
        }
    }

    /**
     * Gives the core so many regions of memory protection, all disabled.
     *
     * @param count from 0 to {@value #MOST_MPU_REGIONS}
     */
    public void setMpuRegions(int count) {
        mpu.setRegions(count);
    }

    @Override
    public void addMembers(Members members) {
        Peripheral.super.addMembers(members);
        members.writable(
                "Frequency",
                () -> Members.Hex.quad(sysTick.frequency()),
                value -> sysTick.setFrequency(positive(Members.integer(value))));
    }

    private static long positive(long frequency) {
        if (frequency < 1) {
            throw new IllegalArgumentException("a frequency is a positive number of Hz, not " + frequency);
        }
        return frequency;
    }

    Mpu mpu() {
        return mpu;
    }

    SystemControl control() {
        return control;
    }

    /** Connects the core that this controller belongs to. */
    void attach(CortexMType model, IntSupplier activeExceptionNumber, Runnable onInterrupt, Runnable onConfiguration) {
        identification = model.identification();
        hasFaultStatus = model.has(Extension.MAINLINE);
        mpu.use(model);
        control.configure(model);
        mediaFeatures = model.has(Extension.FPV5) ? 3 : model.hasFloatingPoint() ? 2 : 0;
        activeException = activeExceptionNumber;
        exceptions.onChange(onInterrupt);
        configurationChanged = onConfiguration;
        mpu.onChange(onConfiguration);
        onConfiguration.run();
    }

    private int readWord(int offset) {
        if (offset >= SysTick.CONTROL && offset <= SysTick.CALIBRATION) {
            return sysTick.read(offset);
        }
        if (offset >= MPU_TYPE && offset < MPU_END) {
            return mpu.read(offset);
        }
        if (offset >= ISER && offset < IPR) {
            return readInterruptBits(offset);
        }
        return switch (offset) {
            case ICTR -> 7;
            case ACTLR -> auxiliaryControl;
            case CPUID -> identification;
            case ICSR -> interruptControl();
            case VTOR -> control.vectorTable;
            case AIRCR -> AIRCR_READ_KEY | exceptions.priorityGrouping() << 8;
            case SCR -> control.system;
            case CCR -> control.configuration;
            case SHCSR -> systemHandlers() & (hasFaultStatus ? -1 : SystemHandlerBit.SVCALLPENDED.mask());
            case CFSR -> faultStatus(control.faults.configurable);
            case HFSR -> faultStatus(control.faults.hard);
            case DFSR -> debugFaultStatus;
            case MMFAR -> faultStatus(control.faults.memoryManagementAddress);
            case BFAR -> faultStatus(control.faults.busAddress);
            case CPACR -> control.coprocessorAccess;
            case DEMCR -> debugMonitorControl;
            case FPCCR -> control.floatContextControl;
            case FPCAR -> control.floatContextAddress;
            case FPDSCR -> control.floatDefaultStatus;
            case MVFR0 -> mediaFeatures > 0 ? 0x1011_0021 : 0;
            case MVFR0 + 4 -> mediaFeatures > 0 ? 0x1100_0011 : 0;
            case MVFR2 -> mediaFeatures > 2 ? 0x40 : 0;
            default -> {
                if (!isCacheMaintenance(offset)) {
                    report(offset, "Read from");
                }
                yield 0;
            }
        };
    }

    private void writeWord(int offset, int value) {
        if (offset >= SysTick.CONTROL && offset <= SysTick.CALIBRATION) {
            sysTick.write(offset, value);
            return;
        }
        if (offset >= MPU_TYPE && offset < MPU_END) {
            mpu.write(offset, value);
            return;
        }
        if (offset >= ISER && offset < IPR) {
            writeInterruptBits(offset, value);
            return;
        }
        switch (offset) {
            case ACTLR -> auxiliaryControl = value;
            case ICSR -> writeInterruptControl(value);
            case VTOR -> control.vectorTable = value & VTOR_MASK;
            case AIRCR -> writeApplicationInterruptControl(value);
            case SCR -> writeSystemControl(value);
            case CCR -> {
                control.setConfiguration(value);
                configurationChanged.run();
            }
            case SHCSR -> writeSystemHandlers(value);
            case CFSR -> control.faults.configurable &= ~value;
            case HFSR -> control.faults.hard &= ~value;
            case DFSR -> debugFaultStatus &= ~value;
            case MMFAR -> control.faults.memoryManagementAddress = value;
            case BFAR -> control.faults.busAddress = value;
            case CPACR -> control.coprocessorAccess = mediaFeatures > 0 ? value & 0xF0_0000 : 0;
            case DEMCR -> debugMonitorControl = value;
            case STIR -> exceptions.setPending(ExceptionNumber.FIRST_INTERRUPT + (value & 0x1FF), true);
            case FPCCR ->
                control.floatContextControl =
                        (value & FPCCR_WRITABLE) | (control.floatContextControl & ~FPCCR_WRITABLE & ~1) | (value & 1);
            case FPCAR -> control.floatContextAddress = value & ~7;
            case FPDSCR -> control.floatDefaultStatus = value & 0x07C0_0000;
            case ICTR, CPUID, MVFR0, MVFR0 + 4, MVFR2 -> {}
            default -> {
                if (!isCacheMaintenance(offset)) {
                    report(offset, "Write to");
                }
            }
        }
    }

    private static boolean isPriority(int offset) {
        return (offset >= IPR && offset < IPR_END) || (offset >= SHPR1 && offset < SHPR3_END);
    }

    private static boolean isWriteOne(int offset) {
        return (offset >= ISER && offset < IPR) || offset == CFSR || offset == HFSR || offset == DFSR || offset == ICSR;
    }

    private static boolean isCacheMaintenance(int offset) {
        return offset >= CACHE_MAINTENANCE && offset < CACHE_MAINTENANCE_END;
    }

    private int readPriorities(int offset, int width) {
        int result = 0;
        for (int i = 0; i < width; i++) {
            result |= exceptions.priority(exceptionWithPriorityAt(offset + i)) << (8 * i);
        }
        return result;
    }

    private void writePriorities(int offset, int width, int value) {
        for (int i = 0; i < width; i++) {
            exceptions.setPriority(exceptionWithPriorityAt(offset + i), value >>> (8 * i));
        }
    }

    private static int exceptionWithPriorityAt(int offset) {
        return offset < SHPR1 ? ExceptionNumber.FIRST_INTERRUPT + offset - IPR : 4 + offset - SHPR1;
    }

    private int readInterruptBits(int offset) {
        int index = (offset & 0x7F) / 4;
        return switch (offset & ~0x7F) {
            case ISER, ICER -> exceptions.word(ExceptionState.Kind.ENABLED, index);
            case ISPR, ICPR -> exceptions.word(ExceptionState.Kind.PENDING, index);
            case IABR -> exceptions.word(ExceptionState.Kind.ACTIVE, index);
            default -> 0;
        };
    }

    private void writeInterruptBits(int offset, int value) {
        int first = ExceptionNumber.FIRST_INTERRUPT + (offset & 0x7F) * 8;
        for (int rest = value; rest != 0; rest &= rest - 1) {
            int number = first + Integer.numberOfTrailingZeros(rest);
            if (number < ExceptionState.NUMBERS) {
                switch (offset & ~0x7F) {
                    case ISER -> exceptions.setEnabled(number, true);
                    case ICER -> exceptions.setEnabled(number, false);
                    case ISPR -> exceptions.setPending(number, true);
                    case ICPR -> exceptions.setPending(number, false);
                    default -> {}
                }
            }
        }
    }

    private int interruptControl() {
        int pending = exceptions.highestPending();
        return activeException.getAsInt()
                | (activeException.getAsInt() != 0 && exceptions.activeCount() == 1 ? ICSR_RETTOBASE : 0)
                | pending << 12
                | (pending >= ExceptionNumber.FIRST_INTERRUPT ? ICSR_ISRPENDING : 0)
                | (exceptions.isPending(ExceptionNumber.SYS_TICK) ? ICSR_PENDSTSET : 0)
                | (exceptions.isPending(ExceptionNumber.PEND_SV) ? ICSR_PENDSVSET : 0)
                | (exceptions.isPending(ExceptionNumber.NMI) ? ICSR_NMIPENDSET : 0);
    }

    private void writeInterruptControl(int value) {
        if ((value & ICSR_NMIPENDSET) != 0) {
            exceptions.setPending(ExceptionNumber.NMI, true);
        }
        if ((value & (ICSR_PENDSVSET | ICSR_PENDSVCLR)) != 0) {
            exceptions.setPending(ExceptionNumber.PEND_SV, (value & ICSR_PENDSVSET) != 0);
        }
        if ((value & (ICSR_PENDSTSET | ICSR_PENDSTCLR)) != 0) {
            exceptions.setPending(ExceptionNumber.SYS_TICK, (value & ICSR_PENDSTSET) != 0);
        }
    }

    private void writeSystemControl(int value) {
        control.system = value & 0x16;
        if ((value & SystemControl.SCR_SLEEPDEEP) != 0 && haltsSysTickInDeepSleep) {
            // Renode stops it here rather than while the core sleeps, and lets nothing of it wake the core.
            sysTick.halt();
            exceptions.setPending(ExceptionNumber.SYS_TICK, false);
        }
    }

    private void writeApplicationInterruptControl(int value) {
        if (value >>> 16 != AIRCR_KEY) {
            return;
        }
        exceptions.setPriorityGrouping(value >>> 8);
        if ((value & AIRCR_SYSRESETREQ) != 0) {
            resetRequest.run();
        }
    }

    private int faultStatus(int value) {
        return hasFaultStatus ? value : 0;
    }

    private int systemHandlers() {
        int result = 0;
        for (SystemHandlerBit bit : SystemHandlerBit.values()) {
            result |= bit.isSet(exceptions) ? bit.mask() : 0;
        }
        return result;
    }

    private void writeSystemHandlers(int value) {
        for (SystemHandlerBit bit : SystemHandlerBit.values()) {
            if (hasFaultStatus || bit == SystemHandlerBit.SVCALLPENDED) {
                bit.set(exceptions, (value & bit.mask()) != 0);
            }
        }
    }

    private void report(int offset, String access) {
        if (reported.add(offset)) {
            log.warn("nvic", String.format(Locale.ROOT, "%s an unimplemented register, offset 0x%X", access, offset));
        }
    }
}

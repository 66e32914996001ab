package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.core.ProtectionUnit;
import java.util.function.Supplier;

/** Enters and leaves exceptions (ARMv7-M ARM, B1.5.6 to B1.5.8; ARMv8-M ARM, B3.18 to B3.22). */
final class ExceptionModel {

    private static final int BASIC_FRAME = 0x20;
    private static final int FLOAT_FRAME = 0x68;
    private static final int FLOAT_OFFSET = 0x20;
    /** No EXC_RETURN: the frame may not be written. */
    private static final int DENIED = 0;

    private static final int REALIGNED = 1 << 9;
    private static final int EXC_RETURN = 0xFFFF_FFE1;
    /** DCRS set, S and ES clear, as where there is no security extension (ARMv8-M ARM, B3.20). */
    private static final int EXC_RETURN_V8 = 0xFFFF_FFA0;

    private static final int EXC_RETURN_PREFIX = 0xFF00_0000;
    private static final int NO_FLOAT_FRAME = 1 << 4;
    private static final int TO_THREAD = 1 << 3;
    private static final int TO_PROCESS_STACK = 1 << 2;

    private final Processor p;
    private final Supplier<CoreFault> lockUp;
    private final SystemBus bus;
    private final SystemControl control;
    private final ExceptionState exceptions;

    /** Whether return values are ARMv8-M's, of which bits for the security extension count for nothing. */
    private final boolean isV8;

    /** Why the last frame was denied. */
    private int denial;

    ExceptionModel(Processor p, Supplier<CoreFault> lockUp) {
        this.p = p;
        this.lockUp = lockUp;
        bus = p.bus;
        control = p.control;
        exceptions = control.exceptions;
        isV8 = p.model.has(Extension.V8);
    }

    /** Saves the interrupted context on the stack in use and begins the handler. */
    void enter(int number) {
        int excReturn = pushContext();
        begin(
                excReturn == DENIED ? afterDeniedFrame(number) : number,
                excReturn == DENIED ? returnOf(p.floatContextActive != 0) : excReturn);
    }

    /** Returns which exception comes first, the one that was to be taken or the fault of its frame; the other is pending. */
    private int afterDeniedFrame(int number) {
        control.faults.configurable |= denial;
        int fault = escalate(denial == FaultStatus.STKOF ? ExceptionNumber.USAGE_FAULT : ExceptionNumber.MEM_MANAGE);
        boolean faultFirst = exceptions.groupPriority(exceptions.priority(fault))
                < exceptions.groupPriority(exceptions.priority(number));
        if (fault != number) {
            exceptions.setPending(faultFirst ? number : fault, true);
        }
        return faultFirst ? fault : number;
    }

    /** Ends the present exception and restores the context that it interrupted. */
    void leave(int excReturn) {
        p.exceptionReturn = 0;
        int fault = returnFault(excReturn);
        exceptions.deactivate(p.exceptionNumber);
        if (p.exceptionNumber != ExceptionNumber.NMI) {
            p.faultmask = 0;
        }
        if (fault != 0) {
            chainToUsageFault(fault, excReturn);
            return;
        }
        boolean toHandler = (excReturn & TO_THREAD) == 0;
        if (!toHandler) {
            p.exceptionNumber = 0;
            p.stackSelect = (excReturn & TO_PROCESS_STACK) != 0 ? 1 : 0;
            p.selectStack();
        }
        p.selectProtection();
        if (!p.protection.permits(p.r[13], frameLength(excReturn), ProtectionUnit.READ)) {
            control.faults.configurable |= FaultStatus.MUNSTKERR;
            begin(escalate(ExceptionNumber.MEM_MANAGE), excReturn | 0xF000_0000);
            return;
        }
        int status = popContext(excReturn);
        int number = status & 0x1FF;
        if (toHandler == (number == 0)) {
            p.exceptionNumber = number;
            chainToUsageFault(FaultStatus.INVPC, excReturn);
            return;
        }
        p.exceptionNumber = number;
        p.exclusive = false;
        p.eventRegister = true;
        p.selectStack();
        p.selectProtection();
        if (!toHandler && (control.system & SystemControl.SCR_SLEEPONEXIT) != 0) {
            p.sleeping = true;
            p.sleepsUntilEvent = false;
        }
    }

    private int returnFault(int excReturn) {
        int count = exceptions.activeCount();
        if (isV8) {
            boolean prefixed = (excReturn & EXC_RETURN_PREFIX) == EXC_RETURN_PREFIX;
            return prefixed && exceptions.isActive(p.exceptionNumber) ? 0 : FaultStatus.INVPC;
        }
        boolean known = (excReturn | NO_FLOAT_FRAME | TO_THREAD | TO_PROCESS_STACK) == 0xFFFF_FFFD
                && (excReturn & (TO_THREAD | TO_PROCESS_STACK)) != TO_PROCESS_STACK;
        boolean threadTooEarly = (excReturn & TO_THREAD) != 0
                && count != 1
                && (control.configuration & SystemControl.CCR_NONBASETHRDENA) == 0;
        boolean handlerTooLate = (excReturn & TO_THREAD) == 0 && count == 1;
        boolean valid = known && exceptions.isActive(p.exceptionNumber) && !threadTooEarly && !handlerTooLate;
        return valid ? 0 : FaultStatus.INVPC;
    }

    /** A failed return takes the UsageFault in place of the frame that could not be used. */
    private void chainToUsageFault(int status, int excReturn) {
        control.faults.configurable |= status;
        int number = escalate(ExceptionNumber.USAGE_FAULT);
        begin(number, excReturn | 0xF000_0000);
    }

    /** Enters a synchronous exception, or HardFault in its place. */
    void raise(int number) {
        enter(escalate(number));
    }

    /**
     * Returns the exception to take for a synchronous one: itself or HardFault.
     *
     * @throws CoreFault if neither may be taken, which locks the core up
     */
    private int escalate(int number) {
        int execution = exceptions.executionPriority(p);
        if (exceptions.isEnabled(number) && exceptions.groupPriority(exceptions.priority(number)) < execution) {
            return number;
        }
        if (execution <= -1) {
            throw lockUp.get();
        }
        if (number != ExceptionNumber.HARD_FAULT) {
            control.faults.hard |= FaultStatus.FORCED;
        }
        return ExceptionNumber.HARD_FAULT;
    }

    private int pushContext() {
        boolean withFloats = p.floatContextActive != 0;
        int before = p.r[13];
        int realigned = before & 4;
        int frame = before - (withFloats ? FLOAT_FRAME : BASIC_FRAME) & ~7;
        int status = p.programStatus() | (realigned != 0 ? REALIGNED : 0);
        if (Integer.compareUnsigned(frame, p.stackLimit()) < 0 && !p.ignoresStackLimit()) {
            p.r[13] = p.stackLimit();
            denial = FaultStatus.STKOF;
            return DENIED;
        }
        p.r[13] = frame;
        if (!p.protection.permits(frame, withFloats ? FLOAT_FRAME : BASIC_FRAME, ProtectionUnit.WRITE)) {
            denial = FaultStatus.MSTKERR;
            return DENIED;
        }
        for (int i = 0; i < 4; i++) {
            bus.writeWord(frame + 4 * i, p.r[i]);
        }
        bus.writeWord(frame + 0x10, p.r[12]);
        bus.writeWord(frame + 0x14, p.r[14]);
        bus.writeWord(frame + 0x18, p.pc);
        bus.writeWord(frame + 0x1C, status);
        if (withFloats) {
            pushFloats(frame + FLOAT_OFFSET);
        }
        return returnOf(withFloats);
    }

    private int returnOf(boolean withFloats) {
        int mode = p.exceptionNumber != 0 ? 0 : p.processStackInUse ? TO_THREAD | TO_PROCESS_STACK : TO_THREAD;
        return (isV8 ? EXC_RETURN_V8 : EXC_RETURN) | mode | (withFloats ? 0 : NO_FLOAT_FRAME);
    }

    private static int frameLength(int excReturn) {
        return (excReturn & NO_FLOAT_FRAME) == 0 ? FLOAT_FRAME : BASIC_FRAME;
    }

    private void pushFloats(int address) {
        if ((control.floatContextControl & SystemControl.FPCCR_LSPEN) != 0) {
            control.floatContextAddress = address;
            int user = p.isPrivileged() ? 0 : SystemControl.FPCCR_USER;
            control.floatContextControl =
                    (control.floatContextControl & ~SystemControl.FPCCR_USER) | SystemControl.FPCCR_LSPACT | user;
            return;
        }
        for (int i = 0; i < 16; i++) {
            bus.writeWord(address + 4 * i, p.s[i]);
        }
        bus.writeWord(address + 0x40, p.floats.value());
    }

    private void begin(int number, int excReturn) {
        bus.probe().exception(ProfiledException.ENTRY);
        p.r[14] = excReturn;
        exceptions.activate(number);
        p.exceptionNumber = number;
        p.itState = 0;
        p.floatContextActive = 0;
        p.stackSelect = 0;
        p.exclusive = false;
        p.eventRegister = true;
        p.sleeping = false;
        p.selectStack();
        p.selectProtection();
        int vector = bus.readWord(control.vectorTable + 4 * number);
        p.pc = vector & ~1;
        p.thumb = (vector & 1) != 0;
    }

    /** Loads the frame and returns its xPSR. */
    private int popContext(int excReturn) {
        int frame = p.r[13];
        for (int i = 0; i < 4; i++) {
            p.r[i] = bus.readWord(frame + 4 * i);
        }
        p.r[12] = bus.readWord(frame + 0x10);
        p.r[14] = bus.readWord(frame + 0x14);
        p.pc = bus.readWord(frame + 0x18) & ~1;
        int status = bus.readWord(frame + 0x1C);
        boolean withFloats = (excReturn & NO_FLOAT_FRAME) == 0;
        if (withFloats) {
            popFloats(frame + FLOAT_OFFSET);
        }
        p.floatContextActive = withFloats && p.model.hasFloatingPoint() ? 1 : 0;
        p.r[13] = frame + (withFloats ? FLOAT_FRAME : BASIC_FRAME) | ((status & REALIGNED) != 0 ? 4 : 0);
        p.setProgramStatus(status);
        p.thumb = (status & 1 << 24) != 0;
        return status;
    }

    private void popFloats(int address) {
        if (control.isLazySavePending()) {
            control.floatContextControl &= ~SystemControl.FPCCR_LSPACT;
            return;
        }
        for (int i = 0; i < 16; i++) {
            p.s[i] = bus.readWord(address + 4 * i);
        }
        p.floats.set(bus.readWord(address + 0x40));
    }
}

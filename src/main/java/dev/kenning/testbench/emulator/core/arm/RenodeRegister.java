package dev.kenning.testbench.emulator.core.arm;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import java.util.function.ToIntFunction;

/** The registers of a Cortex-M beside R0 to R15, with Renode's names and numbers and in the order of its tables. */
@SuppressWarnings("ImmutableEnumChecker") // The functions hold no state.
enum RenodeRegister {
    CONTROL("Control", 18, Processor::controlRegister, Processor::setControlRegister),
    BASE_PRIORITY("BasePri", 19, p -> p.basepri, (p, value) -> p.basepri = p.control.exceptions.maskedPriority(value)),
    VECTOR_BASE("VecBase", 20, p -> p.control.vectorTable, (p, value) -> p.control.vectorTable = value),
    /** Which stack pointer SP is; writing it does not change that here. */
    CURRENT_STACK("CurrentSP", 21, p -> p.stackSelect, (p, value) -> {}),
    OTHER_STACK("OtherSP", 22, p -> p.otherStackPointer, (p, value) -> p.otherStackPointer = value & ~3),
    FLOAT_CONTEXT_CONTROL(
            "FPCCR", 23, p -> p.control.floatContextControl, (p, value) -> p.control.floatContextControl = value),
    FLOAT_CONTEXT_ADDRESS(
            "FPCAR", 24, p -> p.control.floatContextAddress, (p, value) -> p.control.floatContextAddress = value & ~7),
    FLOAT_DEFAULT_STATUS(
            "FPDSCR",
            26,
            p -> p.control.floatDefaultStatus,
            (p, value) -> p.control.floatDefaultStatus = value & 0x07C0_0000),
    COPROCESSOR_ACCESS(
            "CPACR", 27, p -> p.control.coprocessorAccess, (p, value) -> p.control.coprocessorAccess = value),
    PRIORITY_MASK("PRIMASK", 28, p -> p.primask, (p, value) -> p.primask = value & 1),
    FAULT_MASK("FAULTMASK", 30, p -> p.faultmask, (p, value) -> {
        p.faultmask = value & 1;
        p.selectProtection();
    }),
    PROGRAM_STATUS("CPSR", 25, Processor::programStatus, Processor::setProgramStatus);

    private final String member;
    private final int number;
    private final ToIntFunction<Processor> reading;
    private final ObjIntConsumer<Processor> writing;

    RenodeRegister(String member, int number, ToIntFunction<Processor> reading, ObjIntConsumer<Processor> writing) {
        this.member = member;
        this.number = number;
        this.reading = reading;
        this.writing = writing;
    }

    /** Returns the register of a number, if there is one. */
    static Optional<RenodeRegister> of(int number) {
        return Arrays.stream(values())
                .filter(register -> register.number == number)
                .findFirst();
    }

    /** Returns Renode's name of it. */
    String member() {
        return member;
    }

    /** Returns Renode's number of it. */
    int number() {
        return number;
    }

    int read(Processor processor) {
        return reading.applyAsInt(processor);
    }

    void write(Processor processor, int value) {
        writing.accept(processor, value);
    }
}

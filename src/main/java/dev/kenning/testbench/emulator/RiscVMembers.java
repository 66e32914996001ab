package dev.kenning.testbench.emulator;

import dev.kenning.testbench.emulator.Members.Hex;
import dev.kenning.testbench.emulator.riscv.CsrValidation;
import dev.kenning.testbench.emulator.riscv.RiscV;

/** Gives a RISC-V core the members that only it has, by Renode's names. */
final class RiscVMembers {

    private static final int REGISTERS = 32;
    private static final int LINK = 1;
    private static final int STACK_POINTER = 2;

    private RiscVMembers() {}

    static void add(Members members, RiscV core) {
        members.method("Reset", arguments -> CoreMembers.done(core::reset))
                .method("Resume", arguments -> CoreMembers.done(() -> core.setHalted(false)))
                .method("EnableRiscvOpcodesCounting", arguments -> CoreMembers.done(core::countStandardOpcodes))
                .method("EnableVectorOpcodesCounting", arguments -> CoreMembers.done(core::countVectorOpcodes))
                .method("EnableCustomOpcodesCounting", arguments -> CoreMembers.done(core::countCustomOpcodes))
                .writable(
                        "CSRValidation",
                        () -> core.csrValidation().renodeName(),
                        value -> core.setCsrValidation(CsrValidation.of(value.toString())))
                .readable("VLEN", () -> Hex.register(core.vectorRegisterLength()))
                .settable("VectorRegisterLength", value -> core.setVectorRegisterLength((int) Members.integer(value)))
                .settable("VectorElementMaxWidth", value -> core.setVectorElementMaxWidth((int) Members.integer(value)))
                .method(
                        "GetRegister index",
                        arguments -> Hex.register(core.register((int) Members.integer(arguments.get(0)))))
                .method(
                        "SetRegister index value",
                        arguments -> CoreMembers.done(() -> core.setRegister(
                                (int) Members.integer(arguments.get(0)), Members.integer(arguments.get(1)))));
        addRegister(members, core, "RA", LINK);
        addRegister(members, core, "SP", STACK_POINTER);
        for (int i = 0; i < REGISTERS; i++) {
            addRegister(members, core, "X" + i, i);
        }
    }

    private static void addRegister(Members members, RiscV core, String name, int index) {
        members.writable(
                name,
                () -> Hex.register(core.register(index)),
                value -> core.setRegister(index, Members.integer(value)));
    }
}

package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;

/** Gives a RISC-V core the members that only it has, by Renode's names. */
final class RiscVMembers {

    private static final int REGISTERS = 32;
    private static final int LINK = 1;
    private static final int STACK_POINTER = 2;

    private RiscVMembers() {}

    static void add(Members members, RiscV core, CoreScripts scripts) {
        members.action(
                        "InstallCustomInstructionHandlerFromFile pattern file",
                        arguments -> core.installCustomInstruction(
                                arguments.get(0).toString(),
                                scripts.instructionFromFile(arguments.get(1).toString())))
                .action(
                        "RegisterCSRHandlerFromString csr script",
                        arguments -> core.installCsr(
                                (int) Members.integer(arguments.get(0)),
                                scripts.registerFromString(
                                        core, arguments.get(1).toString()),
                                value -> {}))
                .action("Reset", arguments -> core.reset())
                .action("Resume", arguments -> core.setHalted(false))
                .action("EnableRiscvOpcodesCounting", arguments -> core.countStandardOpcodes())
                .action("EnableVectorOpcodesCounting", arguments -> core.countVectorOpcodes())
                .action("EnableCustomOpcodesCounting", arguments -> core.countCustomOpcodes())
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
                .action(
                        "SetRegister index value",
                        arguments -> core.setRegister(
                                (int) Members.integer(arguments.get(0)), Members.integer(arguments.get(1))));
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

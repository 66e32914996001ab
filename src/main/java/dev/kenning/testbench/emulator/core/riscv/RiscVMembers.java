package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.bus.Enumeration;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.core.ProtectionUnit;
import dev.kenning.testbench.emulator.core.RegisterTable;
import dev.kenning.testbench.emulator.core.riscv.CoreScripts.Script;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Gives a RISC-V core the members that only it has, by Renode's names. */
final class RiscVMembers {

    private static final Enumeration PRIVILEGE_LEVELS =
            Enumeration.of("PrivilegeLevel", "User", "Supervisor", "Hypervisor", "Machine");
    private static final Enumeration ACCESSES = Enumeration.of("MpuAccess", "Read", "Write", "InstructionFetch");
    private static final int REGISTERS = 32;
    private static final int PROGRAM_COUNTER = 32;
    private static final int FIRST_FLOAT = 33;
    private static final int FIRST_CSR = 65;
    private static final int CSRS = 0x1000;
    private static final int LINK = 1;
    private static final int STACK_POINTER = 2;

    private RiscVMembers() {}

    static void add(Members members, RiscV core, CoreScripts scripts) {
        members.action(
                        "InstallCustomInstructionHandlerFromFile pattern file",
                        arguments -> installInstruction(core, scripts, arguments, file(arguments)))
                .action(
                        "InstallCustomInstructionHandlerFromString pattern script",
                        arguments -> installInstruction(core, scripts, arguments, text(arguments)))
                .action(
                        "RegisterCSRHandlerFromFile csr file [initable]",
                        arguments -> installCsr(core, scripts, arguments, file(arguments)))
                .action(
                        "RegisterCSRHandlerFromString csr script [initable]",
                        arguments -> installCsr(core, scripts, arguments, text(arguments)))
                .action("RegisterCustomCSR name number mode", arguments -> installStoringCsr(core, arguments))
                .method(
                        "TranslateAddress logicalAddress accessType",
                        arguments ->
                                Hex.quad(core.translate(Members.integer(arguments.get(0)), access(arguments.get(1)))))
                .action("Reset", arguments -> core.reset())
                .action("Resume", arguments -> core.setHalted(false))
                .action("EnableRiscvOpcodesCounting", arguments -> core.countStandardOpcodes())
                .action("EnableVectorOpcodesCounting", arguments -> core.countVectorOpcodes())
                .action("EnableCustomOpcodesCounting", arguments -> core.countCustomOpcodes())
                .writable(
                        "CSRValidation",
                        () -> CsrValidation.names().print(core.csrValidation().renodeName()),
                        value -> core.setCsrValidation(CsrValidation.of(value.toString())))
                .writable(
                        "HartId",
                        () -> Hex.Style.WORD.of(core.csr(Csr.MHARTID)),
                        value -> core.setHartId(Members.integer(value)))
                .readable("VLEN", () -> Hex.register(core.vectorRegisterLength()))
                .settable("VectorRegisterLength", value -> core.setVectorRegisterLength((int) Members.integer(value)))
                .settable("VectorElementMaxWidth", value -> core.setVectorElementMaxWidth((int) Members.integer(value)))
                .writable(
                        "ResetVector",
                        () -> Hex.register(core.resetAddress()),
                        value -> core.setResetAddress(Members.integer(value)))
                .method("GetRegistersValues", arguments -> registers(core))
                .method(
                        "GetRegisterUnsafe index",
                        arguments -> Hex.register(numbered(core, Members.integer(arguments.get(0)))
                                .read()
                                .getAsLong()))
                .action(
                        "SetRegisterUnsafe index value",
                        arguments -> numbered(core, Members.integer(arguments.get(0)))
                                .write()
                                .accept(Members.integer(arguments.get(1))))
                .method(
                        "GetRegister index",
                        arguments -> Hex.register(numbered(core, Members.integer(arguments.get(0)))
                                .read()
                                .getAsLong()))
                .action(
                        "SetRegister index value",
                        arguments -> numbered(core, Members.integer(arguments.get(0)))
                                .write()
                                .accept(Members.integer(arguments.get(1))));
        members.readable("PRIV", () -> Hex.register(core.privilege()));
        addRegister(members, core, "RA", LINK);
        addRegister(members, core, "SP", STACK_POINTER);
        members.readable("X0", () -> Hex.register(0));
        core.csrNames()
                .forEach((number, name) -> members.writable(
                        name.toUpperCase(Locale.ROOT),
                        () -> Hex.register(core.csr(number)),
                        value -> core.setCsr(number, Members.integer(value))));
        for (int i = 1; i < REGISTERS; i++) {
            addRegister(members, core, "X" + i, i);
        }
    }

    private static int access(Object name) {
        return switch (ACCESSES.member(name)) {
            case "Read" -> ProtectionUnit.READ;
            case "Write" -> ProtectionUnit.WRITE;
            default -> ProtectionUnit.EXECUTE;
        };
    }

    private static String registers(RiscV core) {
        return RegisterTable.of(IntStream.rangeClosed(0, PROGRAM_COUNTER)
                .boxed()
                .collect(Collectors.toMap(
                        number -> number == PROGRAM_COUNTER ? "PC" : "X" + number,
                        core::register,
                        (one, other) -> other,
                        LinkedHashMap::new)));
    }

    private static void installStoringCsr(RiscV core, List<Object> arguments) {
        int number = (int) Members.integer(arguments.get(1));
        try {
            PRIVILEGE_LEVELS.member(arguments.get(2));
        } catch (IllegalArgumentException e) {
            throw new Members.MismatchException("one of " + String.join(", ", PRIVILEGE_LEVELS.members())
                    + " is expected, not '" + arguments.get(2) + "'");
        }
        if (core.hasCsr(number)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Cannot register CSR %s, because its number 0x%X is already registered",
                    arguments.get(0),
                    number));
        }
        core.installCsr(number, CustomCsr.storing());
    }

    private static Script file(List<Object> arguments) {
        return new Script.File(arguments.get(1).toString());
    }

    private static Script text(List<Object> arguments) {
        return new Script.Text(arguments.get(1).toString());
    }

    private static void installInstruction(RiscV core, CoreScripts scripts, List<Object> arguments, Script script) {
        core.installCustomInstruction(arguments.get(0).toString(), scripts.instruction(core, script));
    }

    private static void installCsr(RiscV core, CoreScripts scripts, List<Object> arguments, Script script) {
        int number = (int) Members.integer(arguments.get(0));
        boolean initable = arguments.size() > 2 && Members.flag(arguments.get(2));
        core.installCsr(number, scripts.register(core, number, script, initable));
    }

    private record Numbered(LongSupplier read, LongConsumer write) {}

    /** Finds a register by the number that it has for GDB: integers, PC, floating point, then control and status. */
    private static Numbered numbered(RiscV core, long index) {
        if (index == 0) {
            return new Numbered(() -> 0, value -> {
                throw new IllegalArgumentException("The 'X0' register is read-only.");
            });
        }
        if (index > 0 && index <= PROGRAM_COUNTER) {
            int number = (int) index;
            return new Numbered(() -> core.register(number), value -> core.setRegister(number, value));
        }
        if (index >= FIRST_FLOAT && index < FIRST_CSR && core.floatRegisterBits() > 0) {
            int number = (int) index - FIRST_FLOAT;
            return new Numbered(() -> core.floatRegister(number), value -> core.setFloatRegister(number, value));
        }
        if (index >= FIRST_CSR && index < FIRST_CSR + CSRS && core.hasCsr((int) index - FIRST_CSR)) {
            int number = (int) index - FIRST_CSR;
            return new Numbered(() -> core.csr(number), value -> core.setCsr(number, value));
        }
        throw new IllegalArgumentException("Wrong register index: " + index);
    }

    private static void addRegister(Members members, RiscV core, String name, int index) {
        members.writable(
                name,
                () -> Hex.register(core.register(index)),
                value -> core.setRegister(index, Members.integer(value)));
    }
}

package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.bus.Enumeration;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.core.ProtectionUnit;
import dev.kenning.testbench.emulator.core.RegisterTable;
import dev.kenning.testbench.emulator.core.riscv.CoreScripts.Script;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
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

    private static final List<String> FIRST_NAMES = List.of("ZERO", "RA", "SP", "GP", "TP", "FP", "PC");
    private static final List<Integer> FIRST_NUMBERS = List.of(0, 1, 2, 3, 4, 8, PROGRAM_COUNTER);
    private static final List<String> CSR_NAMES = List.of(
            "SSTATUS",
            "SIE",
            "STVEC",
            "SSCRATCH",
            "SEPC",
            "SCAUSE",
            "STVAL",
            "SIP",
            "SATP",
            "SPTBR",
            "MSTATUS",
            "MISA",
            "MEDELEG",
            "MIDELEG",
            "MIE",
            "MTVEC",
            "MSCRATCH",
            "MEPC",
            "MCAUSE",
            "MTVAL",
            "MIP");

    /** The numbers of temporaries, saved registers and arguments, in the order of a calling convention's names. */
    private static final SortedMap<String, List<Integer>> NUMBERS_BY_USE = new TreeMap<>(Comparator.reverseOrder());

    static {
        NUMBERS_BY_USE.put("T", List.of(5, 6, 7, 28, 29, 30, 31));
        NUMBERS_BY_USE.put("S", List.of(8, 9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27));
        NUMBERS_BY_USE.put("A", List.of(10, 11, 12, 13, 14, 15, 16, 17));
    }

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
                        () -> Hex.quad(core.resetAddress()),
                        value -> core.setResetAddress(Members.integer(value)))
                .readable("GDBArchitecture", () -> core.instructionSet().is64() ? "riscv:rv64" : "riscv:rv32")
                .readable("MultiprocessingId", () -> Hex.Style.WORD.of(core.csr(Csr.MHARTID)))
                .method("GetRegistersValues", arguments -> registers(core))
                .action(
                        "SetRegisterUlong index value",
                        arguments -> numbered(core, Members.integer(arguments.get(0)))
                                .write()
                                .accept(Members.integer(arguments.get(1))))
                .method(
                        "GetRegisterUnsafe index",
                        arguments -> Hex.register(numbered(core, Members.integer(arguments.get(0)))
                                .read()
                                .getAsLong()))
                .action(
                        "SetRegisterUnsafe index value",
                        arguments -> numbered(core, Members.integer(arguments.get(0)))
                                .write()
                                .accept(fitting(core, arguments.get(1))))
                .method(
                        "GetRegister index",
                        arguments -> Hex.register(numbered(core, Members.integer(arguments.get(0)))
                                .read()
                                .getAsLong()))
                .action(
                        "SetRegister index value",
                        arguments -> numbered(core, Members.integer(arguments.get(0)))
                                .write()
                                .accept(fitting(core, arguments.get(1))));
        members.writable(
                "PRIV", () -> Hex.register(core.privilege()), value -> core.setPrivilege((int) Members.integer(value)));
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

    /** Returns the registers in Renode's order: by their uses, system registers, all by number, by their uses again. */
    private static String registers(RiscV core) {
        Map<String, Long> registers = new LinkedHashMap<>();
        for (int i = 0; i < FIRST_NAMES.size(); i++) {
            registers.put(FIRST_NAMES.get(i), core.register(FIRST_NUMBERS.get(i)));
        }
        Map<String, Integer> csrs = new HashMap<>();
        core.csrNames().forEach((number, name) -> csrs.put(name.toUpperCase(Locale.ROOT), number));
        csrs.put("SPTBR", Csr.SATP);
        CSR_NAMES.forEach(name -> registers.put(
                name, Optional.ofNullable(csrs.get(name)).map(core::csr).orElse(0L)));
        registers.put("PRIV", (long) core.privilege());
        IntStream.range(0, REGISTERS).forEach(number -> registers.put("X" + number, core.register(number)));
        NUMBERS_BY_USE.forEach((use, numbers) -> {
            for (int i = 0; i < numbers.size(); i++) {
                registers.put(use + i, core.register(numbers.get(i)));
            }
        });
        IntStream.range(0, REGISTERS)
                .forEach(number ->
                        registers.put("F" + number, core.floatRegisterBits() > 0 ? core.floatRegister(number) : 0));
        return RegisterTable.of(registers);
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

    private static long fitting(RiscV core, Object argument) {
        long value = Members.integer(argument);
        if (!core.instructionSet().is64() && value >>> Integer.SIZE != 0) {
            throw new Members.TooBigException("Value is too big to be expressed as UInt32");
        }
        return value;
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

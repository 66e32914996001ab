package dev.kenning.testbench.emulator.core;

/**
 * The programs that a core can execute, as the headers of ELF files tell them apart.
 *
 * @param elfMachine the number of the architecture ({@code e_machine})
 * @param is64 whether addresses have 64 bits
 */
public record InstructionSet(int elfMachine, boolean is64) {}

/* The way from reset to main() for one hart, to sleep for the others, and from any trap to the report of it. */

#define MSTATUS_FS_INITIAL (1 << 13)
#define MIE_TIMER (1 << 7)
#define MIE_EXTERNAL (1 << 11)

    .file "start.S"
    .option arch, +zicsr
    .section .start, "ax"
    .globl _start
_start:
    csrw mie, zero
    csrr t0, mhartid
    li t1, HART
    bne t0, t1, park

    .option push
    .option norelax
    la gp, __global_pointer$
    .option pop
    la sp, __stack_top
    la t0, on_trap
    csrw mtvec, t0
    /* Interrupts end WFI; mstatus keeps them from being taken. */
    li t0, MIE_TIMER | MIE_EXTERNAL
    csrw mie, t0
#ifdef __riscv_flen
    li t0, MSTATUS_FS_INITIAL
    csrs mstatus, t0
    csrw fcsr, zero
#endif

    la a0, __bss_start
    la a1, __bss_end
1:  bgeu a0, a1, 2f
    sd zero, 0(a0)
    addi a0, a0, 8
    j 1b

2:  call main

park:
    wfi
    j park

/* Nothing returns from a trap, so nothing is saved; the stack may be what has failed. */
    .balign 4
on_trap:
    la sp, __stack_top
    csrr a0, mcause
    csrr a1, mepc
    csrr a2, mtval
    mv a3, ra
    call report_trap
    j park

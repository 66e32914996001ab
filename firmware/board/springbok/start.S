/* The way from the core's release to main(), and from any trap to the report of it. */

#define MSTATUS_VS_INITIAL (1 << 9)
#define MSTATUS_FS_INITIAL (1 << 13)

    .file "start.S"
    .section .start, "ax"
    .globl _start
_start:
    .option push
    .option norelax
    la gp, __global_pointer$
    .option pop
    la sp, __stack_top
    la t0, on_trap
    csrw mtvec, t0
    csrw mie, zero
    li t0, MSTATUS_FS_INITIAL | MSTATUS_VS_INITIAL
    csrs mstatus, t0
    csrw fcsr, zero

    la a0, __data_start
    la a1, __data_end
    la a2, __data_load
1:  bgeu a0, a1, 2f
    lw t0, 0(a2)
    sw t0, 0(a0)
    addi a0, a0, 4
    addi a2, a2, 4
    j 1b

2:  la a0, __bss_start
    la a1, __bss_end
3:  bgeu a0, a1, 4f
    sw zero, 0(a0)
    addi a0, a0, 4
    j 3b

4:  call main
    j springbok_finish

/* Nothing returns from a trap, so nothing is saved; the stack may be what has failed. */
    .balign 4
on_trap:
    la sp, __stack_top
    csrr a0, mcause
    csrr a1, mepc
    csrr a2, mtval
    mv a3, ra
    call springbok_trap
    j springbok_finish

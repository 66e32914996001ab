/* What C cannot say: switching threads, and looking at registers at exact instructions. */
        .file   "context.S"             /* else the symbol table names the assembler's temporary file */
        .syntax unified
        .thumb

        .equ    FP_UNUSED, 0x10         /* EXC_RETURN: the frame has no FP registers */
        .equ    ICSR, 0xE000ED04
        .equ    PENDSVSET, 0x10000000

        .macro  function name
        .section .text.\name, "ax"
        .global \name
        .type   \name, %function
        .thumb_func
\name:
        .endm

/* PendSV: saves and restores what the processor does not stack; FP registers only of a thread that uses them. */
        function switch_threads
        ldr     r1, =current_thread
        ldr     r2, [r1]
        mrs     r0, psp
        stmia   r2!, {r0, lr}
        stmia   r2!, {r4-r11}
        tst     lr, #FP_UNUSED
        it      eq
        vstmiaeq r2, {s16-s31}
        ldr     r0, =next_thread
        ldr     r2, [r0]
        str     r2, [r1]
        ldmia   r2!, {r0, lr}
        ldmia   r2!, {r4-r11}
        tst     lr, #FP_UNUSED
        it      eq
        vldmiaeq r2, {s16-s31}
        msr     psp, r0
        bx      lr
        .ltorg
        .size   switch_threads, . - switch_threads

/* uint32_t yield_with_live_registers(uint32_t seed, struct thread *to): puts a pattern into registers that the
 * processor stacks and into some that the switch saves, yields, and returns how many of them have changed. PendSV is
 * pended here and not in a function, so that s0-s15 are live when it strikes. */
        .macro  check_register
        cmp     r3, r2
        it      ne
        addne   r1, #1
        .endm

        function yield_with_live_registers
        push    {r4-r11, lr}
        vpush   {s16-s31}
        sub     sp, #4
        str     r0, [sp]
        vmov    s0, r0
        add     r3, r0, #1
        vmov    s1, r3
        add     r3, r0, #15
        vmov    s15, r3
        add     r3, r0, #16
        vmov    s16, r3
        add     r3, r0, #31
        vmov    s31, r3
        add     r4, r0, #4
        add     r8, r0, #8
        add     r11, r0, #11
        ldr     r3, =next_thread
        str     r1, [r3]
        ldr     r3, =ICSR
        ldr     r2, =PENDSVSET
        str     r2, [r3]
        dsb
        isb
        ldr     r0, [sp]
        movs    r1, #0
        vmov    r2, s0
        mov     r3, r0
        check_register
        vmov    r2, s1
        add     r3, r0, #1
        check_register
        vmov    r2, s15
        add     r3, r0, #15
        check_register
        vmov    r2, s16
        add     r3, r0, #16
        check_register
        vmov    r2, s31
        add     r3, r0, #31
        check_register
        mov     r2, r4
        add     r3, r0, #4
        check_register
        mov     r2, r8
        add     r3, r0, #8
        check_register
        mov     r2, r11
        add     r3, r0, #11
        check_register
        mov     r0, r1
        add     sp, #4
        vpop    {s16-s31}
        pop     {r4-r11, pc}
        .ltorg
        .size   yield_with_live_registers, . - yield_with_live_registers

/* SVC: notes the stacked frame before any FP instruction could have stacked registers lazily. */
        function inspect_frame
        mrs     r0, psp
        ldr     r3, =seen_frame
        ldr     r1, [r0, #32]           /* s0 */
        ldr     r2, [r0, #96]           /* fpscr */
        stmia   r3!, {r0, r1, r2, lr}
        bx      lr
        .ltorg
        .size   inspect_frame, . - inspect_frame

/* uint32_t call_with_fp(uint32_t s0, uint32_t fpscr), uint32_t call_without_fp(void): make a supervisor call with and
 * without live FP registers, and return the stack pointer at that instruction. */
        function call_with_fp
        vmsr    fpscr, r1
        vmov    s0, r0
        mov     r0, sp
        svc     #1
        movs    r1, #0
        vmsr    fpscr, r1
        bx      lr
        .size   call_with_fp, . - call_with_fp

        function call_without_fp
        movs    r1, #2
        msr     control, r1
        isb
        mov     r0, sp
        svc     #1
        bx      lr
        .size   call_without_fp, . - call_without_fp

/* uint32_t call_2(uint32_t argument), call_3: supervisor calls with an argument and a result. */
        function call_2
        svc     #2
        bx      lr
        .size   call_2, . - call_2

        function call_3
        svc     #3
        bx      lr
        .size   call_3, . - call_3

/* SVC and faults: hand the stacked frame to C. */
        function call_entry
        mrs     r0, psp
        b       serve_call
        .size   call_entry, . - call_entry

        function fault_entry
        mrs     r0, psp
        b       note_fault
        .size   fault_entry, . - fault_entry

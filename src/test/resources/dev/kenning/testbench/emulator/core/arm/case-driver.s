@ Runs a batch of test cases on a Cortex-M, QEMU's or ours, without help from outside.
@
@ A case is a record of 1024 bytes (see CaseRecord.java): the state to start from, up to 64 bytes of code, 512 bytes of
@ scratch memory. The driver lives in exception handlers: it loads a case and enters it by an exception return to
@ thread mode on the process stack. A case ends with whatever exception comes first: the SVC instructions that fill all
@ memory around its code, or a fault. The state found then replaces the one in the record, and the next case is loaded.
@
@ Assemble: arm-none-eabi-as case-driver.s -o d.o && arm-none-eabi-ld -Ttext=0 -e 0 d.o -o d.elf &&
@           arm-none-eabi-objcopy -O binary d.elf case-driver.bin

        .syntax unified
        .cpu    cortex-m7
        .fpu    fpv5-sp-d16
        .thumb

        .equ    CURRENT, 0x20000000             @ record of the running case
        .equ    END, 0x20000004                 @ first address after the records
        .equ    SEMIHOSTING, 0x20000008         @ 1: write the records to a file and exit; 0: sleep
        .equ    FPU, 0x2000000c                 @ 1: there are floating-point registers
        .equ    OPEN, 0x20000010                @ argument block of SYS_OPEN
        .equ    WRITE, 0x20000020               @ argument block of SYS_WRITE
        .equ    STACK_TOP, 0x20008000
        .equ    SLOT, 0x001fffe0                @ the code runs here; a page ends in its middle
        .equ    SCRATCH, 0x2000ff00             @ likewise
        .equ    RAM, 0x20000000
        .equ    RAM_SIZE, 0x00400000

        .equ    R4, 0x20
        .equ    FRAME_POINTER, 0x40
        .equ    CONTROL, 0x44
        .equ    FPSCR, 0x48
        .equ    PRIMASK, 0x4c
        .equ    BASEPRI, 0x50
        .equ    FAULTMASK, 0x54
        .equ    IPSR, 0x58
        .equ    EXC_RETURN, 0x5c
        .equ    CFSR, 0x60
        .equ    HFSR, 0x64
        .equ    BFAR, 0x68
        .equ    MMFAR, 0x6c
        .equ    MSP, 0x70
        .equ    CCR, 0x74
        .equ    S0, 0x80
        .equ    CODE, 0x100
        .equ    SCRATCH_COPY, 0x200
        .equ    RECORD_SIZE, 0x400

vectors:
        .word   STACK_TOP
        .word   reset
        .rept   62
        .word   handler
        .endr

        .thumb_func
reset:
        ldr     r0, =0xe000ed00                 @ system control block
        ldr     r1, =0x40404000                 @ priorities: the faults 0x00, SVC 0x40, PendSV and SysTick 0x40
        str     r1, [r0, #0x20]
        mov     r1, #0x40000000
        str     r1, [r0, #0x1c]
        mov     r1, #0x00070000                 @ usage, bus and memory faults have handlers of their own
        str     r1, [r0, #0x24]
        ldr     r2, =FPU
        ldr     r2, [r2]
        cbz     r2, first
        mov     r1, #0x00f00000
        str     r1, [r0, #0x88]
        dsb
        isb
        movs    r1, #0                          @ exceptions leave the floating-point registers alone
        str     r1, [r0, #0x234]
first:
        svc     #0                              @ into the handler; the first record is only there to be overwritten

        .thumb_func
handler:
        ldr     r0, =CURRENT
        ldr     r0, [r0]
        add     r1, r0, #R4
        stmia   r1, {r4-r11}
        tst     lr, #4
        ite     eq
        mrseq   r1, msp
        mrsne   r1, psp
        str     r1, [r0, #FRAME_POINTER]
        str     lr, [r0, #EXC_RETURN]
        mrs     r2, msp
        str     r2, [r0, #MSP]
        ldr     r2, =RAM
        subs    r2, r1, r2
        ldr     r3, =RAM_SIZE - 64
        cmp     r2, r3
        bhi     noframe                         @ the exception could not be stacked
        ldmia   r1, {r4-r11}
        stmia   r0, {r4-r11}
noframe:
        mrs     r1, ipsr
        str     r1, [r0, #IPSR]
        mrs     r1, control
        str     r1, [r0, #CONTROL]
        mrs     r1, primask
        str     r1, [r0, #PRIMASK]
        mrs     r1, basepri
        str     r1, [r0, #BASEPRI]
        mrs     r1, faultmask
        str     r1, [r0, #FAULTMASK]
        movs    r1, #0
        msr     primask, r1
        msr     basepri, r1
        msr     faultmask, r1
        msr     control, r1

        ldr     r1, =0xe000ed00
        ldr     r2, [r1, #0x28]
        str     r2, [r0, #CFSR]
        str     r2, [r1, #0x28]
        ldr     r3, [r1, #0x2c]
        str     r3, [r0, #HFSR]
        str     r3, [r1, #0x2c]
        ldr     r3, [r1, #0x38]
        tst     r2, #0x8000                     @ BFAR is valid
        it      eq
        moveq   r3, #0
        str     r3, [r0, #BFAR]
        ldr     r3, [r1, #0x34]
        tst     r2, #0x80                       @ MMFAR is valid
        it      eq
        moveq   r3, #0
        str     r3, [r0, #MMFAR]
        ldr     r3, [r1, #0x14]
        str     r3, [r0, #CCR]

        ldr     r2, =FPU
        ldr     r2, [r2]
        cbz     r2, nofpstate
        vmrs    r3, fpscr
        str     r3, [r0, #FPSCR]
        add     r1, r0, #S0
        vstmia  r1, {s0-s31}
nofpstate:

        ldr     r1, =SCRATCH
        add     r2, r0, #SCRATCH_COPY
        movs    r3, #16
saving:
        ldmia   r1!, {r4-r11}
        stmia   r2!, {r4-r11}
        subs    r3, #1
        bne     saving

next:
        add     r0, #RECORD_SIZE
        ldr     r1, =CURRENT
        str     r0, [r1]
        ldr     r2, =END
        ldr     r2, [r2]
        cmp     r0, r2
        bhs     finish

        ldr     r1, =SLOT
        add     r2, r0, #CODE
        ldmia   r2!, {r4-r11}
        stmia   r1!, {r4-r11}
        ldmia   r2!, {r4-r11}
        stmia   r1!, {r4-r11}

        ldr     r1, =SCRATCH
        add     r2, r0, #SCRATCH_COPY
        movs    r3, #16
loading:
        ldmia   r2!, {r4-r11}
        stmia   r1!, {r4-r11}
        subs    r3, #1
        bne     loading

        ldr     r1, [r0, #FRAME_POINTER]
        msr     psp, r1
        ldmia   r0, {r4-r11}
        stmia   r1, {r4-r11}
        ldr     r1, =0xe000ed00
        ldr     r2, [r0, #CCR]
        str     r2, [r1, #0x14]

        ldr     r2, =FPU
        ldr     r2, [r2]
        cbz     r2, nofpload
        ldr     r3, [r0, #FPSCR]
        vmsr    fpscr, r3
        add     r1, r0, #S0
        vldmia  r1, {s0-s31}
nofpload:

        ldr     r1, [r0, #CONTROL]
        msr     control, r1
        ldr     r1, [r0, #BASEPRI]
        msr     basepri, r1
        ldr     r1, [r0, #PRIMASK]
        msr     primask, r1
        add     r1, r0, #R4
        ldmia   r1, {r4-r11}
        ldr     r1, =STACK_TOP
        msr     msp, r1
        clrex
        dsb
        isb
        mvn     lr, #2                          @ 0xfffffffd: thread mode, process stack
        bx      lr

finish:
        ldr     r0, =SEMIHOSTING
        ldr     r0, [r0]
        cbz     r0, sleep
        movs    r0, #1
        ldr     r1, =OPEN
        bkpt    #0xab
        ldr     r1, =WRITE
        str     r0, [r1]
        movs    r0, #5
        bkpt    #0xab
        movs    r0, #2
        bkpt    #0xab
        movs    r0, #0x18
        ldr     r1, =0x20026
        bkpt    #0xab
sleep:
        wfi
        b       sleep

        .ltorg

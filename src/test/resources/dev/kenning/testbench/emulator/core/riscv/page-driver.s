# Runs a batch of accesses through page tables on a RISC-V hart, QEMU's or ours, without help from outside.
#
# An access is a record of 16 doublewords (see PageCase.java). Loads and stores are those of machine mode with MPRV, so that the
# driver itself is never translated; a fetch is an MRET to the address, where ECALLs fill the memory. What is found behind
# the access replaces the second half of the record. Behind the last one all memory from the records on, page tables
# among it, is written to a file.
#
# Assemble as case-driver.s, with the extension "a".

        .equ    PARAMETERS, 0x80040000
        .equ    CURRENT, 0
        .equ    END, 8
        .equ    SEMIHOSTING, 16
        .equ    PROTECTED, 24           # a page that pmp entry 0 denies, 0 for none
        .equ    OPEN, 32
        .equ    WRITE, 64
        .equ    TEST_DEVICE, 0x100000

        .equ    OPERATION, 0            # 0 lw, 1 sw, 2 fetch, 3 amoadd.w, 4 lbu, 5 sb
        .equ    STATUS, 8
        .equ    TRANSLATION, 16
        .equ    ADDRESS, 24
        .equ    VALUE, 32
        .equ    RESULT, 64
        .equ    MCAUSE, 72
        .equ    MTVAL, 80
        .equ    MEPC, 88
        .equ    MSTATUS, 96
        .equ    RECORD_SIZE, 128
        .equ    MPRV, 0x20000

        .ifdef  RV64
        .macro  load register, at:vararg
        ld      \register, \at
        .endm
        .macro  store register, at:vararg
        sd      \register, \at
        .endm
        .else
        .macro  load register, at:vararg
        lw      \register, \at
        .endm
        .macro  store register, at:vararg
        sw      \register, \at
        .endm
        .endif

        .macro  semihosting operation, block
        li      a0, \operation
        addi    a1, s1, \block
        .balign 16
        slli    zero, zero, 0x1f
        ebreak
        srai    zero, zero, 7
        .endm

        .globl  _start
_start:
        la      t0, handler
        csrw    mtvec, t0
        lui     s1, PARAMETERS >> 12
        .ifdef  RV64
        slli    s1, s1, 32
        srli    s1, s1, 32
        .endif
        load    s0, CURRENT(s1)
        load    s2, END(s1)
        li      t0, -1
        csrw    pmpaddr1, t0
        li      t1, 0x1f00              # entry 1: all memory for all modes
        load    t2, PROTECTED(s1)
        beqz    t2, 1f
        srli    t2, t2, 2
        ori     t2, t2, 0x1ff           # entry 0: a page for nobody
        csrw    pmpaddr0, t2
        ori     t1, t1, 0x18
1:      csrw    pmpcfg0, t1
next:
        beq     s0, s2, finish
        load    t0, TRANSLATION(s0)
        csrw    satp, t0
        sfence.vma
        csrw    mcause, zero
        csrw    mtval, zero
        csrw    mepc, zero
        load    a0, OPERATION(s0)
        load    a1, ADDRESS(s0)
        load    a2, VALUE(s0)
        load    t1, STATUS(s0)
        li      t0, 2
        beq     a0, t0, fetch
        beqz    a0, load_word
        li      t0, 1
        beq     a0, t0, store_word
        li      t0, 3
        beq     a0, t0, add_word
        li      t0, 4
        beq     a0, t0, load_byte
        csrw    mstatus, t1
        sb      a2, 0(a1)
        j       record
load_word:
        csrw    mstatus, t1
        lw      a2, 0(a1)
        j       record
store_word:
        csrw    mstatus, t1
        sw      a2, 0(a1)
        j       record
add_word:
        csrw    mstatus, t1
        amoadd.w a2, a2, (a1)
        j       record
load_byte:
        csrw    mstatus, t1
        lbu     a2, 0(a1)
        j       record
fetch:
        csrw    mepc, a1
        csrw    mstatus, t1
        mret
        .balign 4
handler:
record:
        csrr    t1, mstatus
        li      t0, MPRV
        csrc    mstatus, t0
        store   a2, RESULT(s0)
        csrr    t0, mcause
        store   t0, MCAUSE(s0)
        csrr    t0, mtval
        store   t0, MTVAL(s0)
        csrr    t0, mepc
        store   t0, MEPC(s0)
        store   t1, MSTATUS(s0)
        addi    s0, s0, RECORD_SIZE
        j       next
finish:
        load    t0, SEMIHOSTING(s1)
        beqz    t0, sleep
        semihosting 0x01, OPEN
        store   a0, WRITE(s1)
        semihosting 0x05, WRITE
        lui     t0, TEST_DEVICE >> 12
        li      t1, 0x5555
        sw      t1, 0(t0)
sleep:
        wfi
        j       sleep

# Runs a batch of test cases on a RISC-V hart, QEMU's or ours, without help from outside.
#
# A case is a record of 4096 bytes (see CaseRecord.java): the state to start from, up to 64 bytes of code, 1024 bytes of
# scratch memory, 2048 bytes for the vector registers. The driver loads a case and enters it with mret. A case ends with
# whatever trap comes first: the ecall instructions that fill all memory around its code, or its own. The state found
# then replaces the one in the record, and the next case is loaded.
#
# Assemble, for RV32 and with "-march=rv64imfdv_zifencei -mabi=lp64f --defsym RV64=1" and elf64lriscv for RV64:
#   riscv64-unknown-elf-as -march=rv32imfdv_zifencei -mabi=ilp32f -mno-relax case-driver.s -o d.o &&
#   riscv64-unknown-elf-ld -melf32lriscv -Ttext=0x80000000 -e 0x80000000 d.o -o d.elf &&
#   riscv64-unknown-elf-objcopy -O binary d.elf case-driver32.bin

        .equ    PARAMETERS, 0x80040000
        .equ    CURRENT, 0              # record of the running case
        .equ    END, 8                  # first address after the records
        .equ    SEMIHOSTING, 16         # 1: write the records to a file and exit; 0: sleep
        .equ    FEATURES, 24            # 1: there are float registers; 2: vector registers; 4: float registers have 64 bits
        .equ    OPEN, 32                # argument block of SYS_OPEN
        .equ    WRITE, 64               # argument block of SYS_WRITE
        .equ    TEST_DEVICE, 0x100000
        .equ    SLOT, 0x8001ffe0        # the code runs here; a page ends in its middle
        .equ    SCRATCH, 0x8005fe00     # likewise
        .equ    SCRATCH_SIZE, 1024
        .equ    FLOAT_AND_VECTOR_ON, 0x6600

        .equ    FLOATS, 0x100
        .equ    FCSR, 0x200
        .equ    MCAUSE, 0x208
        .equ    MEPC, 0x210
        .equ    MTVAL, 0x218
        .equ    MSTATUS, 0x220
        .equ    VSTART, 0x228
        .equ    VCSR, 0x230
        .equ    VL, 0x238
        .equ    VTYPE, 0x240
        .equ    CODE, 0x280
        .equ    SCRATCH_COPY, 0x400
        .equ    VECTORS, 0x800
        .equ    RECORD_SIZE, 0x1000

        .ifdef  RV64
        .macro  load register, at:vararg
        ld      \register, \at
        .endm
        .macro  store register, at:vararg
        sd      \register, \at
        .endm
        .equ    WORD, 8
        .else
        .macro  load register, at:vararg
        lw      \register, \at
        .endm
        .macro  store register, at:vararg
        sw      \register, \at
        .endm
        .equ    WORD, 4
        .endif

        .macro  semihosting operation, block
        li      a0, \operation
        addi    a1, s1, \block
        .balign 16
        slli    zero, zero, 0x1f
        ebreak
        srai    zero, zero, 7
        .endm

        .macro  address register, value
        lui     \register, (\value) >> 12
        .ifdef  RV64
        slli    \register, \register, 32
        srli    \register, \register, 32
        .endif
        .if     (\value) & 0x7ff
        addi    \register, \register, (\value) & 0x7ff
        .endif
        .if     (\value) & 0x800
        addi    \register, \register, 0x400
        addi    \register, \register, 0x400
        .endif
        .endm

        .globl  _start
_start:
        la      t0, handler
        csrw    mtvec, t0
        li      t0, -1                  # user mode may use all memory
        csrw    pmpaddr0, t0
        li      t0, 0x1f
        csrw    pmpcfg0, t0

next:
        address s1, PARAMETERS
        load    s0, CURRENT(s1)
        load    t0, END(s1)
        beq     s0, t0, finish

        address t1, SLOT
        addi    t2, s0, CODE
        addi    t3, t1, 64
1:      lw      t4, 0(t2)
        sw      t4, 0(t1)
        addi    t1, t1, 4
        addi    t2, t2, 4
        bne     t1, t3, 1b
        address t1, SCRATCH
        addi    t2, s0, SCRATCH_COPY
        addi    t3, t1, SCRATCH_SIZE
1:      lw      t4, 0(t2)
        sw      t4, 0(t1)
        addi    t1, t1, 4
        addi    t2, t2, 4
        bne     t1, t3, 1b
        fence.i

        li      t0, FLOAT_AND_VECTOR_ON
        csrs    mstatus, t0
        lw      t5, FEATURES(s1)
        andi    t0, t5, 2
        beqz    t0, 2f
        csrr    t4, vlenb
        slli    t4, t4, 3
        csrw    vstart, zero
        li      t1, VECTORS
        add     t1, t1, s0
        vl8re8.v v0, (t1)
        add     t1, t1, t4
        vl8re8.v v8, (t1)
        add     t1, t1, t4
        vl8re8.v v16, (t1)
        add     t1, t1, t4
        vl8re8.v v24, (t1)
        lw      t1, VL(s0)
        load    t2, VTYPE(s0)
        vsetvl  zero, t1, t2
        lw      t1, VCSR(s0)
        csrw    vcsr, t1
        lw      t1, VSTART(s0)
        csrw    vstart, t1
2:      andi    t0, t5, 1
        beqz    t0, 3f
        lw      t1, FCSR(s0)
        csrw    fcsr, t1
        .irp    n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
        flw     f\n, FLOATS + 8 * \n(s0)
        .endr
        andi    t0, t5, 4
        beqz    t0, 3f
        .irp    n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
        fld     f\n, FLOATS + 8 * \n(s0)
        .endr
3:      load    t0, MSTATUS(s0)
        csrw    mstatus, t0
        load    t0, MEPC(s0)
        csrw    mepc, t0
        csrw    mscratch, s0
        .irp    n, 1,2,3,4,5,6,7,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
        load    x\n, 8 * \n(s0)
        .endr
        load    x8, 8 * 8(s0)
        mret

        .balign 4
handler:
        csrrw   s0, mscratch, s0
        .irp    n, 1,2,3,4,5,6,7,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
        store   x\n, 8 * \n(s0)
        .endr
        csrr    t0, mscratch
        store   t0, 8 * 8(s0)
        csrr    t0, mcause
        store   t0, MCAUSE(s0)
        csrr    t0, mepc
        store   t0, MEPC(s0)
        csrr    t0, mtval
        store   t0, MTVAL(s0)
        csrr    t0, mstatus
        store   t0, MSTATUS(s0)
        li      t0, FLOAT_AND_VECTOR_ON
        csrs    mstatus, t0
        address s1, PARAMETERS
        lw      t5, FEATURES(s1)
        andi    t0, t5, 1
        beqz    t0, 4f
        csrr    t1, fcsr
        sw      t1, FCSR(s0)
        .irp    n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
        fsw     f\n, FLOATS + 8 * \n(s0)
        .endr
        andi    t0, t5, 4
        beqz    t0, 4f
        .irp    n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
        fsd     f\n, FLOATS + 8 * \n(s0)
        .endr
4:      andi    t0, t5, 2
        beqz    t0, 5f
        csrr    t1, vstart
        sw      t1, VSTART(s0)
        csrr    t1, vcsr
        sw      t1, VCSR(s0)
        csrr    t1, vl
        sw      t1, VL(s0)
        csrr    t1, vtype
        store   t1, VTYPE(s0)
        csrw    vstart, zero
        csrr    t4, vlenb
        slli    t4, t4, 3
        li      t1, VECTORS
        add     t1, t1, s0
        vs8r.v  v0, (t1)
        add     t1, t1, t4
        vs8r.v  v8, (t1)
        add     t1, t1, t4
        vs8r.v  v16, (t1)
        add     t1, t1, t4
        vs8r.v  v24, (t1)
5:      address t1, SCRATCH
        addi    t2, s0, SCRATCH_COPY
        addi    t3, t1, SCRATCH_SIZE
1:      lw      t4, 0(t1)
        sw      t4, 0(t2)
        addi    t1, t1, 4
        addi    t2, t2, 4
        bne     t1, t3, 1b
        li      t0, RECORD_SIZE
        add     s0, s0, t0
        store   s0, CURRENT(s1)
        j       next

finish:
        lw      t0, SEMIHOSTING(s1)
        beqz    t0, sleep
        semihosting 1, OPEN
        store   a0, WRITE(s1)
        semihosting 5, WRITE
        mv      s2, a0
        lw      t0, WRITE(s1)
        store   t0, OPEN(s1)
        semihosting 2, OPEN
        li      t0, 0x3333              # tells a failure to write
        bnez    s2, 1f
        li      t0, 0x5555
1:      li      t1, TEST_DEVICE
        sw      t0, 0(t1)
sleep:
        wfi
        j       sleep

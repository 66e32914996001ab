    .file "copy.S"
    .option arch, +zve32f
    .text

/* void vector_zero(void *to, uint32_t size) */
    .globl vector_zero
vector_zero:
    beqz a1, 2f
    vsetvli t0, a1, e8, m8, ta, ma
    vmv.v.i v0, 0
1:  vsetvli t0, a1, e8, m8, ta, ma
    vse8.v v0, (a0)
    add a0, a0, t0
    sub a1, a1, t0
    bnez a1, 1b
2:  ret

/* void vector_copy(void *to, const void *from, uint32_t size) */
    .globl vector_copy
vector_copy:
    beqz a2, 2f
1:  vsetvli t0, a2, e8, m8, ta, ma
    vle8.v v0, (a1)
    vse8.v v0, (a0)
    add a1, a1, t0
    add a0, a0, t0
    sub a2, a2, t0
    bnez a2, 1b
2:  ret

/* void vector_widen_int8(int16_t *to, const int8_t *from, uint32_t count, int32_t zero_point) */
    .globl vector_widen_int8
vector_widen_int8:
    beqz a2, 2f
1:  vsetvli t0, a2, e16, m8, ta, ma
    vle8.v v0, (a1)
    vsext.vf2 v8, v0
    vsub.vx v8, v8, a3
    vse16.v v8, (a0)
    add a1, a1, t0
    slli t1, t0, 1
    add a0, a0, t1
    sub a2, a2, t0
    bnez a2, 1b
2:  ret

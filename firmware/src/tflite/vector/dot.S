    .file "dot.S"
    .option arch, +zve32f
    .text

/* float vector_dot_float(const float *a, const float *b, uint32_t count, float sum)
 *
 * Elements that the last, shorter round does not reach keep their sums: the tail is left undisturbed. */
    .globl vector_dot_float
vector_dot_float:
    beqz a2, 2f
    vsetvli t0, a2, e32, m8, tu, ma
    vmv.v.i v8, 0
    mv t2, t0
1:  vle32.v v16, (a0)
    vle32.v v24, (a1)
    vfmacc.vv v8, v16, v24
    sub a2, a2, t0
    slli t1, t0, 2
    add a0, a0, t1
    add a1, a1, t1
    vsetvli t0, a2, e32, m8, tu, ma
    bnez a2, 1b
    vsetvli t0, t2, e32, m8, tu, ma
    vfmv.s.f v0, fa0
    vfredusum.vs v0, v8, v0
    vfmv.f.s fa0, v0
2:  ret

/* uint32_t vector_dot_int8(const int16_t *a, const int8_t *b, uint32_t count, uint32_t sum) */
    .globl vector_dot_int8
vector_dot_int8:
    beqz a2, 2f
    vsetvli t2, a2, e32, m8, tu, ma
    vmv.v.i v8, 0
1:  vsetvli t0, a2, e16, m4, tu, ma
    vle16.v v16, (a0)
    vle8.v v20, (a1)
    vsext.vf2 v24, v20
    vwmacc.vv v8, v16, v24
    sub a2, a2, t0
    add a1, a1, t0
    slli t0, t0, 1
    add a0, a0, t0
    bnez a2, 1b
    vsetvli t0, t2, e32, m8, tu, ma
    vmv.s.x v0, a3
    vredsum.vs v0, v8, v0
    vmv.x.s a3, v0
2:  mv a0, a3
    ret

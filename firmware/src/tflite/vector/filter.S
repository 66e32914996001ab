/* Filters over positions side by side. Cell by cell in the order of the weights, so that a sum is rounded as in the
 * scalar kernel. */
    .file "filter.S"
    .option arch, +zve32f
    .text

#define LANES_CELLS 0
#define LANES_CELL_COUNT 4
#define LANES_IMAGE_STEP 8
#define LANES_OUTPUT_STEP 12
#define LANES_COUNT 16

#define RESCALE_MULTIPLIER 0
#define RESCALE_LEFT 4
#define RESCALE_RIGHT 8
#define RESCALE_SIZE 12

#define FINISH_MIN 0
#define FINISH_MAX 4
#define FINISH_ZERO_POINT 8

/* uint32_t vector_lanes(void) */
    .globl vector_lanes
vector_lanes:
    vsetvli a0, zero, e32, m4, ta, ma
    ret

/* a0 lanes, a1 image, a2 weights, a3 bias, a4 output, fa0 min, fa1 max; sums in v8, v12, v16, v20. */
    .macro filters_float count
    lw t0, LANES_CELLS(a0)
    lw t1, LANES_CELL_COUNT(a0)
    lw t2, LANES_IMAGE_STEP(a0)
    lw t3, LANES_COUNT(a0)
    lw t4, LANES_OUTPUT_STEP(a0)
    slli t1, t1, 2
    vsetvli zero, t3, e32, m4, ta, ma
    flw ft0, 0(a3)
    vfmv.v.f v8, ft0
    .if \count == 4
    flw ft1, 4(a3)
    flw ft2, 8(a3)
    flw ft3, 12(a3)
    vfmv.v.f v12, ft1
    vfmv.v.f v16, ft2
    vfmv.v.f v20, ft3
    add a5, a2, t1
    add a6, a5, t1
    add a7, a6, t1
    .endif
    add t1, t0, t1
1:  lw t5, 0(t0)
    add t5, a1, t5
    vlse32.v v4, (t5), t2
    flw ft0, 0(a2)
    addi a2, a2, 4
    vfmacc.vf v8, ft0, v4
    .if \count == 4
    flw ft1, 0(a5)
    flw ft2, 0(a6)
    flw ft3, 0(a7)
    addi a5, a5, 4
    addi a6, a6, 4
    addi a7, a7, 4
    vfmacc.vf v12, ft1, v4
    vfmacc.vf v16, ft2, v4
    vfmacc.vf v20, ft3, v4
    .endif
    addi t0, t0, 4
    bne t0, t1, 1b
    store_float v8
    .if \count == 4
    store_float v12
    store_float v16
    store_float v20
    .endif
    ret
    .endm

    .macro store_float sum
    vfmax.vf \sum, \sum, fa0
    vfmin.vf \sum, \sum, fa1
    vsse32.v \sum, (a4), t4
    addi a4, a4, 4
    .endm

    .globl vector_filter_float
vector_filter_float:
    filters_float 1

    .globl vector_filters_float
vector_filters_float:
    filters_float 4

/* a0 lanes, a1 image, a2 weights, a3 bias, a4 output, a5 rescale, a6 finish; sums in v8, v12, v16, v20. */
    .macro filters_int8 count
    lw t0, LANES_CELLS(a0)
    lw t1, LANES_CELL_COUNT(a0)
    lw t2, LANES_IMAGE_STEP(a0)
    lw t3, LANES_COUNT(a0)
    lw t4, LANES_OUTPUT_STEP(a0)
    vsetvli zero, t3, e32, m4, ta, ma
    lw t5, 0(a3)
    vmv.v.x v8, t5
    .if \count == 4
    lw t5, 4(a3)
    vmv.v.x v12, t5
    lw t5, 8(a3)
    vmv.v.x v16, t5
    lw t5, 12(a3)
    vmv.v.x v20, t5
    add a0, a2, t1
    add a3, a0, t1
    add a7, a3, t1
    .endif
    slli t1, t1, 2
    add t1, t0, t1
    vsetvli zero, t3, e16, m2, ta, ma
1:  lw t5, 0(t0)
    add t5, a1, t5
    vlse16.v v4, (t5), t2
    lb t6, 0(a2)
    addi a2, a2, 1
    vwmacc.vx v8, t6, v4
    .if \count == 4
    lb t6, 0(a0)
    addi a0, a0, 1
    vwmacc.vx v12, t6, v4
    lb t6, 0(a3)
    addi a3, a3, 1
    vwmacc.vx v16, t6, v4
    lb t6, 0(a7)
    addi a7, a7, 1
    vwmacc.vx v20, t6, v4
    .endif
    addi t0, t0, 4
    bne t0, t1, 1b
    csrwi vxrm, 0
    lw t0, FINISH_MIN(a6)
    lw t1, FINISH_MAX(a6)
    lw t2, FINISH_ZERO_POINT(a6)
    store_int8 v8
    .if \count == 4
    store_int8 v12
    store_int8 v16
    store_int8 v20
    .endif
    ret
    .endm

/* vsmul with vxrm 0 (halves up) is the rounding, doubling product. vssra rounds halves up as well; they have to go away
 * from zero, which a negative number, 1 smaller, does. */
    .macro store_int8 sum
    lw t5, RESCALE_LEFT(a5)
    lw t6, RESCALE_MULTIPLIER(a5)
    vsetvli zero, t3, e32, m4, ta, ma
    vsll.vx \sum, \sum, t5
    vsmul.vx \sum, \sum, t6
    lw t5, RESCALE_RIGHT(a5)
    beqz t5, 2f
    vsra.vi v0, \sum, 31
    vadd.vv \sum, \sum, v0
    vssra.vx \sum, \sum, t5
2:  vmax.vx \sum, \sum, t0
    vmin.vx \sum, \sum, t1
    vadd.vx \sum, \sum, t2
    vsetvli zero, t3, e16, m2, ta, ma
    vnsrl.wi v0, \sum, 0
    vsetvli zero, t3, e8, m1, ta, ma
    vnsrl.wi v2, v0, 0
    vsse8.v v2, (a4), t4
    addi a4, a4, 1
    addi a5, a5, RESCALE_SIZE
    .endm

    .globl vector_filter_int8
vector_filter_int8:
    filters_int8 1

    .globl vector_filters_int8
vector_filters_int8:
    filters_int8 4

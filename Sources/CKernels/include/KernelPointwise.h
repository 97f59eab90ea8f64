// The parameters of the pointwise kernel of the C path: a tape that an interpreter runs over
// spans of numbers that stay in the first-level cache. (For OpenCL, tapes are printed as text.)
#ifndef FF_KERNEL_POINTWISE_H
#define FF_KERNEL_POINTWISE_H

#include <stdint.h>

enum { ff_maximum_rank = 6, ff_maximum_registers = 64 };

// Functions, in the order of ScalarFunction's raw values.
enum {
  ff_function_negate, ff_function_reciprocal, ff_function_exp, ff_function_log, ff_function_sqrt,
  ff_function_tanh, ff_function_sigmoid, ff_function_abs, ff_function_sign, ff_function_floor,
  ff_function_sin, ff_function_cos, ff_function_add, ff_function_subtract, ff_function_multiply,
  ff_function_divide, ff_function_minimum, ff_function_maximum, ff_function_less,
  ff_function_select, ff_function_count
};

// Operands of a function: 1, 2 or 3.
static inline int ff_arity(int32_t function) {
  return function < ff_function_add ? 1 : function < ff_function_select ? 2 : 3;
}

// Element (i0, i1, ...) lies at offset + i0 * strides[0] + i1 * strides[1] + ... of the arena.
typedef struct ff_view {
  int64_t offset;
  int64_t strides[ff_maximum_rank];
} ff_view;

// Sources of operands (32 bit): leaf l is l; constant c is leaf_count + c; register r is
// leaf_count + constant_count + r. Operands beyond the function's arity are ignored.
typedef struct ff_instruction {
  int32_t function;     // one of the functions above
  int32_t destination;  // a register r, 0 ..< register_count, without the leaf and constant bias
  int32_t operands[3];  // sources
} ff_instruction;

// extents: the iteration space, outermost first, rank 1 ... 6, every view collapsed alike.
// Registers may be reused by later instructions once their value is dead; the value of a result
// must still be there at the end of the tape. A destination may be one of its own operands.
// A result may lie exactly on a leaf (same offset and strides), otherwise results overlap nothing.
// The arrays belong to the caller and must outlive the run.
typedef struct ff_pointwise {
  int64_t rank;
  int64_t extents[ff_maximum_rank];
  int64_t leaf_count, result_count, constant_count, instruction_count;
  int64_t register_count;           // at most ff_maximum_registers
  const ff_view *leaves;            // [leaf_count]
  const ff_view *results;           // [result_count]
  const float *constants;           // [constant_count]
  const ff_instruction *tape;       // [instruction_count]
  const int32_t *result_sources;    // [result_count]: sources (a leaf or a constant is allowed)
} ff_pointwise;

#endif

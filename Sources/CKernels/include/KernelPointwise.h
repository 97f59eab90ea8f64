// The parameters of the pointwise kernel of the C path: a tape that an interpreter runs over
// spans of numbers that stay in the first-level cache. (For OpenCL, tapes are printed as text.)
#ifndef FF_KERNEL_POINTWISE_H
#define FF_KERNEL_POINTWISE_H

#include <stdint.h>

enum { ff_maximum_rank = 6, ff_maximum_registers = 64 };

// The functions of a tape, in the order of ScalarFunction's raw values, which are their codes. Each is
// called ff_NAME in activations.cl, with one, two or three operands. A new one comes last.
#define FF_FUNCTIONS(UNARY, BINARY, TERNARY)                                               \
  UNARY(negate) UNARY(reciprocal) UNARY(exp) UNARY(log) UNARY(sqrt) UNARY(tanh)            \
  UNARY(sigmoid) UNARY(abs) UNARY(sign) UNARY(floor) UNARY(sin) UNARY(cos)                 \
  BINARY(add) BINARY(subtract) BINARY(multiply) BINARY(divide) BINARY(minimum)             \
  BINARY(maximum) BINARY(less)                                                             \
  TERNARY(select)

#define FF_FUNCTION_CODE(name) ff_function_##name,
enum { FF_FUNCTIONS(FF_FUNCTION_CODE, FF_FUNCTION_CODE, FF_FUNCTION_CODE) ff_function_count };
#undef FF_FUNCTION_CODE

// The name of a code, for a test that both lists agree; NULL if there is none.
const char *ff_function_name(int32_t function);

// Element (i0, i1, ...) lies at offset + i0 * strides[0] + i1 * strides[1] + ... of the arena.
typedef struct ff_view {
  int64_t offset;
  int64_t strides[ff_maximum_rank];
} ff_view;

// Sources of operands (32 bit): leaf l is l; constant c is leaf_count + c; register r is
// leaf_count + constant_count + r.
typedef struct ff_instruction {
  int32_t function;     // one of the functions above
  int32_t arity;        // how many of the operands it has
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
  int64_t work;                     // rough number of operations for one point
  const ff_view *leaves;            // [leaf_count]
  const ff_view *results;           // [result_count]
  const float *constants;           // [constant_count]
  const ff_instruction *tape;       // [instruction_count]
  const int32_t *result_sources;    // [result_count]: sources (a leaf or a constant is allowed)
} ff_pointwise;

#endif

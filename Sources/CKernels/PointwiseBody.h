// The pointwise kernel of the C path: an interpreter that runs a tape over blocks of points.
//
// Leaves whose points of a block are contiguous are read in place, constants and broadcast leaves
// are one splatted vector, everything else is first copied into a row of scratch memory. Results
// are written in place when no leaf that is still to be read can lie under them.
#include "PointwiseLayout.h"

// Where the numbers of a source are: number i at data[i & mask]; mask 0 is a splat.
typedef struct pw_source {
  float *data;
  ff_int mask;
} pw_source;

enum { pw_direct, pw_splat, pw_copy };

// What a body finds out about its parameters once, for all its blocks.
typedef struct pw_plan {
  const ff_pointwise *p;
  pointwise_layout layout;
  int8_t *leaf_kind, *result_kind;  // how a view meets a block
  int32_t *direct;                  // [instruction]: the result that it writes in place, or -1
  float *scratch;                   // [leaf_count + register_count][span]
  float *splats;                    // [leaf_count + constant_count][VECTOR]
  pw_source *sources;               // [leaf_count + constant_count + register_count]
} pw_plan;

static int pw_kind(const ff_pointwise *p, const pointwise_layout *l, const ff_view *view) {
  ff_int dense = 1;
  int contiguous = 1, constant = 1;
  for (ff_int axis = p->rank - 1; axis >= 0; axis--) {
    if (p->extents[axis] == 1) continue;
    if (view->strides[axis] != 0) constant = 0;
    if (view->strides[axis] != dense) contiguous = 0;
    dense *= p->extents[axis];
  }
  if (constant) return pw_splat;
  if (contiguous) return pw_direct;
  if (l->rows_per_block > 1) return pw_copy;
  const ff_int inner = view->strides[p->rank - 1];
  return inner == 1 ? pw_direct : inner == 0 ? pw_splat : pw_copy;
}

// The first and the last float of a view.
static void pw_bounds(const ff_pointwise *p, const ff_view *view, ff_int *low, ff_int *high) {
  *low = *high = view->offset;
  for (ff_int axis = 0; axis < p->rank; axis++) {
    const ff_int reach = view->strides[axis] * (p->extents[axis] - 1);
    *(reach < 0 ? low : high) += reach;
  }
}

static int pw_overlap(const ff_pointwise *p, const ff_view *a, const ff_view *b) {
  ff_int low, high, from, to;
  pw_bounds(p, a, &low, &high);
  pw_bounds(p, b, &from, &to);
  return from <= high && low <= to;
}

// The last instruction that reads a leaf; beyond the tape if a result is the leaf itself.
static ff_int pw_last_use(const ff_pointwise *p, const ff_int leaf) {
  for (ff_int r = 0; r < p->result_count; r++)
    if (p->result_sources[r] == leaf) return p->instruction_count;
  ff_int last = -1;
  for (ff_int i = 0; i < p->instruction_count; i++)
    for (int o = 0; o < p->tape[i].arity; o++)
      if (p->tape[i].operands[o] == leaf) last = i;
  return last;
}

// Lets the last writer of a result write in place, where that is safe.
static void pw_place_results(pw_plan *plan) {
  const ff_pointwise *p = plan->p;
  const ff_int bias = p->leaf_count + p->constant_count;
  for (ff_int i = 0; i < p->instruction_count; i++) plan->direct[i] = -1;
  for (ff_int r = 0; r < p->result_count; r++) {
    if (plan->result_kind[r] != pw_direct || p->result_sources[r] < bias) continue;
    ff_int writer = p->instruction_count - 1;
    while (writer >= 0 && p->tape[writer].destination != p->result_sources[r] - bias) writer--;
    if (writer < 0 || plan->direct[writer] >= 0) continue;
    int safe = 1;
    for (ff_int leaf = 0; leaf < p->leaf_count; leaf++)
      if (pw_overlap(p, &p->leaves[leaf], &p->results[r]) && pw_last_use(p, leaf) > writer)
        safe = 0;
    if (safe) plan->direct[writer] = (int32_t)r;
  }
}

// Offset of a view at the start of a row, and the coordinates of that row.
static ff_int pw_row_offset(const ff_pointwise *p, const ff_view *view, ff_int row,
                            ff_int *coordinates) {
  ff_int offset = view->offset;
  for (ff_int axis = p->rank - 2; axis >= 0; axis--) {
    coordinates[axis] = row % p->extents[axis];
    row /= p->extents[axis];
    offset += coordinates[axis] * view->strides[axis];
  }
  return offset;
}

static ff_int pw_next_row(const ff_pointwise *p, const ff_view *view, ff_int offset,
                          ff_int *coordinates) {
  for (ff_int axis = p->rank - 2; axis >= 0; axis--) {
    offset += view->strides[axis];
    if (++coordinates[axis] < p->extents[axis]) return offset;
    offset -= coordinates[axis] * view->strides[axis];
    coordinates[axis] = 0;
  }
  return offset;
}

// Copies `rows` x `n` points between a view and a dense block.
static void pw_transfer(float *arena, const ff_pointwise *p, const ff_view *view, ff_int row,
                        ff_int column, ff_int rows, ff_int n, float *dense, int to_view) {
  ff_int coordinates[ff_maximum_rank];
  const ff_int inner = view->strides[p->rank - 1];
  ff_int offset = pw_row_offset(p, view, row, coordinates) + column * inner;
  for (ff_int r = 0; r < rows; r++) {
    float *there = arena + offset;
    float *here = dense + r * n;
    if (to_view) {
      if (inner == 1)
        for (ff_int i = 0; i < n; i++) there[i] = here[i];
      else
        for (ff_int i = 0; i < n; i++) there[i * inner] = here[i];
    } else {
      if (inner == 1)
        for (ff_int i = 0; i < n; i++) here[i] = there[i];
      else if (inner == 0)
        for (ff_int i = 0; i < n; i++) here[i] = there[0];
      else
        for (ff_int i = 0; i < n; i++) here[i] = there[i * inner];
    }
    offset = pw_next_row(p, view, offset, coordinates);
  }
}

#define PW_LOAD(source) LOADV((source).data + (i & (source).mask))
// Whole vectors, then the rest through a vector on the stack. Operands may be read a little
// after their end; nothing is written there.
#define PW_LOOP(value)                                                              \
  {                                                                                 \
    ff_int i = 0;                                                                   \
    for (; i + VECTOR <= n; i += VECTOR) STOREV(value, d + i);                      \
    if (i < n) {                                                                    \
      float rest[VECTOR];                                                           \
      STOREV(value, rest);                                                          \
      for (ff_int e = 0; i + e < n; e++) d[i + e] = rest[e];                        \
    }                                                                               \
    break;                                                                          \
  }
#define PW_UNARY(name) \
  case ff_function_##name: PW_LOOP(ff_##name(PW_LOAD(a)))
#define PW_BINARY(name) \
  case ff_function_##name: PW_LOOP(ff_##name(PW_LOAD(a), PW_LOAD(b)))
#define PW_TERNARY(name) \
  case ff_function_##name: PW_LOOP(ff_##name(PW_LOAD(a), PW_LOAD(b), PW_LOAD(c)))

// d[0 ..< n] = function(a, b, c)
static void pw_apply(int32_t function, float *d, pw_source a, pw_source b, pw_source c, ff_int n) {
  switch (function) {
    FF_FUNCTIONS(PW_UNARY, PW_BINARY, PW_TERNARY)
  }
}

static void pw_run_block(float *arena, const pw_plan *plan, ff_int block) {
  const ff_pointwise *p = plan->p;
  const pointwise_layout *l = &plan->layout;
  const ff_int bias = p->leaf_count + p->constant_count;
  pw_source *sources = plan->sources;
  ff_int row, column = 0, rows = 1, n = l->length;
  if (l->pieces > 0) {
    row = block / l->pieces;
    column = (block - row * l->pieces) * l->span;
    n = min(l->span, l->length - column);
  } else {
    row = block * l->rows_per_block;
    rows = min(l->rows_per_block, l->rows - row);
  }
  const ff_int count = rows * n;
  ff_int coordinates[ff_maximum_rank];

  for (ff_int leaf = 0; leaf < p->leaf_count; leaf++) {
    const ff_view *view = &p->leaves[leaf];
    const ff_int inner = view->strides[p->rank - 1];
    if (plan->leaf_kind[leaf] == pw_copy) {
      sources[leaf].data = plan->scratch + leaf * l->span;
      pw_transfer(arena, p, view, row, column, rows, n, sources[leaf].data, 0);
      continue;
    }
    float *from = arena + pw_row_offset(p, view, row, coordinates) + column * inner;
    if (plan->leaf_kind[leaf] == pw_direct) {
      sources[leaf].data = from;
    } else {
      sources[leaf].data = plan->splats + leaf * VECTOR;
      STOREV((FLOATV)(*from), sources[leaf].data);
    }
  }
  for (ff_int r = 0; r < p->register_count; r++)
    sources[bias + r].data = plan->scratch + (p->leaf_count + r) * l->span;

  for (ff_int i = 0; i < p->instruction_count; i++) {
    const ff_instruction *step = &p->tape[i];
    const int arity = step->arity;
    const pw_source a = sources[step->operands[0]];
    const pw_source b = arity > 1 ? sources[step->operands[1]] : a;
    const pw_source c = arity > 2 ? sources[step->operands[2]] : a;
    if (plan->direct[i] >= 0) {
      const ff_view *view = &p->results[plan->direct[i]];
      sources[bias + step->destination].data =
          arena + pw_row_offset(p, view, row, coordinates) +
          column * view->strides[p->rank - 1];
    }
    pw_apply(step->function, sources[bias + step->destination].data, a, b, c, count);
  }

  for (ff_int r = 0; r < p->result_count; r++) {
    const pw_source from = sources[p->result_sources[r]];
    const ff_view *view = &p->results[r];
    float *dense = from.data;
    if (from.mask == 0) {
      dense = plan->scratch + (p->leaf_count + p->register_count) * l->span;
      for (ff_int i = 0; i < count; i++) dense[i] = from.data[0];
    }
    if (plan->result_kind[r] == pw_direct) {
      float *to = arena + pw_row_offset(p, view, row, coordinates) +
                  column * view->strides[p->rank - 1];
      if (to != dense)
        for (ff_int i = 0; i < count; i++) to[i] = dense[i];
    } else {
      pw_transfer(arena, p, view, row, column, rows, n, dense, 1);
    }
  }
}

static void pointwise_body(float *arena, const void *parameters, int64_t first, int64_t last) {
  const ff_pointwise *p = parameters;
  const ff_int source_count = p->leaf_count + p->constant_count + p->register_count;
  pw_plan plan = {.p = p, .layout = pointwise_layout_of(p)};
  int8_t kinds[p->leaf_count + p->result_count + 1];
  int32_t direct[p->instruction_count + 1];
  pw_source sources[source_count + 1];
  const ff_int scratch = (p->leaf_count + p->register_count + 1) * plan.layout.span;
  const ff_int splats = (p->leaf_count + p->constant_count) * VECTOR;
  float *memory = __builtin_alloca_with_align((size_t)(scratch + splats) * sizeof(float), 512);
  plan.leaf_kind = kinds;
  plan.result_kind = kinds + p->leaf_count;
  plan.direct = direct;
  plan.scratch = memory;
  plan.splats = memory + scratch;
  plan.sources = sources;

  for (ff_int leaf = 0; leaf < p->leaf_count; leaf++) {
    plan.leaf_kind[leaf] = (int8_t)pw_kind(p, &plan.layout, &p->leaves[leaf]);
    // A leaf that is itself a result must survive what another result writes over it.
    if (pw_last_use(p, leaf) == p->instruction_count)
      for (ff_int r = 0; r < p->result_count; r++)
        if (pw_overlap(p, &p->leaves[leaf], &p->results[r])) plan.leaf_kind[leaf] = pw_copy;
    sources[leaf].mask = plan.leaf_kind[leaf] == pw_splat ? 0 : -1;
  }
  for (ff_int c = 0; c < p->constant_count; c++) {
    sources[p->leaf_count + c] = (pw_source){plan.splats + (p->leaf_count + c) * VECTOR, 0};
    STOREV((FLOATV)(p->constants[c]), sources[p->leaf_count + c].data);
  }
  for (ff_int r = 0; r < p->register_count; r++)
    sources[p->leaf_count + p->constant_count + r].mask = -1;
  for (ff_int r = 0; r < p->result_count; r++)
    plan.result_kind[r] = (int8_t)pw_kind(p, &plan.layout, &p->results[r]);
  pw_place_results(&plan);
  for (ff_int block = first; block < last; block++) pw_run_block(arena, &plan, block);
}

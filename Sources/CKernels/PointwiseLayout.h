// How the pointwise kernel cuts its iteration space into blocks; one item is one block.
#ifndef FF_POINTWISE_LAYOUT_H
#define FF_POINTWISE_LAYOUT_H

#include "include/KernelPointwise.h"

// Long rows are cut into pieces of `span` points; of short rows, several make a block.
typedef struct pointwise_layout {
  int64_t span;            // most points in a block
  int64_t length;          // points of a row (the last axis)
  int64_t rows;            // points of all other axes
  int64_t pieces;          // blocks in a row, or 0 if a block holds whole rows
  int64_t rows_per_block;  // 1 if rows are cut
  int64_t blocks;
} pointwise_layout;

static inline pointwise_layout pointwise_layout_of(const ff_pointwise *p) {
  pointwise_layout l;
  const int64_t sources = p->leaf_count + p->register_count;
  l.span = sources <= 8 ? 1024 : sources <= 16 ? 512 : 256;
  l.length = p->extents[p->rank - 1];
  l.rows = 1;
  for (int64_t axis = 0; axis + 1 < p->rank; axis++) l.rows *= p->extents[axis];
  if (l.length > l.span / 2) {
    l.pieces = (l.length + l.span - 1) / l.span;
    l.rows_per_block = 1;
    l.blocks = l.rows * l.pieces;
  } else {
    l.pieces = 0;
    l.rows_per_block = l.length > 0 ? l.span / l.length : 1;
    l.blocks = l.length > 0 ? (l.rows + l.rows_per_block - 1) / l.rows_per_block : 0;
  }
  return l;
}

#endif

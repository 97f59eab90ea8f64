#include <math.h>

#include "Common.h"

enum { most_wanted = 64 };

/// The nearest points so far.
typedef struct {
  float *distances;
  int *indices;
  int count, wanted;
} ranking;

FM_INLINE void rank(ranking *r, float distance, int index) {
  int at = r->count;
  while (at > 0 && (r->distances[at - 1] > distance ||
                    (r->distances[at - 1] == distance && r->indices[at - 1] > index)))
    at--;
  if (at == r->wanted) return;
  if (r->count < r->wanted) r->count++;
  for (int i = r->count - 1; i > at; i--) {
    r->distances[i] = r->distances[i - 1];
    r->indices[i] = r->indices[i - 1];
  }
  r->distances[at] = distance;
  r->indices[at] = index;
}

/// Cells `from...to` of a row of cells.
FM_INLINE void visit(const fm_points *p, ranking *r, int from, int to, int row, float x, float y) {
  if (row < 0 || row >= p->rows) return;
  from = fm_max(from, 0);
  to = fm_min(to, p->columns - 1);
  if (from > to) return;
  const int end = p->starts[row * p->columns + to + 1];
  for (int i = p->starts[row * p->columns + from]; i < end; i++) {
    const float dx = p->x[i] - x, dy = p->y[i] - y;
    rank(r, dx * dx + dy * dy, p->indices[i]);
  }
}

int fm_nearest(const fm_points *p, int wanted, float x, float y, float *distances, int *indices) {
  ranking r = {distances, indices, 0, fm_min(wanted, p->count)};
  const int column = (int)floorf((x - p->left) / p->cell), row = (int)floorf((y - p->top) / p->cell);
  for (int ring = 0;; ring++) {
    if (ring == 0) {
      visit(p, &r, column, column, row, x, y);
    } else {
      visit(p, &r, column - ring, column + ring, row - ring, x, y);
      visit(p, &r, column - ring, column + ring, row + ring, x, y);
      for (int j = row - ring + 1; j < row + ring; j++) {
        visit(p, &r, column - ring, column - ring, j, x, y);
        visit(p, &r, column + ring, column + ring, j, x, y);
      }
    }
    // Points of further rings are at least this far away.
    const float reach = ring * p->cell;
    if (r.count == r.wanted && (r.count == 0 || distances[r.count - 1] <= reach * reach)) return r.count;
  }
}

void fm_inverse_distance(const fm_points *p, const float *dx, const float *dy, int wanted, int step, int row,
                         float *x_result, float *y_result, int columns) {
  float distances[most_wanted];
  int indices[most_wanted];
  for (int column = 0; column < columns; column++) {
    const int count =
        fm_nearest(p, fm_min(wanted, most_wanted), column * step, row * step, distances, indices);
    double sum_x = 0, sum_y = 0, total = 0;
    for (int i = 0; i < count; i++) {
      const double reach = sqrt((double)distances[i]) + 0.5, weight = 1 / (reach * reach);
      sum_x += weight * dx[indices[i]];
      sum_y += weight * dy[indices[i]];
      total += weight;
    }
    x_result[column] = (float)(sum_x / total);
    y_result[column] = (float)(sum_y / total);
  }
}

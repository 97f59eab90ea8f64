// Numbers of work-items, and how finely to cut work. The items must agree with Kernels/*.cl.
#include "PointwiseLayout.h"
#include "include/CForeframeKernels.h"

static int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }
static int64_t at_least(int64_t a, int64_t b) { return a > b ? a : b; }
static int64_t at_most(int64_t a, int64_t b) { return a < b ? a : b; }

int64_t ff_convolution_items(const ff_convolution *p) {
  const int64_t pixels = p->images * p->out_height * p->out_width;
  return p->batches * ceil_div(p->cout, p->block) * ceil_div(pixels, p->pixels_per_item);
}

int64_t ff_filter_gradient_items(const ff_filter_gradient *p, int64_t block) {
  const int64_t rows = p->kernel_height * p->kernel_width * p->cin;
  return p->batches * ceil_div(p->cout, block) * ceil_div(rows, p->rows_per_item);
}

int64_t ff_winograd_items(const ff_winograd *p) {
  const int64_t tiles = p->images * p->tile_rows * p->tile_columns;
  return ceil_div(ceil_div(p->cout, p->block), p->blocks_per_item) *
         ceil_div(tiles, p->tiles_per_item);
}

int ff_winograd_finishes_rows(const ff_winograd *p) {
  return p->blocks_per_item * p->block >= p->cout && p->tiles_per_item % p->tile_columns == 0;
}

int64_t ff_winograd_filter_items(const ff_winograd_filter *p) {
  return ceil_div(p->cout, p->block) * ceil_div(p->cin, WINOGRAD_FILTER_ROWS);
}

int64_t ff_winograd_correlate_items(const ff_winograd_gradient *p) { return p->items; }

int64_t ff_winograd_collect_items(const ff_winograd_gradient *p) {
  return ceil_div(p->cout, p->block) * ceil_div(p->cin, WINOGRAD_FILTER_ROWS);
}

int64_t ff_pack_items(const ff_pack *p) {
  return p->batches * ceil_div(p->cout, p->block) * p->kernel_height;
}

int64_t ff_round_channels_items(const ff_bf16 *p) {
  return ceil_div(p->images * p->height * p->width, BF16_PIXELS);
}

int64_t ff_round_images_items(const ff_bf16 *p) {
  return ceil_div(ceil_div(p->images, 2) * p->height * p->width, BF16_PIXELS);
}

int64_t ff_reduce_items(const ff_reduce *p) {
  if (p->inner >= 8) return p->outer * p->parts * ceil_div(p->inner, 64);
  const int64_t length = at_least(1, p->reduced / p->parts * p->inner);
  return ceil_div(p->outer * p->parts, at_least(1, 4096 / length));
}

int64_t ff_gather_items(const ff_gather *p) { return ceil_div(p->count, 16); }

int64_t ff_sort_rows_items(const ff_scatter *p) { return p->rows > 0; }

int64_t ff_scatter_add_items(const ff_scatter *p) {
  if (p->rows == 0) return 0;
  const int64_t ranges = ceil_div(p->rows, ceil_div(p->rows, SCATTER_RANGES));
  return ranges * ceil_div(p->width, SCATTER_COLUMNS);
}

int64_t ff_warp_items(const ff_warp *p) {
  return ceil_div(p->images * p->height * p->width, WARP_PIXELS);
}

int64_t ff_displacement_gradient_items(const ff_warp *p) { return ff_warp_items(p); }

int64_t ff_transposed_warp_items(const ff_warp *p) { return p->images * p->bands; }

int64_t ff_random_items(const ff_random *p) { return ceil_div(p->count, 4096); }

int64_t ff_pointwise_items(const ff_pointwise *p) { return pointwise_layout_of(p).blocks; }

// The smallest number of parts, at most `most`, that cuts `pieces` times as many items evenly
// (within 4 percent) between the cores; otherwise the most even one.
static int64_t even_parts(int64_t pieces, int64_t most, int64_t parallelism) {
  int64_t best = 1;
  double best_loss = 1e30;
  for (int64_t parts = 1; parts <= at_least(most, 1); parts++) {
    const int64_t items = pieces * parts;
    const double loss =
        (double)(ceil_div(items, parallelism) * parallelism) / (double)at_least(items, 1);
    if (loss < best_loss - 1e-9) {
      best = parts;
      best_loss = loss;
    }
    if (loss <= 1.04) return parts;
  }
  return best;
}

void ff_plan_convolution(
    ff_convolution *p, const ff_geometry *geometry, int64_t parallelism, int64_t most_pixels) {
  const int64_t pixels = at_least(1, p->images * p->out_height * p->out_width);
  const int64_t step = 2 * geometry->tile_pixels;
  const int64_t blocks = p->batches * ceil_div(p->cout, p->block);
  const int64_t most = at_most(ceil_div(pixels, 2 * step), 8 * parallelism);
  const int64_t groups = even_parts(blocks, most, at_least(1, parallelism));
  p->pixels_per_item = ceil_div(ceil_div(pixels, groups), step) * step;
  if (most_pixels > 0)
    p->pixels_per_item = at_most(p->pixels_per_item, at_least(1, most_pixels / step) * step);
}

// Whole vectors, an odd number of cache lines apart, so that tiles do not share a set.
static int64_t row_of_tile(int64_t width) {
  const int64_t row = ceil_div(width, 16) * 16;
  return row % 32 == 0 ? row + 16 : row;
}

// How many tiles make a group: `few` keep columns and outputs in the second-level cache, `many` stream
// the weights less often. Floats that move beyond that cache decide, a tile's or all weights'.
static int64_t group_room(
    int64_t tiles, int64_t many, int64_t few, int64_t weights, int64_t spilled) {
  const int64_t by_few = ceil_div(tiles, few) * weights;
  const int64_t by_many = ceil_div(tiles, many) * weights + tiles * spilled;
  return by_few <= by_many ? few : many;
}

// Parts of the tiles where there are more threads than blocks: what ends first. Threads without an item
// wait, but short items waste more of the register tile.
static int64_t parts_for_many(
    const ff_winograd *p, int64_t tiles, int64_t step, int64_t blocks, int64_t threads) {
  int64_t best = 1, best_time = INT64_MAX;
  for (int64_t parts = 1; parts <= at_most(threads, ceil_div(tiles, step)); parts++) {
    const int64_t rows = at_most(blocks, ceil_div(threads, parts)), share = ceil_div(blocks, rows);
    const int64_t each = ceil_div(ceil_div(tiles, parts), step) * step;
    const int64_t items = ceil_div(tiles, each) * ceil_div(blocks, share);
    const int64_t channels = share * p->block;
    const int64_t time = ceil_div(items, threads) * each *
                         (36 * p->cin * channels + 200 * (p->cin + channels));
    if (time < best_time) {
      best = parts;
      best_time = time;
    }
  }
  return best;
}

void ff_plan_winograd(
    ff_winograd *p, int64_t width, const ff_geometry *geometry, int64_t parallelism,
    const ff_winograd_cut *cut) {
  const int64_t tiles = at_least(1, p->images * p->tile_rows * p->tile_columns);
  const int64_t blocks = ceil_div(p->cout, p->block), step = geometry->tile_pixels;
  const int64_t threads = at_least(1, parallelism);
  p->v_tile = row_of_tile(width);
  // Inputs and products of one column of points, in floats.
  const int64_t column = 6 * (p->v_tile + p->block);
  const int64_t many = at_least(step, (160 * 1024) / column / step * step);
  // Cut the tiles where there are enough of them: cut blocks transform the same inputs again.
  int64_t most = at_most(parallelism, at_least(1, 3 * tiles / (2 * many)));
  if (cut->order == ff_winograd_order_tiles) most = threads;
  if (cut->order == ff_winograd_order_blocks) most = ceil_div(threads, blocks);
  int64_t parts = even_parts(1, at_most(most, ceil_div(tiles, step)), most);
  if (parts * blocks < threads && cut->order == ff_winograd_order_planned)
    parts = parts_for_many(p, tiles, step, blocks, threads);
  const int64_t rows = at_most(blocks, ceil_div(threads, parts));
  const int64_t share = ceil_div(tiles, parts), rounds = ceil_div(share, step);
  // Whole rows of tiles, where that takes no more rounds of the register tile.
  p->tiles_per_item = ceil_div(share, p->tile_columns) * p->tile_columns;
  if (ceil_div(p->tiles_per_item, step) > rounds) p->tiles_per_item = rounds * step;
  p->blocks_per_item = ceil_div(blocks, rows);
  const int64_t channels = p->blocks_per_item * p->block;
  const int64_t waiting = 6 * p->tile * channels;
  int64_t room = group_room(
      p->tiles_per_item, many, at_least(2 * step, (192 * 1024) / (column + waiting) / step * step),
      36 * p->cin * channels, 3 * waiting + 2 * p->tile * p->tile * channels);
  if (cut->most_tiles > 0) room = at_least(1, cut->most_tiles / step) * step;
  const int64_t groups = ceil_div(p->tiles_per_item, room);
  p->tiles_per_group = ceil_div(ceil_div(p->tiles_per_item, groups), step) * step;
  p->scratch_per_item = p->tiles_per_group * (column + waiting);
}

void ff_plan_winograd_gradient(
    ff_winograd_gradient *p, const ff_geometry *geometry, int64_t parallelism) {
  const int64_t tiles = at_least(1, p->images * p->tile_rows * p->tile_columns);
  const int64_t units = 6 * ceil_div(p->cout, p->block), vector = geometry->vector;
  p->panels = 0;
  for (int64_t part = 0; part < p->part_count; part++)
    p->panels += ceil_div(p->parts[part].channels, vector);
  // As few as take no more units each.
  p->items = ceil_div(units, ceil_div(units, at_least(1, parallelism)));
  // A column's inputs stay in the second-level cache, a point's gradients in the first.
  const int64_t room =
      at_most(128, at_least(geometry->tile_pixels, (128 * 1024) / (6 * p->panels * vector)));
  p->tiles_per_group = ceil_div(tiles, ceil_div(tiles, room));
  p->scratch_per_item = 6 * p->tiles_per_group * (p->panels * vector + p->block);
}

void ff_plan_filter_gradient(
    ff_filter_gradient *p, const ff_geometry *geometry, int64_t parallelism) {
  // Rows of a tile: items had better be cut between tiles.
  const int64_t step = geometry->tile_pixels * (p->cout <= geometry->vector ? 2 : 1);
  const int64_t taps = p->kernel_height * p->kernel_width;
  const int64_t blocks = p->batches * ceil_div(p->cout, geometry->block);
  const int64_t rows = at_least(1, taps * p->cin);
  // The rows of an item stay in the second-level cache; those of a patch are few.
  const int64_t most_rows =
      p->cin < 6 && taps > 1 ? 64 / step * step : at_least(step, 98304 / geometry->block);
  int64_t parts = even_parts(
      blocks, at_most(ceil_div(rows, step), 8 * parallelism), at_least(1, parallelism));
  parts *= ceil_div(ceil_div(rows, parts), most_rows);
  int64_t per_item = ceil_div(rows, parts);
  // Whole taps, if that stays even enough; otherwise whole tiles.
  if (p->cin >= 6 && per_item >= 6 * p->cin)
    per_item = ceil_div(per_item, p->cin) * p->cin;
  else
    per_item = ceil_div(per_item, step) * step;
  p->rows_per_item = per_item;
}

int64_t ff_reduce_parts(int64_t outer, int64_t reduced, int64_t inner) {
  if (outer * reduced * inner < 32768) return 1;
  const int64_t rows = inner >= 8 ? outer * ceil_div(inner, 64) : outer;
  const int64_t enough = at_least(1, 64 / at_least(1, rows));
  return at_least(1, at_most(enough, reduced * at_most(inner, 64) / 4096));
}

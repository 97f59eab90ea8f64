// A Winograd convolution with a pointwise launch after it, pixel by pixel: as soon as rows of tiles are
// finished, the pointwise launch runs over their pixels, which are still in the cache.

// The pointwise launch at pixels first ..< last of `pixels`, which its outer axes number.
static void pointwise_pixels(float *arena, const ff_pointwise *p, ff_int first, ff_int last,
                             ff_int pixels) {
  // The axis that tells pixels apart: in front of it are whole images or rows of them.
  ff_int outer = 1, axis = 0;
  while (outer * p->extents[axis] < pixels) outer *= p->extents[axis++];
  const ff_int length = p->extents[axis], points = outer * length / pixels;
  first *= points;
  last *= points;

  ff_view views[p->leaf_count + p->result_count];
  ff_pointwise part = *p;
  part.leaves = views;
  part.results = views + p->leaf_count;
  for (ff_int a = 0; a < axis; a++) part.extents[a] = 1;
  for (ff_int row = first / length; row * length < last; row++) {
    const ff_int from = max(first - row * length, 0), to = min(last - row * length, length);
    part.extents[axis] = to - from;
    for (ff_int v = 0; v < p->leaf_count + p->result_count; v++) {
      views[v] = v < p->leaf_count ? p->leaves[v] : p->results[v - p->leaf_count];
      ff_int rest = row;
      for (ff_int a = axis - 1; a >= 0; a--) {
        views[v].offset += rest % p->extents[a] * views[v].strides[a];
        rest /= p->extents[a];
      }
      views[v].offset += from * views[v].strides[axis];
    }
    pointwise_body(arena, &part, 0, pointwise_layout_of(&part).blocks);
  }
}

// The first pixel, numbered through all images, of a row of tiles.
static ff_int first_pixel(const ff_winograd *p, ff_int tile_row) {
  const ff_int image = tile_row / p->tile_rows;
  const ff_int row = min((tile_row - image * p->tile_rows) * p->tile, p->height);
  return (image * p->height + row) * p->width;
}

static void winograd_then_pointwise_body(float *arena, const void *parameters, int64_t first,
                                         int64_t last) {
  const ff_winograd_then_pointwise *pair = parameters;
  const ff_winograd p = *pair->winograd;
  for (int64_t item = first; item < last; item++) {
    tile_group g;
    const ff_int end = start_item(arena, &p, item, &g);
    ff_int done = g.last / p.tile_columns;
    while (g.last < end) {
      next_group(arena, &p, &g, end);
      const ff_int finished = g.last / p.tile_columns;
      pointwise_pixels(arena, pair->pointwise, first_pixel(&p, done), first_pixel(&p, finished),
                       p.images * p.height * p.width);
      done = finished;
    }
  }
}

/// The hot loops of motion estimation and advection. Images are rows of floats without padding; x runs
/// along a row, y down. Every result is the same whatever the rows that one call computes, so callers may
/// share rows out to threads.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// What stands outside an image.
typedef enum {
  FM_ZERO,
  /// The nearest pixel of the image.
  FM_NEAREST,
  /// The image mirrored about its outermost pixels, which are not repeated.
  FM_REFLECTED,
} fm_border;

/// Floats of scratch memory that `fm_blur` needs.
static inline long fm_blur_scratch(int width, int radius) { return 4L * (width + 2L * radius + 16); }

/// Rows `from..<to` of a convolution along x and y with a symmetric kernel of `2 * radius + 1` taps.
void fm_blur(const float *source, float *result, int width, int height, int from, int to, const float *kernel,
             int radius, fm_border border, float *scratch);

/// The weighted sum of two images.
typedef struct {
  const float *first, *second;
  float factor, second_factor;
} fm_mixture;

/// The same of a sum of two images, with zero outside, times `gain`, added to `sum`.
void fm_add_blurred(fm_mixture source, const float *gain, float *sum, int width, int height, int from, int to,
                    const float *kernel, int radius, float *scratch);

/// For each of fewer places the mean of those that it covers: `taps` weights from `starts[i]` on.
typedef struct {
  const int *starts;
  const float *weights;
  int taps;
} fm_areas;

/// Rows `from..<to` of an image of fewer pixels; `scratch` has room for a row of the source.
void fm_reduce(const float *source, int width, float *result, int new_width, fm_areas columns, fm_areas rows,
               int from, int to, float *scratch);

/// For each of more places the two that it lies between, and the share of the second.
typedef struct {
  const int *first, *second;
  const float *share;
} fm_places;

/// Rows `from..<to` of an image of other size, bilinear, times `scale`; `scratch` has room for a row of the
/// source.
void fm_resize(const float *source, int width, float *result, int new_width, fm_places columns, fm_places rows,
               float scale, int from, int to, float *scratch);

/// Rows `from..<to` of result(p) = source(p + d(p)), bilinear. Outside, the source is zero or the nearest
/// pixel.
void fm_warp(const float *source, const float *dx, const float *dy, float *result, int width, int height,
             int from, int to, fm_border border);

/// What a moved frame is made of. All planes have one size.
typedef struct {
  const float *frame;
  /// 1 where the frame is observed, 0 elsewhere; null: everywhere.
  const float *mask;
  /// What comes in from outside of the frame or the mask, moved along; the nearest pixel of it.
  const float *edge;
  /// Half of what comes in, not moved; null: none.
  const float *still;
  /// What is taken away from the result.
  float level;
} fm_movable;

/// The same, times `gain`, added to `sum`.
void fm_add_resized(const float *source, int width, const float *gain, float *sum, int new_width,
                    fm_places columns, fm_places rows, int from, int to, float *scratch);

/// Rows `from..<to` of a frame at p + d(p): the mean of the observed pixels among the four around it by
/// their bilinear weights, or what comes in where these are less than half; less the level, and zero where
/// p is not observed.
void fm_move(const fm_movable *movable, const float *dx, const float *dy, float *result, int width, int height,
             int from, int to);

/// One lead of semi-Lagrangian advection by the midpoint rule, in rows `from..<to`: with
/// s = v(p + D), then s = v(p + D - s / 2), D becomes D - s. The velocity is multiplied by `decay` and held
/// at the border.
void fm_advect(const float *vx, const float *vy, float *dx, float *dy, int width, int height, int from,
               int to, float decay);

/// Derivatives by the 3x3 operator (side, centre, side) x (-1, 0, 1), not divided by its gain; mirrored at
/// the border. Sobel: 1, 2. Scharr: 3, 10. Rows `from..<to`.
void fm_derivatives(const float *image, float *gx, float *gy, int width, int height, int from, int to,
                    float side, float centre);

/// Sums over the window of `2 * radius + 1` pixels squared around each pixel of gx gx, gx gy and gy gy, and
/// from them the smaller eigenvalue; mirrored at the border.
///
/// - Returns: 0, or -1 where memory ran out.
int fm_smaller_eigenvalues(const float *gx, const float *gy, float *result, int width, int height,
                            int radius);

/// A level of the dense inverse search (Kroeger et al. 2016). `older` stands for I1 in the paper, the image
/// that is searched; `newer` is the template.
typedef struct {
  /// The template, and its derivatives by the Sobel operator.
  const float *newer, *gx, *gy;
  /// The image that is searched, with `border` pixels more on every side, the nearest ones repeated.
  const float *older;
  int width, height, border;
  /// Pixels of a patch's side, and from one patch to the next.
  int patch, stride;
  /// Patches in a row and in a column.
  int columns, rows;
  /// Steps of the descent in each of the two passes.
  int steps;
} fm_search_level;

/// Searches rows `from..<to` of patches, which start from the dense field `u`, `v`; one pass forward, one
/// backward. Vectors spread from patch to patch within these rows only.
void fm_search(const fm_search_level *level, const float *u, const float *v, float *patch_u, float *patch_v,
               int from, int to);

/// The dense field: the mean of the vectors of the patches over each pixel, weighted by how well they fit.
/// `sum`, of the size of the field, becomes the sum of the weights.
void fm_densify(const fm_search_level *level, const float *patch_u, const float *patch_v, float *u, float *v,
                float *sum);

/// Variational refinement of a field (Brox et al. 2004, as used by Kroeger et al.): brightness and gradient
/// constancy, smoothness, each under a robust norm; `fixed` fixed-point steps of `sweeps` sweeps of
/// successive over-relaxation on a checkerboard.
typedef struct {
  float smoothness, brightness, gradient;
  /// Errors well below this count by their square, larger ones by their size.
  float epsilon;
  int fixed, sweeps;
} fm_refinement;

/// Refines `u`, `v` in place: newer(p) = older(p + (u, v)).
///
/// - Returns: 0, or -1 where memory ran out.
int fm_refine(const fm_refinement *weights, const float *newer, const float *older, float *u, float *v,
              int width, int height);

/// A level of a pyramid for point tracking, with `border` pixels more on every side.
typedef struct {
  /// Mirrored about the image's border.
  const float *image;
  /// Derivatives of `image` per pixel, zero outside of it.
  const float *gx, *gy;
  int width, height;
} fm_track_level;

typedef struct {
  int window, border, steps;
  /// Steps that are shorter end the search.
  float shortest;
  /// The smaller eigenvalue, as a mean over the window, below which a point is given up.
  float eigenvalue;
} fm_tracking;

/// Follows `count` points (x, y) from `first` to `second` (pyramids, the finest level first; Bouguet 2001).
///
/// `found` becomes where they are, or not a number for those that are lost.
void fm_track(const fm_tracking *tracking, const fm_track_level *first, const fm_track_level *second,
              int levels, const float *points, float *found, int count);

/// Points in square cells: those of cell c are `starts[c]..<starts[c + 1]`.
typedef struct {
  const float *x, *y;
  /// What is given back for a point.
  const int *indices;
  const int *starts;
  float left, top, cell;
  int columns, rows, count;
} fm_points;

/// The `wanted` nearest points (all, if there are fewer), with squared distances, the nearest first; of
/// equally near ones that with the smaller index.
///
/// - Returns: how many.
int fm_nearest(const fm_points *points, int wanted, float x, float y, float *distances, int *indices);

/// Row `row` of a grid with a node at every `step` pixels: the mean of the vectors of the nearest points
/// (at most 64), by the weight (d + 0.5)^-2 at the distance d.
void fm_inverse_distance(const fm_points *points, const float *dx, const float *dy, int wanted, int step,
                         int row, float *x_result, float *y_result, int columns);

/// Adds the products of `count` planes in `pixels` places to `sums`, `[count, count]`, of which the upper
/// triangle is set.
void fm_add_products(const float *const *planes, int count, long pixels, double *sums);

#ifdef __cplusplus
}
#endif

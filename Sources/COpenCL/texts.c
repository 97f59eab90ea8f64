// The texts of the kernels, as they are in the folder Kernels.
#include "COpenCL.h"

static const char prelude[] = {
#embed "../CKernels/include/KernelParameters.h"
    , '\n',
#embed "../../Kernels/vectors.cl"
    , 0};
static const char activations[] = {
#embed "../../Kernels/activations.cl"
    , 0};
static const char tile[] = {
#embed "../../Kernels/tile.cl"
    , 0};
static const char winograd[] = {
#embed "../../Kernels/winograd.cl"
    , 0};
static const char winograd_points[] = {
#embed "../../Kernels/winograd_points.cl"
    , 0};
static const char winograd_gradient[] = {
#embed "../../Kernels/winograd_gradient.cl"
    , 0};
static const char convolution[] = {
#embed "../../Kernels/convolution.cl"
    , 0};
static const char filter_gradient[] = {
#embed "../../Kernels/filter_gradient.cl"
    , 0};
static const char pack[] = {
#embed "../../Kernels/pack.cl"
    , 0};
static const char reduce[] = {
#embed "../../Kernels/reduce.cl"
    , 0};
static const char gather[] = {
#embed "../../Kernels/gather.cl"
    , 0};
static const char random_numbers[] = {
#embed "../../Kernels/random.cl"
    , 0};
static const char pointwise[] = {
#embed "../../Kernels/pointwise.cl"
    , 0};

const char *ff_opencl_text(ff_opencl_text_name name) {
  switch (name) {
    case ff_text_of_prelude: return prelude;
    case ff_text_of_activations: return activations;
    case ff_text_of_tile: return tile;
    case ff_text_of_convolution: return convolution;
    case ff_text_of_winograd_points: return winograd_points;
    case ff_text_of_winograd: return winograd;
    case ff_text_of_winograd_gradient: return winograd_gradient;
    case ff_text_of_filter_gradient: return filter_gradient;
    case ff_text_of_pack: return pack;
    case ff_text_of_reduce: return reduce;
    case ff_text_of_gather: return gather;
    case ff_text_of_random: return random_numbers;
    case ff_text_of_pointwise: return pointwise;
  }
  return "";
}

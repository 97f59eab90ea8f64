// The shipped choices as text (`make tune-table` makes them anew).
#include "include/CForeframeKernels.h"

static const char shipped[] = {
#embed "../../Tuning/shipped.json"
    , 0};

const char *ff_shipped_tuning(void) { return shipped; }

// Entries sorted by whole numbers, for GPUs, without an atomic operation.
//
// An entry finds its place without the others: its place in its own run, and the number of entries of
// the other run that come before it. Entries of one key stay in their order. Sorted entries are two lists
// one after the other: their keys, ascending, and their own numbers.

// The first of keys[first ..< last], ascending, that is not below a key.
INLINE int lower_bound(global const int *keys, int first, int last, const int key) {
  while (first < last) {
    const int middle = first + (last - first) / 2;
    if (keys[middle] < key)
      first = middle + 1;
    else
      last = middle;
  }
  return first;
}

// Sorts the entries of a work-group by key, an item each; `keys` has room for GPU_GROUP. Items from
// `count` on have no entry: their key must be larger than all others.
INLINE void sort_block(local int *keys, const int key, const int count, global int *to) {
  const int item = get_local_id(0), n = get_global_id(0);
  keys[item] = key;
  barrier(CLK_LOCAL_MEM_FENCE);
  int place = n - item;
  for (int other = 0; other < GPU_GROUP; other++)
    place += keys[other] < key || (keys[other] == key && other < item);
  if (n >= count) return;
  to[place] = key;
  to[count + place] = n;
}

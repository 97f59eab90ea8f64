// Columns of the packed weights of products for GPUs.
//
// They are output channels. With several gates, slices of cout / gates channels, they are dealt
// out to tiles of columns so that a tile has all gates of its channels, those of one side by side:
//
//   column = tile number * tile + (channel in the tile) * gates + gate,  tile / gates channels a tile

// The output channel of a column, or -1.
INLINE ff_int channel_of_column(const ff_gpu_pack *p, const ff_int column) {
  const uint share = (uint)p->tile / (uint)p->gates, channels = (uint)p->cout / (uint)p->gates;
  const uint number = (uint)column / (uint)p->tile, within = (uint)column - number * (uint)p->tile;
  const uint local_channel = within / (uint)p->gates;
  const uint gate = within - local_channel * (uint)p->gates;
  const uint channel = number * share + local_channel;
  return local_channel < share && channel < channels ? (ff_int)(gate * channels + channel) : -1;
}

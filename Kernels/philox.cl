// Philox 4x32-10: random words that depend on a key and a counter alone
// (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3; SC 2011).

// Four random words for a counter.
INLINE void philox(uint key0, uint key1, uint c0, uint c1, uint c2, uint c3, uint *word0,
                   uint *word1, uint *word2, uint *word3) {
  for (int round = 0; round < 10; round++) {
    const uint high0 = mul_hi(0xD2511F53u, c0), low0 = 0xD2511F53u * c0;
    const uint high1 = mul_hi(0xCD9E8D57u, c2), low1 = 0xCD9E8D57u * c2;
    c0 = high1 ^ c1 ^ key0;
    c1 = low1;
    c2 = high0 ^ c3 ^ key1;
    c3 = low0;
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  *word0 = c0;
  *word1 = c1;
  *word2 = c2;
  *word3 = c3;
}

// RUN: %triple %s
// EVERY: 7
// Checksums and ciphers in the C manner: CRC-32 by table, Adler, FNV, SHA-1, RC4, XTEA, Luhn, with static tables that are made
// at the first use and buffers that fill up.
#include <cstdint>
#include <cstdio>
#include <cstring>

static uint32_t crc_table[16];
static bool crc_ready;

static uint32_t crc32(const char *p, size_t n)
{
  if (!crc_ready) {
    for (uint32_t i = 0; i < 16; i++) {
      uint32_t c = i;
      for (int k = 0; k < 4; k++) c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
      crc_table[i] = c;
    }
    crc_ready = true;
  }
  uint32_t crc = ~0u;
  while (n--) {
    crc ^= (unsigned char)*p++;
    crc = crc_table[crc & 15] ^ (crc >> 4);
    crc = crc_table[crc & 15] ^ (crc >> 4);
  }
  return ~crc;
}

static uint32_t adler32(const char *p)
{
  uint32_t a = 1, b = 0;
  for (; *p; ++p) {
    a = (a + (unsigned char)*p) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

static uint64_t fnv(const char *s) { return *s ? (fnv(s + 1) ^ (unsigned char)*s) * 1099511628211ull : 14695981039346656037ull; }

struct sha1 {
  uint32_t h[5];
  unsigned char block[64];
  uint64_t length;
};
static inline uint32_t rotate(uint32_t x, int n) { return x << n | x >> (32 - n); }

static void sha1_block(sha1 *s)
{
  uint32_t w[80];
  for (int i = 0; i < 16; i++)
    w[i] = (uint32_t)s->block[4 * i] << 24 | s->block[4 * i + 1] << 16 | s->block[4 * i + 2] << 8 | s->block[4 * i + 3];
  for (int i = 16; i < 80; i++) w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  uint32_t a = s->h[0], b = s->h[1], c = s->h[2], d = s->h[3], e = s->h[4];
  for (int i = 0; i < 80; i++) {
    uint32_t f, k;
    if (i < 20)
      f = (b & c) | (~b & d), k = 0x5a827999;
    else if (i < 40)
      f = b ^ c ^ d, k = 0x6ed9eba1;
    else if (i < 60)
      f = (b & c) | (b & d) | (c & d), k = 0x8f1bbcdc;
    else
      f = b ^ c ^ d, k = 0xca62c1d6;
    uint32_t t = rotate(a, 5) + f + e + k + w[i];
    e = d, d = c, c = rotate(b, 30), b = a, a = t;
  }
  uint32_t *h = s->h;
  *h++ += a, *h++ += b, *h++ += c, *h++ += d, *h += e;
}
static void sha1_add(sha1 *s, const void *data, size_t n)
{
  const unsigned char *p = (const unsigned char *)data;
  while (n > 0) {
    size_t at = s->length % 64, take = 64 - at < n ? 64 - at : n;
    memcpy(s->block + at, p, take);
    s->length += take;
    p += take;
    n -= take;
    if (s->length % 64 == 0) sha1_block(s);
  }
}
static void sha1_text(const char *text, char *hex)
{
  sha1 s = {{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}, {0}, 0};
  sha1_add(&s, text, strlen(text));
  uint64_t bits = s.length * 8;
  unsigned char pad[72] = {0x80};
  size_t n = (119 - s.length % 64) % 64 + 1;
  for (int i = 0; i < 8; i++) pad[n + i] = (unsigned char)(bits >> (56 - 8 * i));
  sha1_add(&s, pad, n + 8);
  for (int i = 0; i < 5; i++) hex += sprintf(hex, "%08x", s.h[i]);
}

struct rc4 {
  unsigned char s[256], i, j;
};
static void rc4_start(rc4 *r, const char *key)
{
  int n = strlen(key);
  for (int i = 0; i < 256; i++) r->s[i] = i;
  for (int i = 0, j = 0; i < 256; i++) {
    j = (j + r->s[i] + key[i % n]) & 255;
    unsigned char t = r->s[i];
    r->s[i] = r->s[j];
    r->s[j] = t;
  }
  r->i = r->j = 0;
}
static unsigned char rc4_next(rc4 *r)
{
  r->j += r->s[++r->i];
  unsigned char t = r->s[r->i];
  r->s[r->i] = r->s[r->j];
  r->s[r->j] = t;
  return r->s[(r->s[r->i] + t) & 255];
}

static void xtea(uint32_t v[2], const uint32_t key[4], bool back)
{
  const uint32_t delta = 0x9e3779b9;
  uint32_t sum = back ? delta * 32 : 0;
  for (int i = 0; i < 32; i++) {
    if (!back) {
      v[0] += (((v[1] << 4) ^ (v[1] >> 5)) + v[1]) ^ (sum + key[sum & 3]);
      sum += delta;
      v[1] += (((v[0] << 4) ^ (v[0] >> 5)) + v[0]) ^ (sum + key[(sum >> 11) & 3]);
    } else {
      v[1] -= (((v[0] << 4) ^ (v[0] >> 5)) + v[0]) ^ (sum + key[(sum >> 11) & 3]);
      sum -= delta;
      v[0] -= (((v[1] << 4) ^ (v[1] >> 5)) + v[1]) ^ (sum + key[sum & 3]);
    }
  }
}

static bool luhn(const char *digits)
{
  int sum = 0, n = 0;
  for (const char *p = digits + strlen(digits); p-- > digits;) {
    if (*p == ' ') continue;
    int d = *p - '0';
    if (n++ & 1) d = d > 4 ? 2 * d - 9 : 2 * d;
    sum += d;
  }
  return sum % 10 == 0;
}

int main()
{
  static const char *const texts[] = {"", "123456789", "The quick brown fox jumps over the lazy dog"};
  char hex[41];
  for (const char *t : texts) {
    sha1_text(t, hex);
    printf("%08x %08x %016llx %s\n", crc32(t, strlen(t)), adler32(t), (unsigned long long)fnv(t), hex);
  }
  rc4 r;
  rc4_start(&r, "Key");
  for (const char *p = "Plaintext"; *p; p++) printf("%02X", *p ^ rc4_next(&r));
  uint32_t v[2] = {0x41424344, 0x45464748}, key[4] = {0x00010203, 0x04050607, 0x08090a0b, 0x0c0d0e0f};
  xtea(v, key, false);
  printf(" %08x%08x", v[0], v[1]);
  xtea(v, key, true);
  printf(" %08x%08x\n", v[0], v[1]);
  printf("%d%d%d\n", luhn("4539 1488 0343 6467"), luhn("8273 1232 7352 0569"), luhn("0"));
  return 0;
}

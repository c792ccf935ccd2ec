// A worker that looks for the number whose SHA-256, after the challenge, begins with enough zero
// bits. Our own SHA-256 (FIPS 180-4), since crypto.subtle is missing without https and, asked a
// hundred thousand times for one block, is slower.

const K = new Uint32Array(64);
const START = new Uint32Array(8);
{
  // The first 32 bits of the fractional parts of roots of the first primes.
  const fraction = (root) => ((root % 1) * 2 ** 32) >>> 0;
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) {
    if (primes.every((prime) => n % prime)) primes.push(n);
  }
  primes.forEach((prime, i) => {
    K[i] = fraction(Math.cbrt(prime));
    if (i < 8) START[i] = fraction(Math.sqrt(prime));
  });
}

const words = new Uint32Array(64);
const bytes = new Uint8Array(64);

// The first 32 bits of the hash of a text of at most 55 ASCII characters: one block.
function firstBits(length) {
  for (let i = 0; i < 16; i += 1) {
    const at = i * 4;
    words[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  words[15] = length * 8;
  for (let i = 16; i < 64; i += 1) {
    const x = words[i - 15];
    const y = words[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = words[i - 16] + s0 + words[i - 7] + s1;
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0;
    d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  return (START[0] + a) >>> 0;
}

function solve(challenge, bits) {
  const head = `${challenge}:`;
  bytes.fill(0);
  for (let i = 0; i < head.length; i += 1) bytes[i] = head.charCodeAt(i);
  for (let n = 0; ; n += 1) {
    const answer = String(n);
    const length = head.length + answer.length;
    for (let i = 0; i < answer.length; i += 1) bytes[head.length + i] = answer.charCodeAt(i);
    bytes[length] = 0x80;
    if (firstBits(length) >>> (32 - bits) === 0) return answer;
  }
}

addEventListener("message", ({ data }) => postMessage(solve(data.challenge, data.bits)));

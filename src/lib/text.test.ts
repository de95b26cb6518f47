import { expect, test } from 'vitest';
import { wellFormed, writable } from './text.ts';

test('what no text file holds becomes the sign for it, everything else stays (R5)', () => {
  const all = Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).join('');
  expect(writable(all)).toBe(`${'\ufffd'.repeat(9)}\t\n\ufffd\ufffd\r${'\ufffd'.repeat(18)}`);
  expect(writable('a\ufffeb\uffffc\ud800d\udc00e')).toBe('a\ufffdb\ufffdc\ufffdd\ufffde');
  expect(writable('主干 😀 é\u0085 <&>"')).toBe('主干 😀 é\u0085 <&>"');
  expect(wellFormed('a\u0000\ud800😀')).toBe('a\u0000\ufffd😀');
});

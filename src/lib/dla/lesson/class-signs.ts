// The signs that codes of a class are written with: no two of them look alike, and there are as many as a prime, so that two
// signs at the end catch every pair of mistakes.

const SIGNS = '0123456789ACDEFGHJKMNPQRTVWXY';
export const BASE = SIGNS.length;

/** What a hand writes, or an eye reads, for one of the signs. */
const alike = new Map(Object.entries({ B: '8', I: '1', L: '1', O: '0', S: '5', U: 'V', Z: '2' }));

const GROUP = 4;
/** Fewer are a word that somebody typed, more than forty steps need. */
const FEWEST = 7;
const MOST = 400;
/** How many signs at the end are for checking. */
const CHECKS = 2;

/** Every mistake in two signs at most, and every two that change places, changes one of the sums. */
function checksOf(digits: readonly number[]): readonly [number, number] {
  let [sum, weighted] = [7, 11];
  for (const [index, digit] of digits.entries()) {
    sum = (sum + digit) % BASE;
    weighted = (weighted + digit * ((index % (BASE - 1)) + 1)) % BASE;
  }
  return [sum, weighted];
}

/** Digits as signs in groups of four, with those that check them. */
export function writeSigns(digits: readonly number[]): string {
  const signs = [...digits, ...checksOf(digits)].map((digit) => SIGNS[digit]).join('');
  return signs.match(new RegExp(`.{1,${GROUP}}`, 'g'))!.join('-');
}

/** The digits of a text however it is typed; `none` where it is no code, `mistyped` where a sign of it is another. */
export function readSigns(text: string): readonly number[] | 'none' | 'mistyped' {
  const typed = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Dash}_.·]/gu, '');
  const digits = [...typed].map((sign) => SIGNS.indexOf(alike.get(sign) ?? sign));
  if (digits.length < FEWEST || digits.length > MOST || digits.includes(-1)) return 'none';
  const data = digits.slice(0, -CHECKS);
  const [sum, weighted] = checksOf(data);
  return digits.at(-2) === sum && digits.at(-1) === weighted ? data : 'mistyped';
}

import { BASE } from './class-signs.ts';

// What a code holds, as one large number: a digit of as many values as there are answers to tell apart, one after the other.

/** Puts digits together; those that come first are read first. */
export class DigitWriter {
  readonly #digits: { readonly value: number; readonly radix: number }[] = [];

  put(value: number, radix: number): void {
    this.#digits.push({ value, radix });
  }

  /** A number as a person types one, as short as it can be told; beyond what a number holds exactly, the nearest. */
  putNumber(value: number): void {
    const { negative, mantissa, scale } = scaled(value);
    this.put(negative ? 1 : 0, 2);
    this.put(scale, SCALES);
    let rest = mantissa;
    do {
      this.put(rest % PART, PART);
      rest = Math.floor(rest / PART);
      this.put(rest > 0 ? 1 : 0, 2);
    } while (rest > 0);
  }

  /** In the base of the signs, so many of them at least. */
  written(least: number): readonly number[] {
    let whole = this.#digits.reduceRight((sum, { value, radix }) => sum * BigInt(radix) + BigInt(value), 0n);
    const digits: number[] = [];
    for (; whole > 0n; whole /= BigInt(BASE)) digits.push(Number(whole % BigInt(BASE)));
    while (digits.length < least) digits.push(0);
    return digits;
  }
}

export class DigitReader {
  #rest: bigint;

  constructor(digits: readonly number[]) {
    this.#rest = digits.reduceRight((sum, digit) => sum * BigInt(BASE) + BigInt(digit), 0n);
  }

  take(radix: number): number {
    const digit = this.#rest % BigInt(radix);
    this.#rest /= BigInt(radix);
    return Number(digit);
  }

  takeNumber(): number {
    const negative = this.take(2) === 1;
    const scale = this.take(SCALES) - FINEST;
    let mantissa = 0;
    let unit = 1;
    let more: boolean;
    do {
      mantissa += Math.min(this.take(PART) * unit, Number.MAX_SAFE_INTEGER);
      unit = Math.min(unit * PART, Number.MAX_SAFE_INTEGER);
      more = this.take(2) === 1;
    } while (more);
    const value = scale < 0 ? mantissa / 10 ** -scale : mantissa * 10 ** scale;
    return negative ? -value : value;
  }

  /** Whether nothing is left to be read. */
  get isAtEnd(): boolean {
    return this.#rest === 0n;
  }
}

const PART = 16;
/** From four places behind the point to a million. */
const FINEST = 4;
const SCALES = FINEST + 7;

/** `15,700,000` is 157 hundred thousands: zeros at the end cost nothing. */
function scaled(value: number): { readonly negative: boolean; readonly mantissa: number; readonly scale: number } {
  const size = Math.min(Math.abs(value), Number.MAX_SAFE_INTEGER);
  let scale = FINEST;
  let mantissa = Math.round(size);
  for (let places = 1; places <= FINEST && mantissa / 10 ** (places - 1) !== size; places += 1) {
    const finer = Math.round(size * 10 ** places);
    if (!Number.isSafeInteger(finer)) break;
    mantissa = finer;
    scale = FINEST - places;
  }
  for (; mantissa > 0 && mantissa % 10 === 0 && scale < SCALES - 1; mantissa /= 10) scale += 1;
  return { negative: value < 0 && mantissa > 0, mantissa, scale };
}

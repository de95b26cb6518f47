import { InertObject } from './pickle-values.ts';

/** The values that protocols 0 and 1 write as text, a line each. */

/** Longer integers are no sizes, strides or offsets, and their value would take long to find. */
const MOST_DIGITS = 40;

/** INT and LONG: `12`, `-3L`; `00` and `01` are False and True. */
export function decimal(line: string): number | bigint | boolean | InertObject {
  if (line === '00' || line === '01') return line === '01';
  const [, digits] = /^(-?\d+)L?$/.exec(line) ?? [];
  if (digits === undefined || digits.length > MOST_DIGITS) return new InertObject('integer');
  return Number.isSafeInteger(Number(digits)) ? Number(digits) : BigInt(digits);
}

/** FLOAT: `0.5`, `1e+300`, `nan`, `-inf`. */
export const real = (line: string): number => Number(line.replace('inf', 'Infinity'));

const PIECE = 8192;

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += PIECE)
    text += String.fromCharCode(...bytes.subarray(start, start + PIECE));
  return text;
}

/** STRING: Python's `repr` of it; nobody asks for what is escaped in one. */
export const unquoted = (line: Uint8Array): string => latin1(line.subarray(1, -1));

/** UNICODE: Python's raw-unicode-escape. */
export const rawUnicode = (line: Uint8Array): string =>
  latin1(line).replaceAll(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

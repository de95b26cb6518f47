import type { LayoutMark } from './layout.ts';

/** Advance widths of Inter in thousandths of an em, regular weight; what is not listed counts as a wide letter. */
const widths = new Map(
  Object.entries({
    ' ': 282,
    '·': 290,
    '.': 290,
    ',': 290,
    ':': 290,
    '/': 370,
    '(': 370,
    ')': 370,
    '-': 460,
    _: 460,
    '−': 640,
    '+': 660,
    '×': 640,
    '~': 660,
    '1': 480,
    '7': 580,
    i: 245,
    j: 245,
    l: 245,
    t: 365,
    f: 365,
    r: 400,
    m: 890,
    w: 820,
    M: 905,
    W: 1040,
    I: 280,
  }),
);

/** Roughly how wide a text of Inter is, in the unit of `size`: never much too small, so that labels keep clear. */
export function textWidth(text: string, size: number): number {
  let sum = 0;
  for (const character of text) sum += widths.get(character) ?? otherWidth(character);
  return (sum / 1000) * size;
}

function otherWidth(character: string): number {
  if (character >= '0' && character <= '9') return 640;
  if (character >= 'a' && character <= 'z') return 600;
  if (character >= 'A' && character <= 'Z') return 720;
  // Chinese characters and all else fill the em.
  return 1000;
}

/** The room that the sign of a block takes of its height. */
const SIGN_ROOM = 8;

/** Whether the name of a mark fits into it, at a size in units. */
export const fitsInside = (
  { label, width, height, open, sign }: Pick<LayoutMark, 'label' | 'width' | 'height' | 'open' | 'sign'>,
  size: number,
): boolean =>
  open === true || (textWidth(label, size) <= width - 4 && size <= height - 8 - (sign === undefined ? 0 : SIGN_ROOM));

// Whole numbers as people type them.

export interface WholeRange {
  min?: number;
  max?: number;
  /** Values are min (or 0) plus a multiple of this. */
  step?: number;
}

/** Why a text is refused. */
export type NumberProblem =
  | { kind: 'whole' }
  | { kind: 'below'; min: number }
  | { kind: 'above'; max: number }
  | { kind: 'step'; step: number; nearest: number };

export type WholeNumber = { value: number } | { problem: NumberProblem };

const bounds = ({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }: WholeRange) => ({ min, max });

/** Digits, with commas between groups of three if at all: '1,5' is no 15. */
export function readWhole(text: string, range: WholeRange = {}): WholeNumber {
  const plain = text.trim().replace(/^−/, '-');
  if (!/^[+-]?(\d+|\d{1,3}(,\d{3})+)$/.test(plain)) return { problem: { kind: 'whole' } };
  const value = Number(plain.replaceAll(',', ''));
  const { min, max } = bounds(range);
  if (value < min) return { problem: { kind: 'below', min } };
  if (value > max) return { problem: { kind: 'above', max } };
  const nearest = onStep(value, range);
  if (nearest !== value) return { problem: { kind: 'step', step: range.step ?? 1, nearest } };
  return { value: value === 0 ? 0 : value };
}

/** The nearest value that the step allows, within the range. */
function onStep(value: number, range: WholeRange): number {
  const { step = 1, min = 0 } = range;
  const last = min + Math.floor((bounds(range).max - min) / step) * step;
  return Math.min(last, min + Math.round((value - min) / step) * step);
}

/** One step up or down (several with times), kept within the range and on the step. */
export function stepWhole(value: number, direction: 1 | -1, range: WholeRange = {}, times = 1): number {
  const { min, max } = bounds(range);
  const moved = value + direction * times * (range.step ?? 1);
  return onStep(Math.min(max, Math.max(min, moved)), range);
}

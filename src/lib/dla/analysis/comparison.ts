export type ComparisonSign = '<=' | '>=' | '<' | '>' | '==' | '!=';

/**
 * Whether what was measured is as a condition wants it; lists are equal by their members. What a network does not have, null, is
 * neither more nor less than anything, nor equal to it.
 */
export function compares<T extends number | boolean | string | readonly number[]>(
  measured: T | null,
  is: ComparisonSign,
  wanted: T | null,
): boolean {
  if (measured === null || wanted === null) return is === '!=';
  switch (is) {
    case '==':
      return isEqual(measured, wanted);
    case '!=':
      return !isEqual(measured, wanted);
    case '<=':
      return measured <= wanted;
    case '>=':
      return measured >= wanted;
    case '<':
      return measured < wanted;
    case '>':
      return measured > wanted;
  }
}

const isEqual = (a: unknown, b: unknown): boolean =>
  a === b || (Array.isArray(a) && JSON.stringify(a) === JSON.stringify(b));

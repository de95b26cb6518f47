import type { Draft } from './operator-draft.ts';
import type { Translated } from './translate.ts';

/** Drafts, and what takes each. */
export interface Graph {
  readonly drafts: readonly Draft[];
  readonly outputs: ReadonlySet<number>;
  /** The one draft that takes a result; undefined where none or several do, or where it is an output. */
  readonly taker: (at: number) => number | undefined;
  /** All drafts that take a result, one that takes it twice twice; an output of the network counts as one more. */
  readonly takers: (at: number) => readonly number[];
  /** The first input of a draft, where nothing else takes it. */
  readonly before: (at: number) => number | undefined;
}

export function graphOf({ drafts, outputs }: Translated): Graph {
  const takers: number[][] = drafts.map(() => []);
  drafts.forEach(({ inputs }, at) => inputs.forEach((input) => takers[input]!.push(at)));
  const ends = new Set(outputs);
  const taker = (at: number): number | undefined =>
    takers[at]!.length === 1 && !ends.has(at) ? takers[at]![0] : undefined;
  return {
    drafts,
    outputs: ends,
    taker,
    takers: (at) => (ends.has(at) ? [...takers[at]!, -1] : takers[at]!),
    before: (at) => {
      const [input] = drafts[at]!.inputs;
      return input !== undefined && taker(input) === at ? input : undefined;
    },
  };
}

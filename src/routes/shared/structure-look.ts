import { structures, type StructureName } from '#lib/dla/structures/structures.ts';

/** How a structure's curve is told apart: by colour, dash and mark, the same in every training. */
export interface CurveLook {
  readonly colour: string;
  readonly dash: string;
  /** Outline of its marks, around 0, 0. */
  readonly mark: string;
}

const circle = 'M-3.2,0A3.2,3.2 0 1 1 3.2,0A3.2,3.2 0 1 1 -3.2,0Z';
const square = 'M-3,-3H3V3H-3Z';
const triangle = 'M0,-4L3.8,3H-3.8Z';
const diamond = 'M0,-4.2L4.2,0L0,4.2L-4.2,0Z';
const cross = 'M-3.5,-1.2H-1.2V-3.5H1.2V-1.2H3.5V1.2H1.2V3.5H-1.2V1.2H-3.5Z';
const bar = 'M-1.4,-4H1.4V4H-1.4Z';

const looks: Readonly<Record<StructureName, CurveLook>> = {
  plain: { colour: 'var(--muted)', dash: '', mark: square },
  shallow: { colour: 'var(--chg)', dash: '2 3', mark: diamond },
  ida: { colour: 'var(--add)', dash: '7 3', mark: triangle },
  tree: { colour: 'var(--agg)', dash: '12 3', mark: circle },
  reentrant: { colour: 'var(--del)', dash: '7 3 2 3', mark: cross },
  merged: { colour: 'var(--accent)', dash: '4 2', mark: bar },
};

export const lookOf = (structure: StructureName): CurveLook => looks[structure];

/** `(d) tree` */
export const structureLabel = (name: StructureName): string => `(${structures[name].letter}) ${name}`;

import { structures, type StructureName } from '#lib/dla/structures/structures.ts';
import type { Part, StructurePlan } from '#lib/dla/structures/plan.ts';
import type { Pictogram, Point } from '#lib/graph/layout/layout.ts';

const COLUMN = 10;
const ROW = 8;
const BASE = 22;

const made = new Map<StructureName, Pictogram>();

/** The figure-2 pictogram of a structure with four blocks, in a 40 × 28 box. */
export function structurePictogram(name: StructureName): Pictogram {
  const known = made.get(name);
  if (known) return known;
  const pictogram = draw(structures[name].plan(4));
  made.set(name, pictogram);
  return pictogram;
}

/** A chain of up to four blocks: what stands for a group that is no level. */
export const chainPictogram = (blocks: number): Pictogram =>
  centred(draw(structures.plain.plan(Math.max(1, Math.min(4, blocks)))), blocks);

function centred(pictogram: Pictogram, blocks: number): Pictogram {
  const aside = (COLUMN * (4 - Math.max(1, Math.min(4, blocks)))) / 2;
  const first = 5 + aside;
  const last = first + (pictogram.blocks.length - 1) * COLUMN;
  return {
    ...pictogram,
    backbone: first < last ? `M${first},${BASE}H${last}` : '',
    blocks: pictogram.blocks.map(([x, y]): Point => [x + aside, y]),
  };
}

function draw({ takes, nodes, output }: StructurePlan): Pictogram {
  const x = (column: number): number => 5 + COLUMN * column;
  const blockAt = takes.map((_, index): Point => [x(index), BASE]);
  const nodeAt = nodes.map(({ above, height }): Point => [x(above), BASE - ROW * Math.min(2, height)]);
  const at = (part: Part): Point | undefined =>
    part.startsWith('block') ? blockAt[Number(part.slice(5))] : nodeAt[Number(part.slice(4))];
  const backbone = takes.map((part, index) => {
    const from = part === 'input' ? undefined : at(part);
    if (!from) return '';
    const to = x(index);
    return part.startsWith('block')
      ? `M${from[0]},${BASE}H${to}`
      : `M${from[0]},${from[1]}H${to - COLUMN / 2}V${BASE}H${to}`;
  });
  const aggregation = nodes.flatMap(({ inputs }, index) =>
    inputs.map((part) => {
      const [from, to] = [at(part)!, nodeAt[index]!];
      return `M${from[0]},${from[1]}V${to[1]}H${to[0]}`;
    }),
  );
  // A shallow chain ends above its first block: its result leaves upwards.
  const end = at(output)!;
  if (output.startsWith('node') && end[0] < x(takes.length - 1)) aggregation.push(`M${end[0]},${end[1]}V${end[1] - 5}`);
  return { backbone: backbone.join(''), aggregation: aggregation.join(''), blocks: blockAt, nodes: nodeAt };
}

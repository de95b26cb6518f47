import { isKeyOf } from '#lib/own-key.ts';
import { ida } from './ida.ts';
import { merged } from './merged.ts';
import { plain } from './plain.ts';
import type { Part, Structure, StructurePlan } from './plan.ts';
import { shallow } from './shallow.ts';
import { reentrant, tree } from './tree.ts';

/** The six structures of the paper's figure 2, in its order. */
export const structures = { plain, shallow, ida, tree, reentrant, merged } as const satisfies Record<string, Structure>;

export type StructureName = keyof typeof structures;
export const structureNames = Object.keys(structures) as readonly StructureName[];
export const isStructureName = (name: string): name is StructureName => isKeyOf(structures, name);

/** Why a structure cannot join that many blocks, if so. */
export function blocksFault(name: StructureName, blocks: number): 'power-of-two' | 'at-least-two' | undefined {
  const { powerOfTwo, leastBlocks } = structures[name];
  if (powerOfTwo && !Number.isInteger(Math.log2(blocks))) return 'power-of-two';
  return blocks < leastBlocks ? 'at-least-two' : undefined;
}

/**
 * The plan of a level. With `levelRoot` the final node takes the pooled level input as well: last, or as the first
 * inherited child in a merged tree (there two blocks come before the children).
 */
export function planLevel(name: StructureName, blocks: number, levelRoot: boolean): StructurePlan {
  const plan = structures[name].plan(blocks);
  if (!levelRoot) return plan;
  const nodes = plan.nodes.map((each, index) => {
    if (index !== plan.nodes.length - 1) return each;
    const at = name === 'merged' ? 2 : each.inputs.length;
    const inputs: Part[] = [...each.inputs.slice(0, at), 'bottom', ...each.inputs.slice(at)];
    return { ...each, inputs };
  });
  return { ...plan, nodes };
}

/** Whether a level has an aggregation node at all: without one `levelRoot` and `rootResidual` mean nothing. */
export const hasNode = (name: StructureName, blocks: number): boolean => structures[name].plan(blocks).nodes.length > 0;

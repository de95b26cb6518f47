import {
  block,
  chain,
  listNames,
  node,
  type Part,
  type PlannedNode,
  type Structure,
  type StructurePlan,
} from './plan.ts';

function planTree(blocks: number, reentrant: boolean): StructurePlan {
  const takes = chain(blocks);
  const nodes: PlannedNode[] = [];
  const close = (from: number, to: number): readonly [Part, height: number] => {
    if (to - from === 1) return [block(from), 0];
    const middle = (from + to) / 2;
    const [left, leftHeight] = close(from, middle);
    if (reentrant) takes[middle] = left;
    const [right, rightHeight] = close(middle, to);
    const height = Math.max(leftHeight, rightHeight) + 1;
    nodes.push({ inputs: [right, left], above: to - 1, height });
    return [node(nodes.length - 1), height];
  };
  const [output] = close(0, blocks);
  return { takes, nodes, output };
}

/** Figure 2 (d), section 3.2: a binary tree over a chain of blocks; nodes in post-order. */
export const tree: Structure = {
  letter: 'd',
  powerOfTwo: true,
  leastBlocks: 1,
  plan: (blocks) => planTree(blocks, false),
  names: listNames,
};

/** Figure 2 (e): the tree whose right halves start from the aggregated left half. */
export const reentrant: Structure = { ...tree, letter: 'e', plan: (blocks) => planTree(blocks, true) };

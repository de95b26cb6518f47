import { block, chain, listNames, node, type Part, type PlannedNode, type Structure } from './plan.ts';

/** Figure 2 (b): from the deepest block back to the first; the shallowest block passes one node only. */
export const shallow: Structure = {
  letter: 'b',
  powerOfTwo: false,
  leastBlocks: 1,
  plan(blocks) {
    const nodes: PlannedNode[] = [];
    let last: Part = block(blocks - 1);
    for (let index = blocks - 2; index >= 0; index -= 1) {
      nodes.push({ inputs: [last, block(index)], above: index, height: 1 });
      last = node(nodes.length - 1);
    }
    return { takes: chain(blocks), nodes, output: last };
  },
  names: listNames,
};

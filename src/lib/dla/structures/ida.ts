import { block, chain, listNames, node, type Part, type PlannedNode, type Structure } from './plan.ts';

/** Figure 2 (c), section 3.1: from the first block on; the shallowest block passes every node. */
export const ida: Structure = {
  letter: 'c',
  powerOfTwo: false,
  leastBlocks: 1,
  plan(blocks) {
    const nodes: PlannedNode[] = [];
    let last: Part = block(0);
    for (let index = 1; index < blocks; index += 1) {
      nodes.push({ inputs: [block(index), last], above: index, height: 1 });
      last = node(nodes.length - 1);
    }
    return { takes: chain(blocks), nodes, output: last };
  },
  names: listNames,
};

import { block, chain, listNames, type Structure } from './plan.ts';

/** Figure 2 (a): blocks in a row, no aggregation. */
export const plain: Structure = {
  letter: 'a',
  powerOfTwo: false,
  leastBlocks: 1,
  plan: (blocks) => ({ takes: chain(blocks), nodes: [], output: block(blocks - 1) }),
  names: listNames,
};

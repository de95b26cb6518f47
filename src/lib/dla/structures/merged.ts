import { block, node, type Part, type PlannedNode, type Structure, type StructureNames } from './plan.ts';

/** Figure 2 (f): the authors' `Tree`; nodes of one depth merge with the parent's, and children are inherited. */
export const merged: Structure = {
  letter: 'f',
  powerOfTwo: true,
  leastBlocks: 2,
  plan(blocks) {
    const takes: Part[] = [];
    const nodes: PlannedNode[] = [];
    const close = (from: number, to: number, input: Part, children: readonly Part[]): Part => {
      if (to - from === 2) {
        takes.push(input, block(from));
        nodes.push({ inputs: [block(from + 1), block(from), ...children], above: to - 1, height: 1 + children.length });
        return node(nodes.length - 1);
      }
      const middle = (from + to) / 2;
      const left = close(from, middle, input, []);
      return close(middle, to, left, [...children, left]);
    };
    const output = close(0, blocks, 'input', []);
    return { takes, nodes, output };
  },
  names(blocks): StructureNames {
    const depth = Math.log2(blocks);
    const branch = (index: number, bits: number): string[] =>
      Array.from({ length: bits }, (_, bit) => ((index >> (bits - 1 - bit)) & 1 ? 'tree2' : 'tree1'));
    return {
      block: (index) => branch(index, depth),
      // Node j closes the depth-1 tree of blocks 2j and 2j + 1: nodes come in the order of the block pairs.
      node: (index) => [...branch(index, depth - 1), 'root'],
      project: [...branch(0, depth - 1), 'project'],
    };
  },
};

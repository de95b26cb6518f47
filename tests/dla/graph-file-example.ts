import type { Issue } from '#lib/issue.ts';
import { parseGraph } from '#lib/dla/network/graph-file.ts';

// A sound graph file, and what tests change in it.

/** A table of a file that a test may change at will. */
export type Table = Record<string, unknown>;
export interface File extends Table {
  nodes: Table[];
  groups: Table[];
}

/** image → stem → first → second; join takes (second, first); logits. */
export const sound = (): File => ({
  format: 'dla-graph',
  version: 1,
  name: 'two blocks and a node',
  nodes: [
    { id: 'image', kind: 'input', attributes: { channels: 3, height: 64, width: 64 } },
    { id: 'stem', kind: 'conv-unit', inputs: ['image'], attributes: { outChannels: 16, kernel: 7 } },
    { id: 'first', kind: 'block', inputs: ['stem'], attributes: { block: 'basic', outChannels: 32, stride: 2 } },
    { id: 'second', kind: 'block', inputs: ['first'], attributes: { block: 'basic', outChannels: 32 } },
    { id: 'join', kind: 'aggregation', inputs: ['second', 'first'], attributes: { outChannels: 32 } },
    { id: 'logits', kind: 'classifier', inputs: ['join'], attributes: { classes: 10 } },
  ],
  groups: [{ id: 'level2', label: 'level 2', members: ['first', 'second', 'join'] }],
});

export const issuesOf = (file: unknown): readonly Issue[] => {
  const result = parseGraph(JSON.stringify(file, null, 2));
  return result.ok ? [] : result.issues;
};

/** The issues of the sound file after a change. */
export const after = (change: (file: File) => unknown): readonly Issue[] => {
  const file = sound();
  change(file);
  return issuesOf(file);
};

export const put = (file: File, id: string, change: Table): void => {
  Object.assign(
    file.nodes.find((node) => node.id === id)!,
    change,
  );
};
export const attribute = (file: File, id: string, change: Table): void => {
  Object.assign(file.nodes.find((node) => node.id === id)!.attributes as Table, change);
};
export const add = (file: File, ...nodes: Table[]): void => void file.nodes.push(...nodes);

/** Groups in groups. */
export const nested = (depth: number): Table[] =>
  Array.from({ length: depth }, (_, at) => ({ id: `g${at}`, members: at < depth - 1 ? [`g${at + 1}`] : ['first'] }));

/** As many nodes, one behind the other. */
export const chain = (count: number): Table[] =>
  Array.from({ length: count }, (_, at) =>
    at === 0
      ? { id: 'n0', kind: 'input', attributes: { channels: 1, height: 1, width: 1 } }
      : { id: `n${at}`, kind: 'relu', inputs: [`n${at - 1}`] },
  );

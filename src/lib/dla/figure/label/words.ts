import type { Shape } from '#lib/dla/ops/op.ts';

/** The few words in a figure; a page hands in those of its language. */
export interface FigureWords {
  readonly base: string;
  readonly head: string;
  channels(count: number): string;
  classes(count: number): string;
  /** A kind of node or block: `basic` → `basic block`. */
  kind(kind: string): string;
  /** `B2, basic block, 128×28×28, takes B1, gives to N1`; all but the label may be empty. */
  description(label: string, kind: string, shape: string, takes: readonly string[], gives: readonly string[]): string;
  group(label: string, blocks: number): string;
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['basic', 'basic block'],
  ['bottleneck', 'bottleneck block'],
  ['split', 'split block'],
  ['res2net', 'res2net block'],
  ['aggregation', 'aggregation node'],
  ['fuse-conv', 'decoder node'],
  ['conv-unit', 'convolution'],
  ['conv', 'convolution'],
  ['down-sample', 'pooling'],
  ['up-sample', 'up-sampling'],
  ['dense-head', 'dense head'],
  ['input', 'image'],
]);

export const plainWords: FigureWords = {
  base: 'base',
  head: 'head',
  channels: (count) => `${count} ch`,
  classes: (count) => `${count} cls`,
  kind: (kind) => kinds.get(kind) ?? kind,
  description: (label, kind, shape, takes, gives) =>
    [
      label,
      kind,
      shape,
      takes.length > 0 ? `takes ${takes.join(', ')}` : '',
      gives.length > 0 ? `gives to ${gives.join(', ')}` : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
  group: (label, blocks) => `${label}, ${blocks} ${blocks === 1 ? 'block' : 'blocks'}`,
};

/** `128×28×28`, of one image. */
export const shapeText = (shape: Shape): string => shape.join('×');

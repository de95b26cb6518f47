import type { Issue, IssueKind, NetworkIssue } from '#lib/issue.ts';
import { counted, field, listed, plain, plural, quoted, sized, type Words } from '../values.ts';

/** The paper's equation behind what a node computes. */
const equations: Readonly<Record<string, string>> = {
  'aggregation-node': 'N(x₁ … xₖ) = ReLU(BN(W · concat(x₁ … xₖ)))',
  'residual-node': 'N(x₁ … xₖ) = ReLU(BN(W · concat(x₁ … xₖ)) + x₁)',
  'residual-block': 'y = ReLU(F(x) + residual)',
  'decoder-node': 'y = ReLU(BN(conv(concat(x₁ … xₖ))))',
  add: 'y = x₁ + … + xₖ',
  concat: 'y = concat(x₁ … xₖ)',
};

/** Why an edge does not fit, by the rule that it breaks. */
function unfit({ at, expected, received }: Issue): string {
  const rule = plain(field(expected, 'rule')) as IssueKind;
  const words: Words | undefined = (networks as Partial<Record<IssueKind, Words>>)[rule];
  const fault = {
    kind: rule,
    at,
    expected: field(expected, 'value') ?? null,
    received: field(received, 'value') ?? null,
  };
  const equation = equations[plain(field(expected, 'equation'))];
  const offered = `${quoted(field(received, 'from'))} gives ${sized(field(received, 'shape'))}`;
  const others = field(expected, 'shape');
  const beside = Array.isArray(others) ? ` beside ${sized(others)}` : '';
  return `${offered}${beside}, which does not fit${equation ? ` ${equation}` : ''}: ${words ? words(fault) : `${rule}.`}`;
}

function nearest({ expected, received }: Issue): string {
  const structure = plain(field(expected, 'structure'));
  const missing = field(expected, 'node');
  const start = `this level is none of the six structures; ${structure} is the nearest`;
  if (missing !== undefined) return `${start}, but lacks its aggregation node over ${listed(missing)}.`;
  const takes = field(expected, 'takes') ?? null;
  const index = field(expected, 'input');
  const input = counted(typeof index === 'number' ? index + 1 : index);
  const wanted = takes === null ? 'nothing' : quoted(takes);
  return `${start}, where input ${input} is ${wanted}; found ${received === null ? 'nothing' : quoted(received)}.`;
}

export const networks = {
  'blocks-at-least-two': ({ expected, received }) =>
    `a ${plain(expected)} level joins at least 2 blocks, found ${counted(received)}. Take 2, 4, 8 … or another structure.`,
  'blocks-power-of-two': ({ expected, received }) =>
    `a ${plain(expected)} level joins its blocks in pairs: expected a power of two (1, 2, 4, 8 …), found ${counted(received)}.`,
  'channels-not-divisible': ({ expected, received }) =>
    `${plural(received, 'channel')} cannot be divided into ${plural(expected, 'group')}. Change one of the two numbers.`,
  'down-ratio-without-level': ({ expected, received }) =>
    `the decoder starts at the level of downRatio ${counted(received)}, which this network does not have; expected at most ${counted(expected)}.`,
  'factor-not-even': ({ received }) =>
    `a transposed convolution needs an even factor, or 1; found ${counted(received)}.`,
  'flag-without-node': ({ expected, received }) =>
    `a ${plain(expected)} level of ${plural(received, 'block')} has no aggregation node that could take this. Leave it out, or choose another structure.`,
  'indivisible-size': ({ expected, received }) =>
    `a size of ${sized(received)} cannot be divided by the stride ${counted(expected)}. Change the input's size, or the stride.`,
  'input-broken': ({ received }) => `what the level takes, ${quoted(received)}, is itself at fault. Mend that first.`,
  'kernel-below-factor': ({ expected, received }) =>
    `a pool's kernel is at least its factor: expected at least ${counted(expected)}, found ${counted(received)}.`,
  'kernel-not-odd': ({ received }) => `a pool that keeps the size needs an odd kernel, found ${counted(received)}.`,
  'no-config': () => 'no config makes this part of the network. Save it as a graph document instead.',
  'no-repair': () => 'there is no repair for this any more.',
  'no-structure': nearest,
  'not-a-level': () => 'this group is no level: a level has a block, and takes something from outside.',
  'residual-shape': ({ expected, received }) =>
    `the residual is ${sized(received)}, but is added to ${sized(expected)}. Insert a projection.`,
  'shapes-differ': ({ expected, received }) =>
    `only equal shapes can be added: expected ${sized(expected)}, found ${sized(received)}.`,
  'size-not-one': ({ expected, received }) =>
    `a linear layer takes ${sized(expected)} pixels, found ${sized(received)}.`,
  'size-too-small': ({ expected, received }) =>
    `a size of ${sized(received)} is too small for a window of ${counted(expected)}. Enlarge the input, or take a smaller kernel.`,
  'sizes-differ': ({ expected, received }) =>
    `inputs must agree in height and width: expected ${sized(expected)}, found ${sized(received)}. Resample one of them.`,
  'unfit-connection': unfit,
  'width-not-divisible': ({ expected, received }) =>
    `the inner width of ${plural(received, 'channel')} cannot be divided by the cardinality ${counted(expected)}. Change channels, base width or cardinality.`,
  'width-zero': () => 'the inner width would be 0 channels. Raise the channels, the base width or the cardinality.',
} satisfies Record<NetworkIssue, Words>;

import type { Equation, Issue, IssueKind, Json, NetworkIssue } from '#lib/issue.ts';
import { isKeyOf } from '#lib/own-key.ts';
import { field, type Words } from '../values.ts';
import { listed, plain, plural, quoted, shown, sized } from './grammar.ts';
import { structureName } from './structures.ts';

/** The paper's equation behind what a node computes. */
const equations: Readonly<Record<Equation, string>> = {
  'aggregation-node': 'N(x₁ … xₖ) = ReLU(BN(W · concat(x₁ … xₖ)))',
  'residual-node': 'N(x₁ … xₖ) = ReLU(BN(W · concat(x₁ … xₖ)) + x₁)',
  'residual-block': 'y = ReLU(F(x) + residual)',
  'decoder-node': 'y = ReLU(BN(conv(concat(x₁ … xₖ))))',
  add: 'y = x₁ + … + xₖ',
  concat: 'y = concat(x₁ … xₖ)',
};

const structure = (id: Json | undefined): string => structureName(plain(id));

/** Why an edge does not fit, by the rule that it breaks. */
function unfit({ at, expected, received }: Issue): string {
  const rule = plain(field(expected, 'rule'));
  const fault = {
    kind: rule as IssueKind,
    at,
    expected: field(expected, 'value') ?? null,
    received: field(received, 'value') ?? null,
  };
  const equation = plain(field(expected, 'equation'));
  const said = isKeyOf(equations, equation) ? ` ${equations[equation]}` : '';
  const offered = `${quoted(field(received, 'from'))} outputs ${sized(field(received, 'shape'))}`;
  const other = field(expected, 'shape');
  const others = Array.isArray(other) ? ` next to ${sized(other)}` : '';
  return `${offered}${others}, which does not fit${said}: ${isKeyOf(networks, rule) ? networks[rule](fault) : `${rule}.`}`;
}

function nearest({ expected, received }: Issue): string {
  const name = structure(field(expected, 'structure'));
  const missing = field(expected, 'node');
  const start = `this level is none of the six structures; the nearest is ${name}`;
  if (missing !== undefined) return `${start}, which also has an aggregation node over ${listed(missing)}.`;
  const takes = field(expected, 'takes') ?? null;
  const index = field(expected, 'input');
  const input = shown(typeof index === 'number' ? index + 1 : index);
  const wanted = takes === null ? 'nothing' : quoted(takes);
  return `${start}, where input ${input} is ${wanted}; found ${received === null ? 'nothing' : quoted(received)}.`;
}

export const networks = {
  'blocks-at-least-two': ({ expected, received }) =>
    `${structure(expected)} levels join at least 2 blocks, found ${shown(received)}. Use 2, 4, 8 … blocks, or another structure.`,
  'blocks-power-of-two': ({ expected, received }) =>
    `${structure(expected)} levels join their blocks in pairs: expected a power of two (1, 2, 4, 8 …), found ${shown(received)}.`,
  'bypass-shape': ({ expected, received }) =>
    `cannot be bypassed: it outputs ${sized(expected)}, but what would be passed on is ${sized(received)}.`,
  'channels-not-divisible': ({ expected, received }) =>
    `${plural(received, 'channel')} cannot be divided into ${plural(expected, 'group')}. Change one of the two numbers.`,
  'down-ratio-without-level': ({ expected, received }) =>
    `downRatio ${shown(received)} starts the decoder at a level that this network does not have; expected at most ${shown(expected)}.`,
  'factor-not-even': ({ received }) => `a transposed convolution needs an even factor, or 1, found ${shown(received)}.`,
  'flag-without-node': ({ expected, received }) =>
    `${structure(expected)} levels of ${plural(received, 'block')} have no aggregation node that this could apply to. Remove it, or choose another structure.`,
  'indivisible-size': ({ expected, received }) =>
    `a size of ${sized(received)} cannot be divided by the stride ${shown(expected)}. Change the input size or the stride.`,
  'input-broken': ({ received }) => `its input ${quoted(received)} has an issue of its own. Fix that first.`,
  'kernel-below-factor': ({ expected, received }) =>
    `the kernel of a pool must be at least its factor: expected at least ${shown(expected)}, found ${shown(received)}.`,
  'kernel-not-odd': ({ received }) => `a pool that keeps the size needs an odd kernel, found ${shown(received)}.`,
  'no-config': () => 'a config cannot describe this part of the network. Save it as a graph document instead.',
  'no-repair': () => 'this fix no longer applies.',
  'no-such-channels': ({ expected, received }) =>
    `of ${plural(expected, 'channel')} those from ${listed(received, 'up to')} cannot be taken. Take channels that are there.`,
  'no-structure': nearest,
  'not-a-level': () => 'this group is not a level: a level has a block, and takes an input from outside.',
  'nothing-to-pass': () => 'cannot be bypassed: it takes nothing that could be passed on.',
  'residual-shape': ({ expected, received }) =>
    `the residual is ${sized(received)}, but it is added to ${sized(expected)}. Insert a projection.`,
  'shapes-differ': ({ expected, received }) =>
    `only equal shapes can be added: expected ${sized(expected)}, found ${sized(received)}.`,
  'size-not-one': ({ expected, received }) =>
    `a linear layer takes ${sized(expected)} pixels, found ${sized(received)}.`,
  'size-too-small': ({ expected, received }) =>
    `a size of ${sized(received)} is too small for a window of ${shown(expected)}. Use a larger input or a smaller kernel.`,
  'sizes-differ': ({ expected, received }) =>
    `inputs must agree in height and width: expected ${sized(expected)}, found ${sized(received)}. Resample one of them.`,
  'unfit-connection': unfit,
  'width-not-divisible': ({ expected, received }) =>
    `the inner width of ${plural(received, 'channel')} cannot be divided by the cardinality ${shown(expected)}. Change the channels, the base width or the cardinality.`,
  'width-zero': () => 'the inner width would be 0 channels. Increase the channels, the base width or the cardinality.',
} satisfies Record<NetworkIssue, Words>;

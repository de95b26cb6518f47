import type { DocumentIssue } from '#lib/issue.ts';
import type { Words } from '../values.ts';
import { listed, plural, quoted, shown } from './grammar.ts';

export const documents = {
  cycle: ({ received }) =>
    `these nodes form a cycle: ${listed(received)}. A network has no cycles: remove one of the edges.`,
  'group-in-itself': ({ received }) =>
    `the group contains itself, through ${listed(received)}. Remove it from one of them.`,
  'groups-too-deep': ({ expected, received }) =>
    `groups can be nested at most ${shown(expected)} levels deep; this would be ${shown(received)}.`,
  'head-taken': ({ received }) =>
    `takes the result of the head ${quoted(received)}, but nothing can follow a head. Take the input of the head instead.`,
  'id-taken': ({ received }) => `the id ${shown(received)} is already in use. Every node and group needs its own.`,
  'member-taken': ({ expected, received }) =>
    expected === received
      ? `is listed twice as a member of ${quoted(received)}. Remove one of them.`
      : `is a member of both ${quoted(expected)} and ${quoted(received)}. It can be in only one group.`,
  'missing-member': ({ received }) => `there is no node or group with the id ${quoted(received)}.`,
  'missing-node': ({ received }) => `there is no node with the id ${quoted(received)} to take from.`,
  'name-taken': ({ expected, received }) =>
    `${quoted(expected)} in the same group already has the name ${quoted(received)}. Rename one of them.`,
  'no-input-node': () => 'the network has no input node. Add one.',
  'no-single-way': () =>
    'only a part with one input and one output can be repeated. Select a block, a level, or several in a row.',
  'no-such-edge': ({ received }) => `does not take ${quoted(received)}: there is no such edge.`,
  'no-such-input': ({ expected, received }) =>
    received === null
      ? 'the input to replace is not given.'
      : `has no input ${shown(received)}; expected 0 to ${shown(expected)}.`,
  'not-a-group': () => 'this is not a group. Select a group.',
  'not-every-node': ({ expected, received }) =>
    `the order must name each of the ${shown(expected)} nodes once, but has ${plural(received, 'node')}.`,
  'not-an-order': ({ expected }) => `the new order must name each of its ${shown(expected)} inputs once.`,
  'nothing-selected': () => 'nothing is selected. Select nodes or groups first.',
  'aligned-on-each-other': ({ received }) =>
    `${shown(received)} of the selected nodes would overlap. Align them in the other direction.`,
  'nothing-to-align': ({ received }) => `${shown(received)} selected. Select at least 2 to align.`,
  'nothing-to-distribute': ({ received }) => `${shown(received)} selected. Select at least 3 to distribute.`,
  'second-input-node': ({ received }) =>
    `a network has exactly one input node; found ${listed(received)}. Remove all but one.`,
  'single-kind': ({ received }) =>
    `a network has only one node of the kind ${quoted(received)}, and this one already has it.`,
  'tensor-name-taken': ({ received }) =>
    `two tensors would have the name ${quoted(received)}. Rename one of the nodes, or a group around it.`,
  'too-few-inputs': ({ expected, received }) =>
    `expected at least ${plural(expected, 'input')}, found ${shown(received)}. Connect more.`,
  'too-many-inputs': ({ expected, received }) =>
    `expected at most ${plural(expected, 'input')}, found ${shown(received)}. Remove some.`,
  'too-many-inputs-in-all': ({ expected, received }) =>
    `the nodes of a network have at most ${plural(expected, 'input')} together; these have ${shown(received)}.`,
  'too-many-nodes': ({ expected, received }) =>
    `a network can have at most ${shown(expected)} nodes; this one has ${shown(received)}.`,
  'too-many-open': ({ expected, received }) =>
    `at most ${plural(expected, 'network')} can be open beside each other, and this step would make ${shown(received)}. Close one first.`,
  'unknown-kind': ({ expected, received }) =>
    `unknown kind of node ${quoted(received)}; expected one of ${listed(expected, 'or')}.`,
} satisfies Record<DocumentIssue, Words>;

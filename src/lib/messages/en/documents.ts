import type { DocumentIssue } from '#lib/issue.ts';
import { counted, listed, plural, quoted, shown, type Words } from '../values.ts';

export const documents = {
  cycle: ({ received }) =>
    `these nodes take each other in a circle: ${listed(received)}. A network runs one way: remove one of the edges.`,
  'group-in-itself': ({ received }) =>
    `the group contains itself, through ${listed(received)}. Take it out of one of them.`,
  'groups-too-deep': ({ expected, received }) =>
    `groups nest at most ${counted(expected)} deep; this would be ${counted(received)}.`,
  'head-taken': ({ received }) =>
    `takes the result of the head ${quoted(received)}; a head's result is always an output. Take what the head takes.`,
  'id-taken': ({ received }) => `the id ${shown(received)} is taken already. Every node and group needs its own.`,
  'member-taken': ({ expected, received }) =>
    expected === received
      ? `stands twice among the members of ${quoted(received)}. Remove one.`
      : `is a member of both ${quoted(expected)} and ${quoted(received)}. It can be in one group at most.`,
  'missing-member': ({ received }) => `there is no node or group with the id ${quoted(received)}.`,
  'missing-node': ({ received }) => `there is no node with the id ${quoted(received)} to take from.`,
  'name-taken': ({ expected, received }) =>
    `the name ${quoted(received)} is that of ${quoted(expected)}, which stands in the same group. Rename one of them.`,
  'no-input-node': () => 'the network has no input node; it needs exactly one. Add it.',
  'no-single-way': () =>
    'what is repeated needs one way in and one way out, as a block, a level or a stretch of them has. Select such a stretch.',
  'no-such-input': ({ expected, received }) =>
    received === null
      ? 'which of its inputs is to be replaced is not said.'
      : `has no input ${counted(received)}; expected 0 to ${counted(expected)}.`,
  'not-a-group': () => 'this is no group. Select a group.',
  'not-an-order': ({ expected }) => `the new order must name every one of its ${counted(expected)} inputs once.`,
  'nothing-selected': () => 'nothing is selected. Select nodes or groups first.',
  'aligned-on-each-other': ({ received }) =>
    `in one line, ${counted(received)} of what is selected would lie on another. Align along the other direction.`,
  'nothing-to-align': ({ received }) => `${counted(received)} selected; at least 2 can be aligned.`,
  'nothing-to-distribute': ({ received }) => `${counted(received)} selected; at least 3 can be distributed.`,
  'second-input-node': ({ received }) =>
    `a network has exactly one input node; found ${listed(received)}. Remove all but one.`,
  'single-kind': ({ received }) => `a network has one node of the kind ${quoted(received)}, and this one has it.`,
  'tensor-name-taken': ({ received }) =>
    `two tensors would be named ${quoted(received)}. Give the nodes, or groups around them, different names.`,
  'too-few-inputs': ({ expected, received }) =>
    `expected at least ${plural(expected, 'input')}, found ${counted(received)}. Connect more.`,
  'too-many-inputs': ({ expected, received }) =>
    `expected at most ${plural(expected, 'input')}, found ${counted(received)}. Remove some.`,
  'too-many-nodes': ({ expected, received }) =>
    `a network may have ${counted(expected)} nodes; this one has ${counted(received)}.`,
  'unknown-kind': ({ expected, received }) =>
    `there is no kind of node ${quoted(received)}; expected one of ${listed(expected, 'or')}.`,
} satisfies Record<DocumentIssue, Words>;

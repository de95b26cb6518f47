import { emptyDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { receptiveFields } from '#lib/dla/analysis/receptive-field.ts';
import { expect, it } from 'vitest';
import { groupsFor } from './norm.ts';

const lowered = (kind: string, attributes: GraphNode['attributes'], channels = 48) =>
  lowerDocument({
    ...emptyDocument,
    nodes: [
      { id: 'image', kind: 'input', inputs: [], attributes: { channels, height: 8, width: 8 } },
      { id: 'node', kind, inputs: ['image'], attributes },
    ],
  });

it('a group norm has its groups where they divide the channels, else half as many; where neither does it is refused', () => {
  expect([64, 48, 40, 16].map((channels) => groupsFor(channels, 32))).toEqual([32, 16, undefined, 16]);
  expect([groupsFor(6, 3), groupsFor(8, 3)]).toEqual([3, undefined]);
  const unit = { outChannels: 40, norm: 'group' };
  expect(lowered('conv-unit', unit).issues).toMatchObject([
    { kind: 'channels-not-divisible', at: 'node', expected: 32, received: 40 },
  ]);
  // The node of the op has exactly what it says.
  expect(lowered('group-norm', { groups: 32 }).issues).toHaveLength(1);
});

it('groups without a group norm are refused, by the name of the attribute', () => {
  const { issues } = lowered('conv-unit', { outChannels: 8, normGroups: 4 });
  expect(issues).toMatchObject([{ kind: 'unknown-key', at: 'node.normGroups' }]);
});

it('a deformable unit lists its norm first, and its convolution before what moves its taps', () => {
  const names = (attributes: GraphNode['attributes']) =>
    lowered('deform-unit', { outChannels: 8, norm: 'group', normGroups: 4, ...attributes }).graph.tensors.map(
      ({ name }) => name,
    );
  expect(names({})).toEqual([
    ...['node.actf.0.weight', 'node.actf.0.bias', 'node.conv.weight', 'node.conv.bias'],
    ...['node.conv.conv_offset_mask.weight', 'node.conv.conv_offset_mask.bias'],
  ]);
  expect(names({ deformable: false })).toEqual(['node.actf.0.weight', 'node.actf.0.bias', 'node.conv.weight']);
});

it('the receptive field of a deformable convolution is the plain window', () => {
  const { graph } = lowered('deform-conv', { outChannels: 8 });
  expect(receptiveFields(graph).at(-1)).toBe(3);
});

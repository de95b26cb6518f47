import type { Draft } from './operator-draft.ts';
import type { Graph } from './graph.ts';
import { isNorm, normed, normOf } from './norms.ts';
import type { Unit } from './units.ts';

const isPlainConv = ({ kind, attributes }: Draft, kernel: number): boolean =>
  kind === 'conv' &&
  attributes.kernel === kernel &&
  attributes.stride === 1 &&
  attributes.dilation === 1 &&
  attributes.groups === 1 &&
  attributes.bias === true &&
  attributes.padding === undefined;

/** One of several ends of a network: a 3×3 convolution, a norm where there is one, ReLU and a 1×1 convolution. */
export function detectionHead(graph: Graph, at: number): Unit | undefined {
  const { drafts, before, outputs } = graph;
  if (outputs.size < 2 || !outputs.has(at) || !isPlainConv(drafts[at]!, 1)) return undefined;
  const relu = before(at);
  const end = relu !== undefined && drafts[relu]!.kind === 'relu' ? before(relu) : undefined;
  if (relu === undefined || end === undefined) return undefined;
  const norm = isNorm(drafts[end]!) ? end : undefined;
  const conv = norm === undefined ? end : before(norm);
  if (conv === undefined || !isPlainConv(drafts[conv]!, 3)) return undefined;
  return {
    kind: 'detection-head',
    attributes: {
      channels: drafts[at]!.shape[0],
      hidden: drafts[conv]!.shape[0],
      ...(norm !== undefined && { norm: 'batch', ...normOf([normed(drafts[norm]!)]) }),
    },
    inputs: drafts[conv]!.inputs,
    output: at,
    parts:
      norm === undefined
        ? [
            ['0', conv],
            ['2', at],
          ]
        : [
            ['0', conv],
            ['1', norm],
            ['3', at],
          ],
    drafts: norm === undefined ? [conv, relu, at] : [conv, norm, relu, at],
  };
}

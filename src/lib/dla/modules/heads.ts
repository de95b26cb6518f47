import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import type { GraphNode } from '#lib/graph/document/document.ts';
import * as v from 'valibot';
import { defineModule, evenOrOne, whole } from './module.ts';
import { lowerNorm, withAnyNorm } from './norm.ts';
import { lowerConv } from './units.ts';

/** Global average pool and a 1×1 convolution with bias, or a linear layer as torchvision's networks have. */
export const classifier = defineModule({
  attributes: v.strictObject({
    classes: whole(),
    linear: v.optional(v.boolean(), false),
    /** Whether it pools; a map of one pixel may come as it is. */
    pool: v.optional(v.boolean()),
  }),
  inputs: [1, 1],
  head: 'logits',
  lower(scope, [x], { classes, linear, pool }) {
    const pooled = pool === false ? x! : scope.op('global-avg-pool', 'pool', [x!], {});
    return linear
      ? scope.op('linear', '', [pooled], { outChannels: classes })
      : lowerConv(scope, '', pooled, { outChannels: classes, bias: true });
  },
});

/** The up-sampling of a dense head keeps its bilinear weights: it is never trained. */
export const isFixed = (op: Op, node: GraphNode | undefined): boolean =>
  op.kind === 'conv-transpose2d' && node?.kind === 'dense-head';

/** 1×1 convolution with bias, fixed bilinear up-sampling, activation (authors' DLASeg). */
export const denseHead = defineModule({
  attributes: v.strictObject({
    classes: whole(),
    upFactor: evenOrOne(),
    activation: v.optional(v.picklist(['log-softmax', 'sigmoid']), 'log-softmax'),
  }),
  inputs: [1, 1],
  head: 'map',
  lower(scope, [x], { classes, upFactor, activation }) {
    const score = lowerConv(scope, 'fc.0', x!, { outChannels: classes, bias: true });
    const full = upFactor === 1 ? score : scope.op('conv-transpose2d', 'up', [score], { factor: upFactor });
    return scope.op(activation, activation, [full], {});
  },
});

/**
 * A head of detection: a 3×3 convolution, a norm where there is one, ReLU and a 1×1 convolution, both with bias; without
 * hidden channels the 1×1 convolution alone (CenterNet's `DLASeg`).
 */
export const detectionHead = defineModule({
  attributes: withAnyNorm({ channels: whole(), hidden: v.optional(whole(0), 256) }),
  inputs: [1, 1],
  head: 'map',
  lower(scope, [x], attributes) {
    const { channels, hidden, norm } = attributes;
    if (hidden === 0) return lowerConv(scope, '', x!, { outChannels: channels, bias: true });
    const convolved = lowerConv(scope, '0', x!, { outChannels: hidden, kernel: 3, bias: true });
    const normed = norm === 'none' ? convolved : lowerNorm(scope, '1', convolved, attributes);
    const last = norm === 'none' ? 2 : 3;
    const active = scope.op('relu', String(last - 1), [normed], {});
    return lowerConv(scope, String(last), active, { outChannels: channels, bias: true });
  },
});

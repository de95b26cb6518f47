import type { Scope, Value } from '#lib/dla/op-graph/scope.ts';
import { blockAttributes, type BlockAttributes, type BlockKind } from './block-attributes.ts';
import { defineModule } from './module.ts';
import type { NormAttributes } from './norm.ts';
import { lowerConvNorm, lowerConvUnit, lowerProjection } from './units.ts';

/**
 * A residual block (paper, section 3; timm's DlaBasic, DlaBottleneck and DlaBottle2neck). A second input is the
 * residual; without one the block adds its own input, projected where stride or channels ask for it.
 */
export const block = defineModule({
  attributes: blockAttributes,
  inputs: [1, 2],
  lower(scope, [x, given], attributes) {
    const pooled = given ?? (attributes.projection === 'pool' ? lowerPooledResidual(scope, x!, attributes) : undefined);
    const body = (bodies[attributes.block] as LowerBody<never>)(scope, x!, attributes as never);
    // ResNet's `downsample` is registered after the convolutions, DLA's `project` before them.
    const residual = pooled ?? lowerStridedResidual(scope, x!, attributes);
    if (residual.shape.some((extent, axis) => extent !== body.shape[axis]))
      scope.refuse({
        kind: 'residual-shape',
        expected: body.shape,
        received: residual.shape,
        fixes: [{ kind: 'insert-projection', node: scope.node, input: given ? 1 : 0 }],
      });
    return scope.op('relu', 'relu', [scope.op('add', 'add', [body, residual], {})], {});
  },
});

function lowerPooledResidual(scope: Scope, x: Value, attributes: BlockAttributes): Value {
  const { stride, outChannels } = attributes;
  const bottom = stride === 1 ? x : scope.op('max-pool', 'downsample', [x], { kernel: stride, stride, padding: 0 });
  return x.shape[0] === outChannels
    ? bottom
    : lowerProjection(scope, 'project', bottom, { ...normOf(attributes), outChannels });
}

function lowerStridedResidual(scope: Scope, x: Value, attributes: BlockAttributes): Value {
  const { stride, outChannels } = attributes;
  if (stride === 1 && x.shape[0] === outChannels) return x;
  return lowerProjection(scope, 'downsample', x, { ...normOf(attributes), outChannels, stride });
}

/** What its convolutions are normalised by. */
const normOf = (attributes: NormAttributes): NormAttributes =>
  attributes.norm === 'batch'
    ? { norm: 'batch', folded: attributes.folded }
    : { norm: 'group', normGroups: attributes.normGroups };

type LowerBody<K extends BlockKind> = (scope: Scope, x: Value, attributes: BlockAttributes<K>) => Value;

/** What each kind of block adds to its residual. */
const bodies: { readonly [K in BlockKind]: LowerBody<K> } = {
  basic(scope, x, attributes) {
    const { outChannels, stride, dilation } = attributes;
    const options = { ...normOf(attributes), outChannels, kernel: 3, dilation };
    const first = lowerConvUnit(scope, 'conv1', 'bn1', x, { ...options, stride });
    return lowerConvNorm(scope, 'conv2', 'bn2', first, options);
  },
  bottleneck: lowerBottleneck,
  split: lowerBottleneck,
  res2net: lowerRes2net,
};

function lowerBottleneck(scope: Scope, x: Value, attributes: BlockAttributes<'bottleneck' | 'split'>): Value {
  const { outChannels, stride, dilation, cardinality: groups } = attributes;
  const width = bottleneckWidth(scope, attributes);
  const norm = normOf(attributes);
  const window = { kernel: 3, stride, dilation };
  const narrow = lowerConvUnit(scope, 'conv1', 'bn1', x, { ...norm, outChannels: width });
  const middle = lowerConvUnit(scope, 'conv2', 'bn2', narrow, { ...norm, outChannels: width, ...window, groups });
  return lowerConvNorm(scope, 'conv3', 'bn3', middle, { ...norm, outChannels });
}

type Bottlenecked = BlockAttributes<'bottleneck' | 'split' | 'res2net'>;

/** Inner width as timm computes it; the authors' X block agrees with it for the presets only. */
function bottleneckWidth(scope: Scope, attributes: Bottlenecked): number {
  const { outChannels, baseWidth, cardinality, expansion } = attributes;
  const width = Math.floor((Math.floor((outChannels * baseWidth) / 64) * cardinality) / expansion);
  if (width === 0) scope.refuse({ kind: 'width-zero', expected: 1, received: 0 });
  if (width % cardinality !== 0) scope.refuse({ kind: 'width-not-divisible', expected: cardinality, received: width });
  return width;
}

/** Res2Net's split into `scale` parts that build on each other (timm's DlaBottle2neck). */
function lowerRes2net(scope: Scope, x: Value, attributes: BlockAttributes<'res2net'>): Value {
  const width = bottleneckWidth(scope, attributes);
  const { scale, stride, dilation, cardinality: groups, outChannels } = attributes;
  const norm = normOf(attributes);
  const spread = lowerConvUnit(scope, 'conv1', 'bn1', x, { ...norm, outChannels: scale * width });
  const part = (index: number): Value =>
    scope.op('slice', `part${index}`, [spread], { from: index * width, to: (index + 1) * width });
  const results: Value[] = [];
  for (let index = 0; index < scale - 1; index += 1) {
    const before = results[index - 1];
    const taken = before && stride === 1 ? scope.op('add', `sum${index}`, [part(index), before], {}) : part(index);
    results.push(
      lowerConvUnit(scope, `convs.${index}`, `bns.${index}`, taken, {
        ...norm,
        outChannels: width,
        kernel: 3,
        stride,
        dilation,
        groups,
      }),
    );
  }
  const last = part(scale - 1);
  results.push(stride === 1 ? last : scope.op('avg-pool', 'pool', [last], { kernel: 3, stride, padding: 1 }));
  const joined = scope.op('concat', 'concat', results, {});
  return lowerConvNorm(scope, 'conv3', 'bn3', joined, { ...norm, outChannels });
}

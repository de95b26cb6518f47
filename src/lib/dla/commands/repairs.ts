import type { Shape } from '#lib/dla/ops/op.ts';
import type { Connection, NewNode } from '#lib/graph/commands/domain.ts';
import type { EdgeFix, Issue, Json } from '#lib/issue.ts';
import { inferNode, type Arrival } from './infer.ts';

/** Nodes that are put on an edge to make it fit: a change of size, a projection, or one after the other. */
export type Repair = Pick<EdgeFix, 'kind' | 'factor' | 'outChannels'>;

/** The new nodes of a repair, in the order of computation: pooling comes before the projection, as in a level. */
export function repairNodes({ kind, factor, outChannels }: Repair): NewNode[] {
  const nodes: NewNode[] = [];
  if (kind === 'insert-down-sample') nodes.push({ kind: 'down-sample', attributes: { factor: factor ?? 2 } });
  if (kind === 'insert-up-sample')
    nodes.push({ kind: 'up-sample', attributes: { mode: 'bilinear', factor: factor ?? 2 } });
  if (outChannels !== undefined)
    nodes.push({ kind: 'conv-unit', attributes: { outChannels, kernel: 1, activation: 'none' } });
  return nodes;
}

/** A repair as an issue offers it: with the edge that it mends. */
export const fixOf = (
  { kind, factor, outChannels }: Repair,
  edge: Connection & { readonly input: number },
): EdgeFix => ({
  kind,
  from: edge.from,
  to: edge.to,
  input: edge.input,
  replaces: edge.replaces === true,
  ...(factor !== undefined && { factor }),
  ...(outChannels !== undefined && { outChannels }),
});

/** The shortest repair of each kind that works: every one is tried by lowering what it would make. */
export function repairsFor({ target, shapes, at }: Arrival, fault: Issue): readonly Repair[] {
  const from = shapes[at]!;
  const others = shapes.toSpliced(at, 1);
  const channels = [undefined, ...channelsWanted(target.attributes.outChannels, others, from, fault)];
  const resizes: Repair[] = [{ kind: 'insert-projection' }, ...resizesWanted(from, others, fault)];
  const found = new Map<string, Repair>();
  for (const resize of resizes)
    for (const outChannels of channels) {
      if (found.has(resize.kind)) break;
      const repair = { ...resize, ...(outChannels !== undefined && { outChannels }) };
      if (works(repair)) found.set(repair.kind, repair);
    }
  return [...found.values()];

  function works(repair: Repair): boolean {
    const nodes = repairNodes(repair);
    let shape: Shape | undefined = nodes.length > 0 ? from : undefined;
    for (const node of nodes) {
      const next = shape && inferNode({ id: '', ...node }, [shape]);
      shape = next?.ok ? next.value : undefined;
    }
    return shape !== undefined && inferNode(target, shapes.with(at, shape)).ok;
  }
}

function channelsWanted(own: unknown, others: readonly Shape[], from: Shape, fault: Issue): number[] {
  const wanted = [...others.map(([channels]) => channels)];
  if (typeof own === 'number') wanted.push(own);
  if (isShape(fault.expected)) wanted.push(fault.expected[0]);
  // As many channels as the groups divide.
  if (fault.kind === 'channels-not-divisible' && typeof fault.expected === 'number')
    wanted.push(Math.ceil(from[0] / fault.expected) * fault.expected);
  return [...new Set(wanted)].filter((channels) => channels !== from[0]);
}

/** Changes of size by whole factors that bring one of the sizes at hand to another. */
function resizesWanted(from: Shape, others: readonly Shape[], fault: Issue): Repair[] {
  const pairs: (readonly [Shape, Shape])[] = others.map((other) => [from, other] as const);
  if (isShape(fault.expected) && isShape(fault.received))
    pairs.push([fault.received, fault.expected], [fault.expected, fault.received]);
  const resizes = pairs.flatMap(([a, b]): Repair[] => {
    const down = ratio(a, b);
    const up = ratio(b, a);
    if (down !== undefined) return [{ kind: 'insert-down-sample', factor: down }];
    return up === undefined ? [] : [{ kind: 'insert-up-sample', factor: up }];
  });
  if (fault.kind === 'indivisible-size' && typeof fault.expected === 'number')
    resizes.push({ kind: 'insert-up-sample', factor: fault.expected });
  return resizes;
}

/** By which whole number, 2 or more, both extents of one map exceed those of another. */
function ratio(larger: Shape, smaller: Shape): number | undefined {
  const factor = larger[1] / smaller[1];
  return Number.isInteger(factor) && factor > 1 && larger[2] / smaller[2] === factor ? factor : undefined;
}

const isShape = (value: Json | undefined): value is Shape =>
  Array.isArray(value) && value.length === 3 && value.every((extent) => typeof extent === 'number');

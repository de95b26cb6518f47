import { headOf, moduleOf } from '#lib/dla/modules/modules.ts';
import type { Connection } from '#lib/graph/commands/domain.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { ancestorsOf, indexOf } from '#lib/graph/document/queries.ts';
import { checkConnection } from './check-connection.ts';

/** A place among the inputs of a node; `replaces` where an edge ends there already. */
export interface Port {
  readonly node: string;
  readonly input: number;
  readonly replaces: boolean;
}

/** Every port that could take a node's result: no circle, room for it, shapes that fit. In document order. */
export function fittingPorts(document: GraphDocument, from: string, among?: readonly string[]): readonly Port[] {
  const { node } = indexOf(document);
  const source = node.get(from);
  if (!source || headOf(source)) return [];
  const before = ancestorsOf(document, from);
  const candidates = among ? among.flatMap((id) => node.get(id) ?? []) : document.nodes;
  return candidates
    .filter(({ id }) => !before.has(id))
    .flatMap((target) => portsOf(target).filter((port) => fits(document, from, target, port)));
}

/** Every node that could give its result to a place among the inputs of another instead of what stands there. */
export function fittingSources(
  document: GraphDocument,
  { to, input }: { readonly to: string; readonly input: number },
  among: readonly string[],
): readonly string[] {
  const { node } = indexOf(document);
  const target = node.get(to);
  if (!target) return [];
  return among.filter((from) => {
    const source = node.get(from);
    if (!source || headOf(source) || ancestorsOf(document, from).has(to)) return false;
    return fits(document, from, target, { node: to, input, replaces: true });
  });
}

/** The ports of a node: the one behind its inputs, where there is room, then one for each input. */
function portsOf({ id, kind, inputs }: GraphNode): Port[] {
  const most = moduleOf(kind)?.inputs[1] ?? 0;
  const filled = inputs.map((_, input): Port => ({ node: id, input, replaces: true }));
  return inputs.length < most ? [{ node: id, input: inputs.length, replaces: false }, ...filled] : filled;
}

function fits(document: GraphDocument, from: string, target: GraphNode, { node, input, replaces }: Port): boolean {
  // An edge that is there says nothing new.
  if (replaces && target.inputs[input] === from) return false;
  return checkConnection(document, { from, to: node, input, replaces }).length === 0;
}

/**
 * The connection that is meant when an edge is dropped on a node and not on one of its ports: behind its inputs if that
 * fits, or if any number may stand there (then it is refused with its repairs); else in the place of the last that fits.
 */
export function connectionTo(document: GraphDocument, from: string, to: string): Connection {
  const target = indexOf(document).node.get(to);
  const [append, ...filled] = target ? portsOf(target) : [];
  if (!append) return { from, to };
  const ports = fittingPorts(document, from, [to]);
  const joins = moduleOf(target!.kind)?.inputs[1] === Infinity;
  const fitting = joins ? append : (ports.find(({ replaces }) => !replaces) ?? ports.at(-1));
  const { input, replaces } = fitting ?? filled.at(-1) ?? append;
  return { from, to, input, replaces };
}

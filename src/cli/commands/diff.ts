import { diffDocuments, type NodeChange } from '#lib/dla/analysis/diff.ts';
import { serialiseScript } from '#lib/dla/script/file.ts';
import { likenessOf, scriptBetween } from '#lib/dla/script/script.ts';
import type { GraphNode } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { words } from '#lib/messages/messages.ts';
import { nameIn } from '#lib/messages/values.ts';
import { count } from '../../library/count.ts';
import { defineCommand, grouped, json, table, toJson, UsageError } from '../command.ts';
import { readNetwork, type Network } from '../network.ts';

interface Pair<T> {
  readonly a: T;
  readonly b: T;
}

/** Of an attribute, `inputs` or `kind`. */
type Value = GraphNode['attributes'][string] | readonly string[];

/** A node that both networks have, with the values of all that is different of it. */
interface Changed extends Pair<string> {
  readonly changes: Readonly<Record<string, Pair<Value>>>;
}

export const diff = defineCommand({
  words: () => words.cli.commands.diff,
  positionals: 2,
  options: { ...json, script: { type: 'boolean' } },
  async run({ positionals, values }, io) {
    if (positionals.every((each) => each === '-')) throw new UsageError(words.cli.wrong.twoFromInput);
    const a = await readNetwork(positionals[0]!, io);
    const b = await readNetwork(positionals[1]!, io);
    const said = words.cli.diff;
    if (values.script) {
      const script = scriptBetween(a, b);
      if (script.commands.length === 0) io.err(said.alike[script.names.length === 0 ? 'equal' : 'other-names']);
      io.out(values.json ? toJson(JSON.parse(serialiseScript(script)), true) : serialiseScript(script));
      return;
    }
    const { added, removed, changed, edgesAdded, edgesRemoved } = diffDocuments(a.source.document, b.source.document);
    const nodesA = indexOf(a.source.document).node;
    const nodesB = indexOf(b.source.document).node;
    const detailed = changed.map((change): Changed => detail(change, nodesA.get(change.a)!, nodesB.get(change.b)!));
    const counts = compare(a, b);
    const likeness = likenessOf(a, b);
    if (values.json) {
      io.out(toJson({ added, removed, changed: detailed, edgesAdded, edgesRemoved, counts, likeness }, true));
      return;
    }
    const line = (sign: string, { id, kind, inputs }: GraphNode): string =>
      `${sign} ${id}: ${said.node(kind, inputs)}\n`;
    const rows = Object.entries(counts).map(([name, { a, b, difference }]) => [
      nameIn(said.counts, name),
      grouped(a),
      grouped(b),
      `${difference > 0 ? '+' : ''}${grouped(difference)}`,
    ]);
    if (likeness !== 'different') io.out(`${said.alike[likeness]}\n`);
    io.out(removed.map((id) => line('-', nodesA.get(id)!)).join(''));
    io.out(added.map((id) => line('+', nodesB.get(id)!)).join(''));
    io.out(detailed.map(changedLine).join(''));
    io.out(table([said.columns, ...rows], [1, 2, 3]));
  },
});

function compare(a: Network, b: Network): Readonly<Record<string, Pair<number> & { readonly difference: number }>> {
  const [countsA, countsB] = [count(a.network), count(b.network)];
  const names = ['parameters', 'officialParameters', 'macs', 'activations', 'tensors'] as const;
  return Object.fromEntries(
    names.map((name) => [name, { a: countsA[name], b: countsB[name], difference: countsB[name] - countsA[name] }]),
  );
}

function detail({ a, b, what, settings }: NodeChange, nodeA: GraphNode, nodeB: GraphNode): Changed {
  const pairs = [
    ...(what.includes('kind') ? [['kind', { a: nodeA.kind, b: nodeB.kind }] as const] : []),
    ...settings.map(({ name, a, b }) => [name, { a, b }] as const),
    ...(what.includes('inputs') ? [['inputs', { a: nodeA.inputs, b: nodeB.inputs }] as const] : []),
  ];
  return { a, b, changes: Object.fromEntries<Pair<Value>>(pairs) };
}

function changedLine({ a, b, changes }: Changed): string {
  const said = (value: Value): string => (typeof value === 'object' ? `[${value.join(', ')}]` : String(value));
  const list = Object.entries(changes).map(([name, pair]) => `${name} ${said(pair.a)} -> ${said(pair.b)}`);
  return `~ ${a === b ? a : `${a} -> ${b}`}: ${list.join('; ')}\n`;
}

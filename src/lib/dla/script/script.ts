import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { structureHash } from '#lib/dla/op-graph/identity.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { EditScript, ScriptCommand } from './commands.ts';
import { configScripts, type Commands } from './config-script.ts';
import { graphScript } from './graph-script.ts';
import { isTheSame } from './law.ts';
import { levelScripts } from './level-script.ts';
import { keptImage, keptNodes } from './matching.ts';
import { configOf, runCommand, type ScriptState } from './run-command.ts';

/** A sound network as its file has it. */
export type ScriptNetwork =
  | { readonly kind: 'config'; readonly config: NetworkConfig }
  | { readonly kind: 'graph'; readonly document: GraphDocument };

/** A network before the first command. */
export function startOf(network: ScriptNetwork): ScriptState {
  if (network.kind === 'config') return { document: buildNetwork(network.config), config: network.config };
  const config = configOf(network.document);
  return { document: network.document, ...(config && { config }) };
}

/**
 * The shortest script that is known from one network to another. By levels where both read as configs, else by levels as far as they
 * go, by nodes and edges; each that is thought of is run, and taken only where it leads there.
 */
export function scriptBetween(a: ScriptNetwork, b: ScriptNetwork): EditScript {
  const from = startOf(a);
  const start = startOf(b);
  // What a file of a graph gives is a graph, in its own order.
  const wanted: ScriptState = b.kind === 'config' ? start : { document: start.document };
  const none: Commands = { commands: [], names: [] };
  if (isTheSame(from, wanted)) return scriptOf(none, b);
  const byLevels = from.config && start.config ? configScripts(from.config, start.config) : levelScripts(from, start);
  const whole = byLevels.find((each) => leadsTo(from, each, wanted));
  if (whole) return scriptOf(whole, b);
  const starts = [none, ...byLevels.slice(0, 1).map(({ commands }) => ({ commands, names: [] }))];
  const found = starts.flatMap((each) => {
    const state = run(from, each.commands);
    const rest = state && byNodes(state, wanted);
    return rest ? [{ commands: [...each.commands, ...rest.commands], names: rest.names }] : [];
  });
  const [shortest] = found.sort((x, y) => lengthOf(x) - lengthOf(y));
  // The last way of all takes everything away and adds everything anew.
  if (!shortest) throw new Error('no way leads there');
  return scriptOf(shortest, b);
}

/** How alike two networks are, without a look at what differs. */
export function likenessOf(a: ScriptNetwork, b: ScriptNetwork): 'equal' | 'other-names' | 'different' {
  const [from, start] = [startOf(a), startOf(b)];
  if (isTheSame(from, b.kind === 'config' ? start : { document: start.document })) return 'equal';
  const [x, y] = [from, start].map(({ document }) => structureHash(lowerDocument(document).graph));
  return x === y ? 'other-names' : 'different';
}

const scriptOf = ({ commands, names }: Commands, { kind }: ScriptNetwork): EditScript => ({
  gives: kind,
  commands: [...commands],
  names: [...names],
});

const lengthOf = ({ commands, names }: Commands): number => commands.length + names.length;

function byNodes(from: ScriptState, wanted: ScriptState): Commands | undefined {
  const kept = keptNodes(from.document, wanted.document);
  return (
    graphScript(from, wanted, kept, false) ??
    graphScript(from, wanted, kept, true) ??
    graphScript(from, wanted, keptImage(from.document, wanted.document), true)
  );
}

function run(from: ScriptState, commands: readonly ScriptCommand[]): ScriptState | undefined {
  let state = from;
  for (const command of commands) {
    const next = runCommand(state, command);
    if (!next.ok) return undefined;
    state = next.value;
  }
  return state;
}

function leadsTo(from: ScriptState, { commands, names }: Commands, wanted: ScriptState): boolean {
  const state = run(from, [...commands, ...names]);
  return state !== undefined && isTheSame(state, wanted);
}

import type { scriptFile } from '#lib/dla/script/commands.ts';
import { SCRIPT_FORMAT, SCRIPT_VERSION } from '#lib/dla/script/commands.ts';
import { parseScript, runScript } from '#lib/dla/script/file.ts';
import { scriptBetween, startOf } from '#lib/dla/script/script.ts';
import { unwrap } from '#lib/issue.ts';
import type { InferInput } from 'valibot';
import type { Network } from './network.ts';

/**
 * An edit of a network as data, by its name in `do`. Of levels: `set-structure`, `edit-level`, `add-level`, `remove-level`,
 * `edit-input`, `edit-stem`, `set-head`. Of any graph: `add-node`, `insert-on-edge`, `remove`, `set-attributes`, `connect`, `reconnect`,
 * `disconnect`, `reorder-inputs`, `rename`, `group`, `ungroup`, `reorder-nodes`.
 */
export type Command = NonNullable<InferInput<typeof scriptFile>['commands']>[number];

/** What leads from one network to another. */
export interface EditScript {
  /** Commands that change what is computed, in order. */
  readonly commands: readonly Command[];
  /** Those behind them that leave it alone: names, groups, the order of nodes. */
  readonly names: readonly Command[];
}

const fileOf = (network: Network) =>
  network.config
    ? ({ kind: 'config', config: network.config } as const)
    : ({ kind: 'graph', document: network.document } as const);

/**
 * The network after some commands, done in order. On the way shapes may disagree; the end must be a network. The one that is given
 * stays as it is.
 *
 * @throws {@link IssueError} where a command cannot be done, with its place (`commands[1]`), and where the end is no sound network
 */
export function edit(network: Network, ...commands: readonly Command[]): Network {
  const script = unwrap(
    parseScript(JSON.stringify({ format: SCRIPT_FORMAT, version: SCRIPT_VERSION, commands: [...commands] })),
  );
  return unwrap(runScript(startOf(fileOf(network)), script)).at(-1)!;
}

/** The shortest edit script that is known from one network to another: `edit(a, ...commands, ...names)` is `b`. */
export const editsBetween = (a: Network, b: Network): EditScript => scriptBetween(fileOf(a), fileOf(b));

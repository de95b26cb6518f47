import type { BlockConfig, LevelConfig, NetworkConfig } from '#lib/dla/network/config.ts';
import { levelName } from '#lib/dla/network/sections.ts';
import { equalStructures } from '#lib/dla/structures/choice.ts';
import { structures } from '#lib/dla/structures/structures.ts';
import type { LevelCommand, ScriptCommand } from './commands.ts';
import { editedLevel, type LevelEdit } from './edit-config.ts';

/** Commands, and those that leave alone what is computed. */
export interface Commands {
  readonly commands: readonly ScriptCommand[];
  readonly names: readonly ScriptCommand[];
}

/**
 * What leads from one config to another, a command for each level that differs. Which order every step is sound in hangs on the pair:
 * a head asks for a level that it ends at, and a network has one level at least.
 */
export function configScripts(a: NetworkConfig, b: NetworkConfig): readonly Commands[] {
  const { edits, names, addedFirst, removedFirst } = levelCommands(a, b);
  const own = [...ownCommands('edit-input', a.input, b.input), ...ownCommands('edit-stem', a.stem, b.stem), ...edits];
  const head: LevelCommand[] = same(a.head, b.head) ? [] : [{ do: 'set-head', head: b.head }];
  return [addedFirst, removedFirst]
    .flatMap((moves) => [
      [...own, ...moves, ...head],
      [...own, ...head, ...moves],
    ])
    .map((commands) => ({ commands, names }));
}

function ownCommands<K extends 'edit-input' | 'edit-stem'>(command: K, a: object, b: object): LevelCommand[] {
  const before = new Map<string, unknown>(Object.entries(a));
  const differing = Object.entries(b).filter(([key, value]) => before.get(key) !== value);
  return differing.length === 0 ? [] : [{ do: command, ...Object.fromEntries(differing) }];
}

/** A level with its block written out. */
type Level = LevelConfig & { readonly block?: BlockConfig };

const levelsOf = ({ levels, block }: NetworkConfig): readonly Level[] =>
  levels.map((level) => (level.kind === 'aggregation' ? { ...level, block: level.block ?? block } : level));

function levelCommands(a: NetworkConfig, b: NetworkConfig) {
  const [before, after] = [levelsOf(a), levelsOf(b)];
  const config = { ...a, levels: [...before] };
  const edits: LevelCommand[] = [];
  const names: LevelCommand[] = [];
  const pairs = aligned(before, after);
  for (const [x, y] of pairs) {
    const command = editOf(config, x, after[y]!);
    if (command) edits.push(command);
    if (namesDiffer(before[x]!, after[y]!))
      names.push({ do: 'set-structure', level: levelName(y), structure: structureOf(after[y]!) });
  }
  return {
    edits,
    names,
    addedFirst: moved(before.length, after, pairs, true),
    removedFirst: moved(before.length, after, pairs, false),
  };
}

/** What adds and removes levels, from the first on: between two that stay either is done first. */
function moved(
  count: number,
  after: readonly Level[],
  pairs: readonly (readonly [number, number])[],
  addedFirst: boolean,
): readonly LevelCommand[] {
  let [x, y] = [0, 0];
  return [...pairs, [count, after.length] as const].flatMap(([nextX, nextY]) => {
    const added = after.slice(y, nextY).map((config, i): LevelCommand => ({ do: 'add-level', at: y + i, config }));
    const at = addedFirst ? nextY : y;
    const removed = Array.from({ length: nextX - x }, (): LevelCommand => ({
      do: 'remove-level',
      level: levelName(at),
    }));
    [x, y] = [nextX + 1, nextY + 1];
    return addedFirst ? [...added, ...removed] : [...removed, ...added];
  });
}

/** Which level of B stands for which of A, in order, so that the fewest commands are left. */
function aligned(a: readonly Level[], b: readonly Level[]): readonly (readonly [number, number])[] {
  const cost: number[][] = Array.from({ length: a.length + 1 }, () => Array<number>(b.length + 1).fill(0));
  const pairCost = (x: Level, y: Level): number => (x.kind !== y.kind ? 2 : computesTheSame(x, y) ? 0 : 1);
  for (let x = a.length; x >= 0; x -= 1)
    for (let y = b.length; y >= 0; y -= 1) {
      if (x === a.length || y === b.length) {
        cost[x]![y] = a.length - x + b.length - y;
        continue;
      }
      cost[x]![y] = Math.min(cost[x + 1]![y + 1]! + pairCost(a[x]!, b[y]!), 1 + cost[x + 1]![y]!, 1 + cost[x]![y + 1]!);
    }
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [0, 0];
  while (x < a.length && y < b.length) {
    const here = cost[x]![y]!;
    if (a[x]!.kind === b[y]!.kind && here === cost[x + 1]![y + 1]! + pairCost(a[x]!, b[y]!)) {
      pairs.push([x, y]);
      x += 1;
      y += 1;
    } else if (here === 1 + cost[x + 1]![y]!) x += 1;
    else y += 1;
  }
  return pairs;
}

/** The command that makes one level of another, the shortest; none where both compute the same. */
function editOf(config: NetworkConfig, index: number, after: Level): LevelCommand | undefined {
  const before: Level = config.levels[index]!;
  if (computesTheSame(before, after)) return undefined;
  const level = levelName(index);
  const old = new Map<string, unknown>(Object.entries(before));
  const differing = Object.entries(after).filter(([key, value]) => !same(old.get(key), value));
  // Flags that follow from the structure are left out; where they do not, all that differs is said.
  const fewest = new Map(differing.filter(([key]) => key !== 'levelRoot' && key !== 'rootResidual'));
  if (equal(before, after)) fewest.delete('structure');
  const tries = [fewest, new Map(differing)].map((fields) => Object.fromEntries(fields) as LevelEdit);
  const edit = tries.find((each) => {
    const made: Level | undefined = editedLevel(config, index, each);
    return made && computesTheSame(made, after);
  });
  const whole = edit ?? { ...tries[1]!, ...flagsOf(after) };
  const { structure, ...rest } = whole;
  return structure !== undefined && Object.keys(rest).length === 0
    ? { do: 'set-structure', level, structure }
    : { do: 'edit-level', level, ...whole };
}

const flagsOf = (level: Level): LevelEdit =>
  level.kind === 'aggregation' ? { levelRoot: level.levelRoot, rootResidual: level.rootResidual } : {};

const structureOf = (level: Level) => (level.kind === 'aggregation' ? level.structure : 'plain');

/** Whether the structures of two levels join their blocks alike. */
const equal = (a: Level, b: Level): boolean =>
  a.kind === 'aggregation' &&
  b.kind === 'aggregation' &&
  a.blocks === b.blocks &&
  equalStructures(a.structure, a.blocks).includes(b.structure);

/** Levels of two blocks are the same network in (b) to (f). */
const computesTheSame = (a: Level, b: Level): boolean =>
  a.kind === 'aggregation' && b.kind === 'aggregation' && equal(a, b)
    ? same({ ...a, structure: 'plain' }, { ...b, structure: 'plain' })
    : same(a, b);

/** Whether two levels join alike under other names: a command for the structure gives them, and changes nothing else. */
const namesDiffer = (a: Level, b: Level): boolean =>
  a.kind === 'aggregation' &&
  b.kind === 'aggregation' &&
  equal(a, b) &&
  structures[a.structure].names !== structures[b.structure].names;

/** Whether two values of a config are alike, whatever the order of their keys. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [x, y] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return x.length === y.size && x.every(([key, value]) => same(value, y.get(key)));
}

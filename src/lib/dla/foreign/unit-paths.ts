import { isImage } from '#lib/dla/modules/modules.ts';
import type { Graph } from './graph.ts';
import { commonPath } from './module-path.ts';
import type { Unit } from './units.ts';

type Path = readonly string[];

/** Where a unit stands in the names: the groups around it, and its own name, which may be empty. */
export interface Place {
  readonly groups: Path;
  readonly name: string;
}

const SEPARATOR = '\0';
const keyOf = (path: Path): string => path.join(SEPARATOR);

/** How many units have something in a module, by its path. */
function unitsIn(units: readonly Unit[], { drafts }: Graph): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { parts } of units) {
    const keys = new Set(
      parts.flatMap(([, draft]) => drafts[draft]!.path.map((_, index, path) => keyOf(path.slice(0, index + 1)))),
    );
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** The module of a unit, so that its tensors have the names that the file has where there is such a module. */
function moduleOf({ parts }: Unit, { drafts }: Graph, counts: ReadonlyMap<string, number>): Path | undefined {
  const paths = parts.map(([, draft]) => drafts[draft]!.path);
  const [first] = paths;
  if (!first || paths.some((path) => path.length === 0)) return undefined;
  const bases = parts.map(([local, draft]) => {
    const { path } = drafts[draft]!;
    const own = local === '' ? [] : local.split('.');
    const start = path.length - own.length;
    return own.every((part, index) => path[start + index] === part) ? path.slice(0, start) : undefined;
  });
  const [base] = bases;
  if (base && bases.every((each) => each && keyOf(each) === keyOf(base))) return base;
  const isAlone = (path: Path): boolean => path.length > 0 && counts.get(keyOf(path)) === 1;
  let module = paths.reduce(commonPath);
  if (!isAlone(module)) return first;
  while (isAlone(module.slice(0, -1))) module = module.slice(0, -1);
  return module;
}

/** A level of DLA is a group by its name, also where it is one convolution. */
const LEVEL = /^level\d+$/;

/** The places of all units; names of siblings may still be the same. */
export function placesOf(units: readonly Unit[], graph: Graph): readonly Place[] {
  const counts = unitsIn(units, graph);
  const modules = units.map((unit) => moduleOf(unit, graph, counts));
  // What holds something is a group; a unit that stands there as well has no name of its own.
  const groups = new Set<string>();
  for (const path of modules)
    for (let length = (path?.length ?? 0) - 1; length > 0; length -= 1) groups.add(keyOf(path!.slice(0, length)));
  const unnamed = new Set<string>();
  const places = units.map((unit, index): Place | undefined => {
    const path = modules[index];
    if (isImage(unit)) return { groups: [], name: 'input' };
    if (!path) return undefined;
    const key = keyOf(path);
    const isGroup = groups.has(key) || path.length === 0 || LEVEL.test(path.at(-1)!);
    if (!isGroup) return { groups: path.slice(0, -1), name: path.at(-1)! };
    // One of those that stand in a group has no name of its own.
    const name = unnamed.size < unnamed.add(key).size ? '' : unit.kind;
    return { groups: path, name };
  });
  placeOthers(units, graph, groups, places);
  return places as readonly Place[];
}

/** What has no tensors, or tensors without names, stands where the exporter said, else beside what takes it. */
function placeOthers(
  units: readonly Unit[],
  { drafts }: Graph,
  groups: ReadonlySet<string>,
  places: (Place | undefined)[],
): void {
  const unitOf = new Map(units.flatMap(({ output }, index) => [[output, index] as const]));
  const takers: number[][] = units.map(() => []);
  units.forEach(({ inputs }, index) => inputs.forEach((input) => takers[unitOf.get(input)!]!.push(index)));
  for (let index = units.length - 1; index >= 0; index -= 1) {
    if (places[index]) continue;
    const unit = units[index]!;
    const { path } = drafts[unit.output]!;
    if (path.length > 0) {
      places[index] = groups.has(keyOf(path))
        ? { groups: path, name: unit.kind }
        : { groups: path.slice(0, -1), name: path.at(-1)! };
      continue;
    }
    const around = takers[index]!.flatMap((taker) => (places[taker] ? [places[taker].groups] : []));
    const [first] = around;
    places[index] = { groups: first ? around.reduce(commonPath) : [], name: drafts[unit.output]!.hint ?? unit.kind };
  }
}

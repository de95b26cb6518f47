import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Rule {
  readonly name: string;
  readonly from: { readonly path?: string };
  readonly to: { readonly pathNot?: string | readonly string[] };
}

/** What dependency-cruiser found in a house. */
export interface Cruise {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

/** Looks at every import below `src` of a house that has our walls. */
export function cruise(house: string): Cruise {
  const program = join(process.cwd(), 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const output = execFileSync(process.execPath, [program, '--config', '.dependency-cruiser.cjs', '-T', 'json', 'src'], {
    cwd: house,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return JSON.parse(output) as Cruise;
}

/** The rooms of the walls, by name: a rule that lets a path import itself first of all is a room's. */
function rooms(): ReadonlyMap<string, RegExp> {
  const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
    forbidden: readonly Rule[];
  };
  return new Map(
    forbidden.flatMap(({ name, from: { path }, to: { pathNot } }) =>
      path !== undefined && Array.isArray(pathNot) && pathNot[0] === path ? [[name, new RegExp(path)] as const] : [],
    ),
  );
}

/** Which rooms each room imports, unit tests left out: those stand beside their source and may use what lies above it. */
export function roomGraph({ modules }: Cruise): ReadonlyMap<string, ReadonlySet<string>> {
  const known = rooms();
  const roomOf = (file: string) => [...known].find(([, pattern]) => pattern.test(file))?.[0];
  const graph = new Map([...known.keys()].map((room) => [room, new Set<string>()]));
  for (const { source, dependencies } of modules) {
    const from = roomOf(source);
    if (from === undefined || source.endsWith('.test.ts')) continue;
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved);
      if (to !== undefined && to !== from) graph.get(from)!.add(to);
    }
  }
  return graph;
}

/** Rooms that import each other, directly or round others: each circle as the sorted names of its rooms. */
export function roomCircles(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const reach = (from: string): ReadonlySet<string> => {
    const found = new Set<string>();
    const open = [...graph.get(from)!];
    for (let room = open.pop(); room !== undefined; room = open.pop()) {
      if (found.has(room)) continue;
      found.add(room);
      open.push(...graph.get(room)!);
    }
    return found;
  };
  const reached = new Map([...graph.keys()].map((room) => [room, reach(room)]));
  const circleOf = (room: string) => [...reached.get(room)!].filter((other) => reached.get(other)!.has(room)).sort();
  const circles = [...graph.keys()].filter((room) => reached.get(room)!.has(room)).map(circleOf);
  return [...new Map(circles.map((circle) => [circle.join(), circle])).values()];
}

import type { GraphCommand } from './commands.ts';

/** What brings the inputs of one node into the wanted order, the commands that only take away apart from the others. */
export interface InputCommands {
  readonly first: readonly GraphCommand[];
  readonly then: readonly GraphCommand[];
}

/** As few commands as can be: inputs that stay in order stay, one that is gone gives its place to one that is new. */
export function inputCommands(node: string, before: readonly string[], after: readonly string[]): InputCommands {
  if (before.join(' ') === after.join(' ')) return { first: [], then: [] };
  if (before.toSorted().join(' ') === after.toSorted().join(' '))
    return { first: [], then: [{ do: 'reorder-inputs', node, order: orderOf(before, after) }] };
  const first: GraphCommand[] = [];
  const then: GraphCommand[] = [];
  for (const { from, gone, to, come } of gapsOf(before, after)) {
    // What has no successor goes first, so that a node that is full has room; from the last on, as each moves up what is behind.
    for (let i = come.length; i < gone; i += 1) first.unshift({ do: 'disconnect', to: node, input: from + i });
    come.forEach((each, i) =>
      then.push({ do: i < gone ? 'reconnect' : 'connect', from: each, to: node, input: to + i }),
    );
  }
  return { first, then };
}

/** The same without a replacement: edges are taken away first and drawn then, so that no circle is closed on the way. */
export function plainInputCommands(node: string, before: readonly string[], after: readonly string[]): InputCommands {
  const first: GraphCommand[] = [];
  const then: GraphCommand[] = [];
  const kept = new Set(commonOf(before, after).map(([x]) => x));
  const here = new Set(commonOf(before, after).map(([, y]) => y));
  for (let input = before.length - 1; input >= 0; input -= 1)
    if (!kept.has(input)) first.push({ do: 'disconnect', to: node, input });
  after.forEach((from, input) => {
    if (!here.has(input)) then.push({ do: 'connect', from, to: node, input });
  });
  return { first, then };
}

/** Stretches between inputs that stay: from where in the first list how many go, and what comes where in the second. */
function gapsOf(before: readonly string[], after: readonly string[]) {
  const ends = [...commonOf(before, after), [before.length, after.length] as const];
  let [from, to] = [0, 0];
  return ends.map(([x, y]) => {
    const gap = { from, gone: x - from, to, come: after.slice(to, y) };
    [from, to] = [x + 1, y + 1];
    return gap;
  });
}

/** Beyond so many pairs of places two lists have nothing in common: they are not compared. */
const MOST_COMPARED = 4_000_000;

/** A longest common part of two lists, as pairs of places. */
function commonOf(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  if (a.length * b.length > MOST_COMPARED) return [];
  const length: number[][] = Array.from({ length: a.length + 1 }, () => Array<number>(b.length + 1).fill(0));
  for (let x = a.length - 1; x >= 0; x -= 1)
    for (let y = b.length - 1; y >= 0; y -= 1)
      length[x]![y] = a[x] === b[y] ? 1 + length[x + 1]![y + 1]! : Math.max(length[x + 1]![y]!, length[x]![y + 1]!);
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [0, 0];
  while (x < a.length && y < b.length)
    if (a[x] === b[y]) pairs.push([x++, y++]);
    else if (length[x + 1]![y]! >= length[x]![y + 1]!) x += 1;
    else y += 1;
  return pairs;
}

/** For each place of the second list the one in the first, each once. */
function orderOf(before: readonly string[], after: readonly string[]): number[] {
  const used = new Set<number>();
  return after.map((wanted) => {
    const place = before.findIndex((each, at) => each === wanted && !used.has(at));
    used.add(place);
    return place;
  });
}

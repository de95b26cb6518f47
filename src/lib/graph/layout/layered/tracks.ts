/** What crosses the room between two layers: one height on the left, one or more on the right. */
export interface Net {
  readonly at: number;
  readonly ends: readonly number[];
}

/** Which upright line each net turns on, counted from the left; -1 where it runs straight on. */
export interface Tracks {
  readonly track: readonly number[];
  readonly count: number;
}

/** Beyond so many nets only their number of lines counts, not how they cross. */
const MANY = 100;
/** Lines closer than this look like one. */
const NEAR = 4;

export function tracksOf(nets: readonly Net[]): Tracks {
  const spans = nets.map(({ at, ends }) => [Math.min(at, ...ends), Math.max(at, ...ends)] as const);
  const turning = nets.flatMap(({ at, ends }, net) => (ends.some((end) => end !== at) ? [net] : []));
  const order = turning.length > MANY ? byTop(turning, spans) : inGoodOrder(turning, nets);
  const track: number[] = nets.map(() => -1);
  const taken: (readonly [number, number])[][] = [];
  for (const net of order) {
    const [top, bottom] = spans[net]!;
    const clear = (line: readonly (readonly [number, number])[]): boolean =>
      turning.length > MANY
        ? line.at(-1)![1] + NEAR < top
        : line.every(([a, b]) => b + NEAR < top || a - NEAR > bottom);
    const least = turning.length > MANY ? 0 : leastTrack(net, order, nets, track);
    let at = least;
    while (at < taken.length && !clear(taken[at]!)) at += 1;
    for (let line = taken.length; line <= at; line += 1) taken.push([]);
    taken[at]!.push([top, bottom]);
    track[net] = at;
  }
  return { track, count: taken.length };
}

const byTop = (turning: readonly number[], spans: readonly (readonly [number, number])[]): readonly number[] =>
  turning.toSorted((a, b) => spans[a]![0] - spans[b]![0]);

/**
 * Of nets that go down the lowest turns first, of those that go up the highest: so they do not cross. A net that comes
 * in at the height at which another goes on has to turn before that one.
 */
function inGoodOrder(turning: readonly number[], nets: readonly Net[]): readonly number[] {
  const down = ({ at, ends }: Net): boolean => ends.reduce((sum, end) => sum + end - at, 0) > 0;
  const preferred = turning.toSorted((a, b) => {
    const [here, there] = [nets[a]!, nets[b]!];
    if (down(here) !== down(there)) return down(here) ? 1 : -1;
    return down(here) ? there.at - here.at : here.at - there.at;
  });
  const order: number[] = [];
  const seen = new Set<number>();
  const visit = (net: number): void => {
    if (seen.has(net)) return;
    seen.add(net);
    for (const other of preferred) if (turnsBefore(nets[other]!, nets[net]!)) visit(other);
    order.push(net);
  };
  preferred.forEach(visit);
  return order;
}

const turnsBefore = (a: Net, b: Net): boolean => a !== b && b.ends.some((end) => Math.abs(end - a.at) < NEAR);

function leastTrack(net: number, order: readonly number[], nets: readonly Net[], track: readonly number[]): number {
  return order.reduce(
    (least, other) =>
      track[other]! >= 0 && turnsBefore(nets[other]!, nets[net]!) ? Math.max(least, track[other]! + 1) : least,
    0,
  );
}

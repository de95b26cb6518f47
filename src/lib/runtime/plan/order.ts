/** What makes a value of others. */
interface Draft {
  readonly inputs: readonly number[];
  readonly result: number;
}

/**
 * Steps in an order that keeps little alive: that of the document, or a better one where one is found. Each step still
 * comes after what it takes. To find the best is hard (NP); two walks that usually do well are tried.
 */
export function orderSteps<S extends Draft>(steps: readonly S[], bytes: (value: number) => number): readonly S[] {
  let best = { steps, peak: peakBytes(steps, bytes) };
  for (const walk of [cheapestFirst, deepestFirst]) {
    const found = walk(steps, bytes);
    const peak = peakBytes(found, bytes);
    if (peak < best.peak) best = { steps: found, peak };
  }
  return best.steps;
}

/** By value, the position of the step that takes it last; of one that nothing takes, of the step that makes it. */
export function lastUsesOf(steps: readonly Draft[]): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  steps.forEach(({ inputs, result }, position) => {
    last.set(result, position);
    for (const input of inputs) last.set(input, position);
  });
  return last;
}

/** Most bytes of values that live at one time; a step's inputs and its result live together. */
export function peakBytes(steps: readonly Draft[], bytes: (value: number) => number): number {
  const last = lastUsesOf(steps);
  const made = new Set(steps.map(({ result }) => result));
  const given = new Set(steps.flatMap(({ inputs }) => inputs.filter((input) => !made.has(input))));
  let live = [...given].reduce((sum, value) => sum + bytes(value), 0);
  let peak = live;
  steps.forEach(({ inputs, result }, position) => {
    live += bytes(result);
    peak = Math.max(peak, live);
    for (const value of new Set([...inputs, result])) if (last.get(value) === position) live -= bytes(value);
  });
  return peak;
}

/** How many steps take each value. */
function usesOf(steps: readonly Draft[]): Map<number, number> {
  const uses = new Map<number, number>();
  for (const { inputs } of steps) for (const input of new Set(inputs)) uses.set(input, (uses.get(input) ?? 0) + 1);
  return uses;
}

/** Of all steps that can be done next, always the one after which the least lives. */
function cheapestFirst<S extends Draft>(steps: readonly S[], bytes: (value: number) => number): readonly S[] {
  const uses = usesOf(steps);
  const made = new Set(steps.map(({ result }) => result));
  const left = [...steps];
  const order: S[] = [];
  while (left.length > 0) {
    let best = { at: -1, growth: Infinity };
    left.forEach(({ inputs, result }, at) => {
      if (inputs.some((input) => made.has(input))) return;
      const freed = [...new Set(inputs)].filter((input) => uses.get(input) === 1);
      const kept = uses.has(result) ? bytes(result) : 0;
      const growth = freed.reduce((sum, value) => sum - bytes(value), kept);
      if (growth < best.growth) best = { at, growth };
    });
    const [next] = left.splice(best.at, 1);
    for (const input of new Set(next!.inputs)) uses.set(input, uses.get(input)! - 1);
    made.delete(next!.result);
    order.push(next!);
  }
  return order;
}

/** Backwards from what is wanted: of what a step takes, first what took the most to make. */
function deepestFirst<S extends Draft>(steps: readonly S[], bytes: (value: number) => number): readonly S[] {
  const makers = new Map(steps.map((step) => [step.result, step]));
  /** Bytes that live at most while a value is made, were nothing shared; steps come after what they take. */
  const cost = new Map<number, number>();
  const costOf = (value: number) => cost.get(value) ?? bytes(value);
  const byCost = (inputs: readonly number[]) =>
    [...new Set(inputs)].sort((a, b) => costOf(b) - bytes(b) - (costOf(a) - bytes(a)));
  for (const { inputs, result } of steps) {
    let held = 0;
    let most = 0;
    for (const input of byCost(inputs)) {
      most = Math.max(most, held + costOf(input));
      held += bytes(input);
    }
    cost.set(result, Math.max(most, held + bytes(result)));
  }
  const order: S[] = [];
  const open = [...steps].reverse();
  const done = new Set<S>();
  for (let step = open.pop(); step; step = open.pop()) {
    if (done.has(step)) continue;
    const waiting = byCost(step.inputs)
      .flatMap((input) => makers.get(input) ?? [])
      .filter((maker) => !done.has(maker));
    if (waiting.length === 0) {
      done.add(step);
      order.push(step);
    } else open.push(step, ...waiting.reverse());
  }
  return order;
}

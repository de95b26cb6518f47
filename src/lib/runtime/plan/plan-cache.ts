import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';

/** As many networks as one compares, and a little more. */
const MOST = 4;

/**
 * Keeps the plans of the networks that ran last: to plan a large network takes longer than to run a small one. Graphs
 * that cross to a worker are copies, so that a plan is found by what it was made from.
 */
export class PlanCache<Plan> {
  readonly #plans = new Map<string, Plan>();

  /** The plan for a graph and what is wanted of it (plain data); made where there is none. Throws as `make` does. */
  planOf(graph: OpGraph, wanted: unknown, make: () => Plan): Plan {
    const key = JSON.stringify([graph.ops, wanted]);
    const plan = this.#plans.get(key) ?? make();
    // The one that was used last stands last; the first one goes.
    this.#plans.delete(key);
    this.#plans.set(key, plan);
    if (this.#plans.size > MOST) this.#plans.delete(this.#plans.keys().next().value!);
    return plan;
  }
}

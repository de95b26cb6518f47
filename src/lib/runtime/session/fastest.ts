import type { BackendChoice, PassedOver, Ranking } from '#lib/runtime/compute/device.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';

let ranked: readonly Backend[] = [];

/** What was measured on this machine, the fastest first; empty where nothing was. Every runner of the page goes by it. */
export function setFastest(backends: readonly Backend[]): void {
  ranked = backends;
}

/** What an order asks of a worker: what was measured, where the choice is left to the product. */
export const asked = (choice: BackendChoice | Ranking): BackendChoice | Ranking =>
  choice === 'auto' && ranked.length > 0 ? { order: ranked, passedOver: [] } : choice;

/** What is asked next, where the first of a ranking did not do; undefined where nothing is left. */
export function withoutFirst(choice: BackendChoice | Ranking, because: PassedOver['because']): Ranking | undefined {
  if (typeof choice === 'string') return undefined;
  const [backend, ...order] = choice.order;
  if (backend === undefined || order.length === 0) return undefined;
  return { order, passedOver: [...choice.passedOver, { backend, because }] };
}

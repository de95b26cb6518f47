import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';

/** Which values of a run should stay on the device for the next one. */
export interface Keeping {
  /** The network whose values stay: the one that runs, which is then computed whole, or what it was made from. */
  readonly of: OpGraph;
  /** Most bytes of them. */
  readonly room: number;
}

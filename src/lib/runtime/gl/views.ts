import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { neededOps, takersOf } from '#lib/runtime/plan/fuse.ts';
import { CHANNELS } from './layout.ts';
import type { Source } from './step.ts';

/** How many sources a program takes at most; WebGL 2 promises 16 textures, and weights and a residual need two. */
export const MOST_SOURCES = 8;

/**
 * Values that need no texture of their own: a slice that starts at a block is part of its input, and a concat that only
 * convolutions take is what they take one after another.
 */
export class Views {
  readonly #virtual = new Set<number>();

  constructor(
    private readonly graph: OpGraph,
    /** Values that are wanted. */
    kept: ReadonlySet<number>,
    /** Values that are there already, each in a texture of its own. */
    known: ReadonlySet<number>,
  ) {
    const needed = neededOps(graph, kept, known);
    const takers = takersOf(graph, needed, known);
    const takesParts = (taker: number): boolean => {
      const op = graph.ops[taker]!;
      return (op.kind === 'conv2d' && op.attributes.groups === 1) || (op.kind === 'concat' && this.#virtual.has(taker));
    };
    for (const index of needed.filter((each) => !known.has(each)).reverse()) {
      const op = graph.ops[index]!;
      if (op.kind === 'slice' && op.attributes.from % CHANNELS === 0) this.#virtual.add(index);
      if (op.kind !== 'concat') continue;
      if (op.inputs.length === 1 || (!kept.has(index) && (takers.get(index) ?? []).every(takesParts)))
        this.#virtual.add(index);
    }
    // Inputs first: a concat is counted by what is left of the concats that it takes.
    for (const index of [...this.#virtual].sort((a, b) => a - b))
      if (this.sourcesOf(index).length > MOST_SOURCES) this.#virtual.delete(index);
  }

  isView(index: number): boolean {
    return this.#virtual.has(index);
  }

  /** What a value is read from, in the order of channels. */
  sourcesOf(index: number): readonly Source[] {
    const op: Op = this.graph.ops[index]!;
    const channels = op.shape[0];
    if (!this.#virtual.has(index)) return [{ value: index, from: 0, channels }];
    if (op.kind === 'slice') {
      const { value, from } = this.sourceOf(op.inputs[0]!);
      return [{ value, from: from + op.attributes.from / CHANNELS, channels }];
    }
    return op.inputs.flatMap((input) => this.sourcesOf(input));
  }

  /** The same where there is only one. */
  onlySourceOf(index: number): Source | undefined {
    const [source, ...others] = this.sourcesOf(index);
    return others.length === 0 ? source : undefined;
  }

  /** The one source of a value that no view of several makes up. */
  sourceOf(index: number): Source {
    const source = this.onlySourceOf(index);
    if (!source) throw new Error(`${this.graph.ops[index]!.id} has several sources`);
    return source;
  }
}

import type { GraphGroup, GraphNode } from '#lib/graph/document/document.ts';

/** A map that a decoder starts from. */
export interface Feature {
  readonly id: string;
  readonly channels: number;
  /** Input pixels per pixel of the map. */
  readonly reduction: number;
  /** Index of the level that made it. */
  readonly level: number;
}

/** Attributes that some or all nodes of a decoder have beside their own. */
export type NodeOptions = GraphNode['attributes'];

/** Collects a decoder's nodes and groups; identities (no projection, factor 1) leave no node. */
export class DecoderBuilder {
  private readonly nodes: GraphNode[] = [];
  private readonly members: string[] = [];
  private readonly inner: DecoderBuilder[] = [];

  constructor(
    private readonly id: string,
    private readonly label: string,
    /** What its nodes are normalised by. */
    private readonly norm: NodeOptions,
    /** The kernel of its projections; with 3 there is one for every map but the first. */
    private readonly projection: 1 | 3 = 1,
  ) {}

  group(name: string): DecoderBuilder {
    const inner = new DecoderBuilder(`${this.id}-${name}`, name, this.norm, this.projection);
    this.inner.push(inner);
    return inner;
  }

  /** `proj_k` where channels differ, then `up_k` where the factor is not 1. */
  projectedUp(k: string, from: Feature, channels: number, factor: number): string {
    const projected =
      from.channels === channels && (this.projection === 1 || k === '0')
        ? from.id
        : this.put('conv-unit', `proj_${k}`, [from.id], {
            outChannels: channels,
            kernel: this.projection,
            ...this.norm,
          });
    return factor === 1 ? projected : this.up(`up_${k}`, projected, factor);
  }

  /** A trained up-sampling. */
  up(name: string, from: string, factor: number): string {
    return this.put('up-sample', name, [from], { factor, mode: 'transposed' });
  }

  sum(name: string, inputs: readonly string[]): string {
    return this.put('add', name, inputs, {});
  }

  deformUnit(name: string, from: string, outChannels: number, options: NodeOptions): string {
    return this.put('deform-unit', name, [from], { outChannels, ...options });
  }

  /** `node_k`: inputs shallow first. */
  fuse(k: string, inputs: readonly string[], channels: number): string {
    return this.put('fuse-conv', `node_${k}`, inputs, { outChannels: channels, ...this.norm });
  }

  done(): { nodes: readonly GraphNode[]; groups: readonly GraphGroup[] } {
    const inner = this.inner.map((each) => each.done());
    const name = this.id.slice(this.id.lastIndexOf('-') + 1);
    const members = [...this.members, ...this.inner.map((each) => each.id)];
    // A decoder that needs no projection and no up-sampling has nothing of its own.
    const own: GraphGroup[] = members.length === 0 ? [] : [{ id: this.id, name, label: this.label, members }];
    return {
      nodes: [...this.nodes, ...inner.flatMap(({ nodes }) => nodes)],
      groups: [...own, ...inner.flatMap(({ groups }) => groups)],
    };
  }

  private put(kind: string, name: string, inputs: readonly string[], attributes: GraphNode['attributes']): string {
    const id = `${this.id}-${name}`;
    this.nodes.push({ id, kind, name, inputs, attributes });
    this.members.push(id);
    return id;
  }
}

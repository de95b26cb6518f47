import type { ModuleKind } from '#lib/dla/modules/modules.ts';
import { shapeOf, type Attributes, type Draft, type TensorName, type Values } from './operator-draft.ts';
import { tensorPath } from './module-path.ts';
import type { OnnxFile, OnnxNode } from './onnx-file.ts';
import { numbersOf, Unknown, Unreadable, type MapValue, type Value } from './values.ts';

type Tensors = ReadonlyMap<TensorName, Values>;

/** What is known of a file while its operators are read, one after the other. */
export class Translation {
  readonly drafts: Draft[] = [];
  private readonly values = new Map<string, Value>();
  private readonly uses = new Map<string, number>();
  /** Weightless nodes that were there before, by what they are and take: exporters repeat them. */
  private readonly made = new Map<string, number>();
  /** Flattened maps, by what they were. */
  private readonly flattened = new Map<number, MapValue>();

  constructor(readonly file: OnnxFile) {
    for (const [name, tensor] of file.tensors) this.values.set(name, { kind: 'constant', values: tensor });
    for (const name of [...file.nodes.flatMap(({ inputs }) => inputs), ...file.outputs])
      this.uses.set(name, (this.uses.get(name) ?? 0) + 1);
  }

  set(name: string | undefined, value: Value): void {
    if (name !== undefined && name !== '') this.values.set(name, value);
  }

  /** What an input is; undefined where it is left out. */
  optional(node: OnnxNode, index: number): Value | undefined {
    const name = node.inputs[index];
    if (name === undefined || name === '') return undefined;
    const value = this.values.get(name);
    if (!value || value.kind === 'unknown') throw new Unknown();
    return value;
  }

  output(name: string): Value | undefined {
    return this.values.get(name);
  }

  /** An input that is computed, as the file has it. */
  loose(node: OnnxNode, index = 0): MapValue {
    const value = this.optional(node, index);
    if (value?.kind !== 'map') throw new Unreadable(`inputs[${index}]`);
    return value;
  }

  /** The same, every value a channel of its own where the file says so. */
  map(node: OnnxNode, index = 0): MapValue {
    return this.solid(this.loose(node, index));
  }

  solid(value: MapValue): MapValue {
    const { draft, shape, flat } = value;
    if (!flat || shape[1] * shape[2] === 1) return value;
    const known = this.flattened.get(draft) ?? { ...this.add('flatten', {}, [value], ''), flat: true };
    this.flattened.set(draft, known);
    return known;
  }

  constant(node: OnnxNode, index: number): Values {
    const value = this.optional(node, index);
    if (value?.kind !== 'constant') throw new Unreadable(`inputs[${index}]`);
    return value.values;
  }

  /** Numbers that stand in an attribute or, since a later operator set, in an input. */
  async numbers(node: OnnxNode, attribute: string, index: number): Promise<readonly number[] | undefined> {
    const given = node.attributes.get(attribute);
    if (given) return given.ints.length > 0 ? given.ints : given.floats.length > 0 ? given.floats : scalarOf(given);
    const value = this.optional(node, index);
    if (value === undefined) return undefined;
    if (value.kind !== 'constant') throw new Unreadable(attribute);
    return numbersOf(value);
  }

  /** Whether nothing else takes an input. */
  isOnlyUse(node: OnnxNode, index: number): boolean {
    return this.uses.get(node.inputs[index]!) === 1;
  }

  /** Adds a node of a document; one that has no weights and was there before is that one. */
  add(
    kind: ModuleKind,
    attributes: Attributes,
    inputs: readonly MapValue[],
    label: string,
    tensors: Tensors = new Map(),
  ): MapValue {
    const shape = shapeOf(
      kind,
      attributes,
      inputs.map((input) => input.shape),
      label,
    );
    const taken = inputs.map(({ draft }) => draft);
    const key = tensors.size === 0 ? JSON.stringify([kind, attributes, taken]) : undefined;
    const known = key === undefined ? undefined : this.made.get(key);
    const draft = known ?? this.drafts.length;
    if (known === undefined) {
      // What several take has the name of one of them.
      const names = [...tensors.values()].map(({ name }) => name).filter((name) => this.uses.get(name) === 1);
      this.drafts.push({ kind, attributes, inputs: taken, shape, tensors, label, path: tensorPath(names) });
      if (key !== undefined) this.made.set(key, draft);
    }
    return { kind: 'map', draft, shape, flat: false };
  }

  /** Puts another draft in the place of one. */
  replace(at: number, draft: Partial<Draft>): void {
    this.drafts[at] = { ...this.drafts[at]!, ...draft };
  }
}

const scalarOf = ({ int, float }: { readonly int?: number; readonly float?: number }): readonly number[] => {
  const value = int ?? float;
  return value === undefined ? [] : [value];
};

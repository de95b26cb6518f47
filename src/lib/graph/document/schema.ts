import * as v from 'valibot';

/** What a document may hold, handed in by the domain: the attributes of each kind of node and its number of inputs. */
export interface DocumentDomain {
  readonly kinds: ReadonlyMap<string, NodeKind>;
}

interface NodeKind {
  readonly attributes: v.GenericSchema;
  readonly inputs: readonly [least: number, most: number];
}

export const GRAPH_FORMAT = 'dla-graph';
export const GRAPH_VERSION = 1;
export const MOST_NODES = 20_000;
/** Of all nodes together; a file of as many bytes as may be has room for a million more. */
export const MOST_INPUTS = 100_000;
/** How far from the middle a node can be pinned: farther than anything is drawn, and near enough to be drawn. */
export const FARTHEST = 1_000_000;
const MOST_CHARACTERS = 200;

/** Any text of at most 200 characters (code points). What JSON Schema cannot take from a check stands beside it. */
export const text = () =>
  v.pipe(
    v.string(),
    v.check((value) => value.length <= 2 * MOST_CHARACTERS && [...value].length <= MOST_CHARACTERS, 'short-text'),
    v.metadata({ maxLength: MOST_CHARACTERS }),
  );

export const id = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'id'),
  v.notValues(['__proto__', 'prototype', 'constructor'], 'id'),
);
export const name = v.pipe(text(), v.regex(/^[^.]*$/, 'no-dot'));
const coordinate = v.pipe(v.number(), v.finite(), v.minValue(-FARTHEST), v.maxValue(FARTHEST));

const group = v.strictObject({
  id,
  name: v.optional(name),
  label: v.optional(text()),
  members: v.array(id),
});

function nodeSchema(kind: string, { attributes, inputs: [least, most] }: NodeKind) {
  const bare = v.is(attributes, {});
  const node = v.strictObject({
    id,
    kind: v.literal(kind),
    name: v.optional(name),
    inputs: v.optional(
      v.pipe(
        v.array(id),
        v.metadata({ ...(least > 0 && { minItems: least }), ...(Number.isFinite(most) && { maxItems: most }) }),
      ),
    ),
    attributes: bare ? v.optional(attributes) : attributes,
  });
  // Too few or too many inputs are told with the node's shapes: a drawing that is not finished can be kept.
  const required = ['id', 'kind', ...(least > 0 ? ['inputs'] : []), ...(bare ? [] : ['attributes'])];
  return v.pipe(node, v.metadata({ required }));
}

/** The graph document (docs/files.md), with the domain's kinds. The JSON Schema is made from this. */
export const graphSchema = ({ kinds }: DocumentDomain) =>
  v.strictObject({
    $schema: v.optional(v.string()),
    format: v.literal(GRAPH_FORMAT),
    version: v.literal(GRAPH_VERSION),
    name: v.optional(text()),
    nodes: v.pipe(
      v.array(
        v.variant(
          'kind',
          [...kinds].map(([kind, module]) => nodeSchema(kind, module)),
        ),
      ),
      v.maxLength(MOST_NODES),
    ),
    groups: v.optional(v.array(group)),
    positions: v.optional(v.record(id, v.strictTuple([coordinate, coordinate]))),
  });

import { nameOf, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';

/** Names that builders and other libraries give to parts of a network, whatever network it is. */
const USUAL =
  /^(base_layer|project|proj_?\d*|downsample|maxpool|pool\d*|tree\d+|root|fc|classifier|features|up_\d+|sum_\d+|node_\d+|conv\d*|bn\d*|norm\d*|relu\d*|concat|\d+)$/;

/** Longer names are cut on the drawing. */
const LONGEST = 16;

/** The name that a person gave a node; none where it was generated: a kind with a number, a place in a list, a usual name. */
function givenName(node: GraphNode): string | undefined {
  const { id, kind } = node;
  const name = nameOf(node);
  // Its label is its name.
  if (kind === 'detection-head') return undefined;
  if (node.name === undefined || name.trim() === '' || name === id) return undefined;
  const isNumberedKind = (text: string): boolean => text.replace(/(-\d+)+$/, '') === kind;
  if (isNumberedKind(name)) return undefined;
  // What came from the palette has the id of its kind: whatever it is called, a person called it so.
  return isNumberedKind(id) || !USUAL.test(name) ? name : undefined;
}

/** What is written of a name on the drawing. */
export const shortened = (name: string): string => {
  const letters = [...name.replace(/\s+/g, ' ').trim()];
  return letters.length > LONGEST
    ? `${letters
        .slice(0, LONGEST - 1)
        .join('')
        .trimEnd()}…`
    : letters.join('');
};

/** The names that a person gave, by node. */
export const givenNames = ({ nodes }: GraphDocument): ReadonlyMap<string, string> =>
  new Map(
    nodes.flatMap((node) => {
      const name = givenName(node);
      return name === undefined ? [] : [[node.id, name] as const];
    }),
  );

import { nameOf, type GraphGroup } from '#lib/graph/document/document.ts';
import { listNames } from './plan.ts';
import { blocksFault, isStructureName, structureNames, structures, type StructureName } from './structures.ts';

// With two blocks (b) to (f) are one network, with one block (a) to (e). Which of them a person chose is kept where a
// document has room for it: names tell (f) from the others, and these by the label of the group that names their blocks.

/** The structures that join so many blocks alike, in the paper's order. */
export function equalStructures(name: StructureName, blocks: number): readonly StructureName[] {
  const own = joining(name, blocks);
  return structureNames.filter((other) => !blocksFault(other, blocks) && joining(other, blocks) === own);
}

function joining(name: StructureName, blocks: number): string {
  const { takes, nodes, output } = structures[name].plan(blocks);
  return JSON.stringify([takes, nodes.map(({ inputs }) => inputs), output]);
}

/** The one of several equal structures that is meant where no label says which. */
export const usualStructure = (equal: readonly StructureName[]): StructureName =>
  equal.find((name) => name === 'plain') ?? equal.find((name) => name === 'ida') ?? equal[0]!;

const [BLOCKS] = listNames().block(0);

/** Whether a group inside a level has a label that says which structure was chosen. */
export const isChoice = (group: GraphGroup): boolean =>
  nameOf(group) === BLOCKS && group.label !== undefined && isStructureName(group.label);

/** The structure that was chosen, by the groups in a level. */
export function choiceOf(groups: readonly GraphGroup[]): StructureName | undefined {
  const label = groups.find(isChoice)?.label;
  return label !== undefined && isStructureName(label) ? label : undefined;
}

/** The groups of a level, the choice of its structure among them where nothing else tells it. */
export function withChoice(
  groups: readonly GraphGroup[],
  structure: StructureName,
  blocks: number,
): readonly GraphGroup[] {
  if (structures[structure].names !== listNames) return groups;
  if (usualStructure(equalStructures(structure, blocks)) === structure) return groups;
  return groups.map((group) => (nameOf(group) === BLOCKS ? { ...group, label: structure } : group));
}

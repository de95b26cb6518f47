import type { Intervention } from '#lib/dla/lowering/interventions.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { words } from '#lib/messages/messages.ts';
import { UsageError } from './command.ts';

/** Options of commands that compute with interventions (docs/command-line.md, run). */
export const interventions = {
  ablate: { type: 'string', multiple: true },
  scale: { type: 'string', multiple: true },
  bypass: { type: 'string', multiple: true },
} as const;

interface Given {
  readonly ablate?: readonly string[] | undefined;
  readonly scale?: readonly string[] | undefined;
  readonly bypass?: readonly string[] | undefined;
}

/** What the options ask for; whether the places are there is asked where it is lowered. */
export const readInterventions = (
  { ablate = [], scale = [], bypass = [] }: Given,
  document: GraphDocument,
): readonly Intervention[] => [
  ...ablate.map((place): Intervention => ({ kind: 'scale', ...placeOf(place, document), factor: 0 })),
  ...scale.map((text): Intervention => scaled(text, document)),
  ...bypass.map((node): Intervention => ({ kind: 'bypass', node })),
];

function scaled(text: string, document: GraphDocument): Intervention {
  const equals = text.lastIndexOf('=');
  const [place, number] = [text.slice(0, equals), text.slice(equals + 1)];
  const factor = Math.fround(Number(number));
  if (equals < 1 || number.trim() === '' || !Number.isFinite(factor)) throw new UsageError(words.cli.wrong.scale(text));
  return { kind: 'scale', ...placeOf(place, document), factor };
}

/** `ID`, or `FROM>TO` for what a node receives of another; ids may hold a `>` themselves. */
function placeOf(text: string, document: GraphDocument): { readonly node: string; readonly from?: string } {
  const { node } = indexOf(document);
  if (node.has(text)) return { node: text };
  for (let at = text.indexOf('>'); at >= 0; at = text.indexOf('>', at + 1)) {
    const [from, to] = [text.slice(0, at), text.slice(at + 1)];
    if (node.has(from) && node.has(to)) return { node: to, from };
  }
  const [from, to] = text.split('>', 2);
  return to === undefined ? { node: text } : { node: to, from: from! };
}

import { networkDomain } from '#lib/dla/commands/domain.ts';
import { readNetworkBytes } from '#lib/dla/exchange/pictures/read-picture.ts';
import { readLink } from '#lib/dla/link/link.ts';
import { emptyDocument } from '#lib/graph/document/document.ts';
import { checkDocument } from '#lib/graph/document/check-document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { copyMembers, parseClip, serialiseClip } from '#lib/graph/commands/clip.ts';
import { pasteMembers } from '#lib/graph/commands/paste-members.ts';
import { ok, unwrap, type Result } from '#lib/issue.ts';
import { pastedAs } from '#lib/workspace/files/pasted.ts';
import type { Random } from '../random.ts';
import { small } from '../edits.ts';
import { anyJson, graphs } from './files.ts';
import { textOf, type Format } from './format.ts';
import { anyLink } from './links.ts';
import { anySvg } from './pictures.ts';

const parts = [['level1'], ['level2', 'level1'], ['base_layer', 'fc']].map((ids) =>
  serialiseClip({ ...unwrap(copyMembers(small, { ids })), network: 'abc' }, networkDomain),
);

function anyText(random: Random): string {
  const made = random.pick([
    () => anyJson(parts, random),
    () => anyJson(parts, random),
    () => anyJson(graphs, random),
    () => anyLink(random),
    () => anySvg(random),
    () => `%PDF-1.7\n${random.pick(parts)}`,
  ]);
  const space = random.chance(0.1) ? ' \n\t\u00a0'.repeat(random.below(3000)) : '';
  return space + textOf(made()) + space;
}

/** Parts are put into an empty network and into one that has members of the same ids. */
function pastePart(text: string): Result<unknown> {
  const clip = parseClip(text, networkDomain);
  if (!clip.ok) return clip;
  for (const document of [emptyDocument, small]) {
    const patch = pasteMembers(document, { clip: clip.value }, networkDomain);
    if (!patch.ok) return patch;
    const faults = checkDocument(applyPatch(document, patch.value));
    if (faults.length > 0) throw new Error(`pasted, it is unsound: ${faults[0]!.kind}`);
  }
  return ok('part');
}

export const clipboardFormats: readonly Format[] = [
  {
    name: 'clipboard',
    share: 9,
    make: anyText,
    read: (given) => {
      const text = textOf(given);
      const pasted = pastedAs(text);
      if (!pasted) return ok('left to the page');
      if (pasted.kind === 'part') return pastePart(text);
      return pasted.kind === 'link' ? readLink(text.trim()) : readNetworkBytes(new TextEncoder().encode(text));
    },
  },
];

import type { Mentions } from '#lib/dla/lesson/mentions.ts';
import { readMarkdown, type Block, type Inline } from './markdown.ts';

// The first mention of a word of the glossary in a text is explained: not in what is a link, code or an equation, and not in a
// phrase that points at a part of the figure.

/** A line of words in pieces, those that are mentioned for the first time apart; `known` grows by them. */
function line(text: string, mentions: Mentions, known: Set<string>): readonly Inline[] {
  const pieces: Inline[] = [];
  let at = 0;
  const upTo = (to: number) => to > at && pieces.push({ kind: 'text', text: text.slice(at, to) });
  for (const { id, from, to } of mentions(text)) {
    if (known.has(id)) continue;
    known.add(id);
    upTo(from);
    pieces.push({ kind: 'term', id, text: text.slice(from, to) });
    at = to;
  }
  upTo(text.length);
  return pieces;
}

const inline = (parts: readonly Inline[], mentions: Mentions, known: Set<string>): readonly Inline[] =>
  parts.flatMap((part): readonly Inline[] => {
    if (part.kind === 'text') return line(part.text, mentions, known);
    if (part.kind === 'strong' || part.kind === 'em' || part.kind === 'del')
      return [{ ...part, inside: inline(part.inside, mentions, known) }];
    return [part];
  });

const withMentions = (blocks: readonly Block[], mentions: Mentions, known: Set<string>): readonly Block[] =>
  blocks.map((block): Block => {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return { ...block, inside: inline(block.inside, mentions, known) };
      case 'quote':
        return { ...block, blocks: withMentions(block.blocks, mentions, known) };
      case 'list':
        return { ...block, items: block.items.map((item) => withMentions(item, mentions, known)) };
      default:
        return block;
    }
  });

function knownBy(read: string, mentions: Mentions): Set<string> {
  const known = new Set<string>();
  withMentions(readMarkdown(read), mentions, known);
  return known;
}

/** A text with its first mentions apart. `after` is what was read before: what that mentions is explained there. */
export function explainedBlocks(text: string, mentions: Mentions, after = ''): readonly Block[] {
  return withMentions(readMarkdown(text), mentions, knownBy(after, mentions));
}

/** The same of a label, in which nothing is marked. */
export function explainedLine(text: string, mentions: Mentions, after = ''): readonly Inline[] {
  return line(text, mentions, knownBy(after, mentions));
}

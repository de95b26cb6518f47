import { Marked, type Token, type TokenizerAndRendererExtension, type Tokens } from 'marked';

// A text of a lesson as data, which components draw: nothing in it is ever handed to the browser as HTML.

export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em' | 'del'; readonly inside: readonly Inline[] }
  /** A part of the network that the figure shows. */
  | { readonly kind: 'part'; readonly id: string; readonly inside: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly inside: readonly Inline[] }
  | { readonly kind: 'formula'; readonly tex: string }
  /** A word of the glossary (mentioned.ts). */
  | { readonly kind: 'term'; readonly id: string; readonly text: string }
  | { readonly kind: 'break' };

export type Block =
  | { readonly kind: 'paragraph' | 'heading'; readonly inside: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'formula'; readonly tex: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'rule' };

const formula = (
  name: string,
  level: 'inline' | 'block',
  begins: RegExp,
  rule: RegExp,
): TokenizerAndRendererExtension => ({
  name,
  level,
  start: (source) => {
    const at = source.search(begins);
    return at < 0 ? undefined : at;
  },
  tokenizer(source) {
    const [raw, text] = rule.exec(source) ?? [];
    return raw === undefined ? undefined : { type: name, raw, text: text!.trim() };
  },
});

/** Between dollars that stand at the formula, so that a price is none; between two of them on a line of its own. */
const marked = new Marked({ gfm: true }).use({
  extensions: [
    formula('display', 'block', /(?<=\n) {0,3}\$\$/, /^ {0,3}\$\$([^$]{1,2000})\$\$[ \t]*(?:\n+|$)/),
    formula('formula', 'inline', /\$/, /^\$(?!\s)([^$\n]{1,1000})(?<!\s)\$(?!\d)/),
  ],
});

/** Beyond this depth what is nested is text. */
const DEEPEST = 12;

/** The blocks of a text; what cannot be read is one paragraph of what it is. */
export function readMarkdown(source: string): readonly Block[] {
  try {
    return blocksOf(marked.lexer(source), 0);
  } catch {
    return [{ kind: 'paragraph', inside: [{ kind: 'text', text: source }] }];
  }
}

const asText = (token: Token): Block => ({ kind: 'paragraph', inside: [{ kind: 'text', text: token.raw.trim() }] });

function blocksOf(tokens: readonly Token[], depth: number): readonly Block[] {
  return tokens.flatMap((token): readonly Block[] => {
    if (depth > DEEPEST) return [asText(token)];
    switch (token.type) {
      case 'space':
      case 'def':
        return [];
      case 'paragraph':
      case 'text':
        return [{ kind: 'paragraph', inside: inlineOf(token as Tokens.Paragraph, depth) }];
      case 'heading':
        return [{ kind: 'heading', inside: inlineOf(token as Tokens.Heading, depth) }];
      case 'code':
        return [{ kind: 'code', text: (token as Tokens.Code).text }];
      case 'display':
        return [{ kind: 'formula', tex: (token as Tokens.Generic & { text: string }).text }];
      case 'hr':
        return [{ kind: 'rule' }];
      case 'blockquote':
        return [{ kind: 'quote', blocks: blocksOf((token as Tokens.Blockquote).tokens, depth + 1) }];
      case 'list': {
        const { ordered, items } = token as Tokens.List;
        return [{ kind: 'list', ordered, items: items.map((item) => blocksOf(item.tokens, depth + 1)) }];
      }
      // HTML, and what lessons have no use for.
      default:
        return [asText(token)];
    }
  });
}

function inlineOf(of: { readonly tokens?: readonly Token[]; readonly text: string }, depth: number): readonly Inline[] {
  if (!of.tokens || depth > DEEPEST) return [{ kind: 'text', text: of.text }];
  return of.tokens.flatMap((token): readonly Inline[] => {
    switch (token.type) {
      case 'text':
        return (token as Tokens.Text).tokens
          ? inlineOf(token as Tokens.Text, depth + 1)
          : [{ kind: 'text', text: token.raw }];
      case 'escape':
        return [{ kind: 'text', text: (token as Tokens.Escape).text }];
      case 'codespan':
        return [{ kind: 'code', text: (token as Tokens.Codespan).text }];
      case 'formula':
        return [{ kind: 'formula', tex: (token as Tokens.Generic & { text: string }).text }];
      case 'br':
        return [{ kind: 'break' }];
      case 'strong':
      case 'em':
      case 'del':
        return [{ kind: token.type, inside: inlineOf(token as Tokens.Strong, depth + 1) }];
      case 'link':
        return linkOf(token as Tokens.Link, depth);
      default:
        return [{ kind: 'text', text: token.raw }];
    }
  });
}

/** A part of the network, or a page elsewhere; what is neither is no link. */
function linkOf(token: Tokens.Link, depth: number): readonly Inline[] {
  const inside = inlineOf(token, depth + 1);
  const [, id] = /^#([A-Za-z0-9_-]{1,64})$/.exec(token.href) ?? [];
  if (id !== undefined) return [{ kind: 'part', id, inside }];
  return /^https?:\/\/[^\s]+$/i.test(token.href) ? [{ kind: 'link', href: token.href, inside }] : inside;
}

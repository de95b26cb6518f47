import { wellFormed } from '#lib/text.ts';

const MOST_CHARACTERS = 60;
const RESERVED = new Set(['__proto__', 'prototype', 'constructor']);

/** Gives out ids and names that a document can hold, each once. */
export class Names {
  private readonly ids = new Set(RESERVED);
  private readonly siblings = new Set<string>();
  private readonly counts = new Map<string, number>();

  /** An id that reads like a text. */
  id(text: string): string {
    const plain = text.replaceAll(/[^A-Za-z0-9_-]+/g, '_');
    // The end tells more than the beginning.
    return this.free(plain.slice(-MOST_CHARACTERS) || 'node', (id) => !this.ids.has(id), this.ids);
  }

  /** A part of weight names that no sibling has. */
  sibling(groups: readonly string[], name: string): string {
    const plain = [...wellFormed(name.replaceAll('.', '_'))].slice(0, 2 * MOST_CHARACTERS).join('');
    const around = JSON.stringify(groups);
    const taken = this.free(`${around}${plain}`, (key) => !this.siblings.has(key), this.siblings);
    return taken.slice(around.length);
  }

  /** Takes a name out of those that siblings can have. */
  reserve(groups: readonly string[], name: string): void {
    this.siblings.add(`${JSON.stringify(groups)}${name}`);
  }

  private free(text: string, isFree: (text: string) => boolean, into: Set<string>): string {
    let found = text;
    // Counted on, so that a thousand of one name are given out in a thousand steps.
    let count = this.counts.get(text) ?? 1;
    while (!isFree(found)) found = `${text}_${(count += 1)}`;
    this.counts.set(text, count);
    into.add(found);
    return found;
  }
}

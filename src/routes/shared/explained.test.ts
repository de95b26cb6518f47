import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { glossaryOf, panelsOf, piecesOf } from '#lib/dla/lesson/glossary.ts';
import { panelIds } from './panel-ids.ts';
import glossary from '../../content/glossary.json';
import { isLesson } from '../../content/lessons/order.ts';
import panels from '../../content/panels.json';

const terms = glossaryOf(glossary);
const shown = panelsOf(panels);

describe('[glossary] every word and every panel is explained in both languages', () => {
  it.each([...terms])('%s', (_, { term, text, lesson }) => {
    expect(isLesson(lesson)).toBe(true);
    for (const said of [term, text]) {
      expect(Object.keys(said)).toEqual(['en', 'zh']);
      expect(Object.values(said)).not.toContain('');
    }
    expect(text.en!.match(/[.!?](?=\s|$)/g)!.length).toBeLessThanOrEqual(2);
  });

  it('no word is there twice', () => {
    for (const language of ['en', 'zh'] as const) {
      const all = [...terms.values()].map(({ term }) => term[language]);
      expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([]);
    }
  });

  it('the texts are those of the panels that there are', () => {
    expect([...shown.keys()].sort()).toEqual([...panelIds].sort());
  });

  it.each([...shown])('%s: its words are in the glossary, the same in both languages', (_, { shows, lesson }) => {
    expect(isLesson(lesson)).toBe(true);
    const words = Object.values(shows).map((text) =>
      piecesOf(text).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.id])),
    );
    expect(words).toHaveLength(2);
    for (const ids of words) {
      expect(ids.toSorted()).toEqual(words[0]!.toSorted());
      for (const id of ids) expect(terms.has(id), id).toBe(true);
    }
  });
});

describe('[help] every panel has its question mark', () => {
  const routes = new URL('..', import.meta.url);
  const sources = new Map(
    readdirSync(routes, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.svelte'))
      .map((path) => [path.split('/').at(-1)!, readFileSync(new URL(path, routes), 'utf8')]),
  );
  /** Its own, or that of what it stands in: the panels of the drawer have one at their tabs. */
  const hasHelp = (file: string): boolean =>
    sources.get(file)!.includes('<PanelHelp') ||
    [...sources].some(
      ([host, source]) => host !== file && source.includes(`/${file}'`) && isPanel(host) && hasHelp(host),
    );
  const isPanel = (file: string) => /Panel\.svelte$|^(?:Drawer|Inspector)\.svelte$/.test(file);

  it.each([...sources.keys()].filter((file) => file.endsWith('Panel.svelte')))('%s', (file) => {
    expect(hasHelp(file)).toBe(true);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crc32 } from '#lib/checksum.ts';
import { editLevels } from '#lib/dla/commands/edit-level.ts';
import { parseLesson } from '#lib/dla/lesson/lesson.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkFile } from '#lib/dla/network/file.ts';
import { serialiseGraph, parseGraph } from '#lib/dla/network/graph-file.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { presetConfig, presets } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import { goldenDocument } from '#tests/golden/goldens.ts';
import { parseSweep, serialiseSweep } from '#lib/dla/sweep/spec.ts';
import { linkOf, readLink, type LinkView } from './link.ts';
import { pack } from './pack.ts';

const base = 'https://example.org/dla/';
const seen: LinkView = { hide: [], present: false, embed: false };

const config = (id: string): NetworkFile => ({ kind: 'config', config: presetConfig(id) });
const graph = (document: GraphDocument): NetworkFile => ({ kind: 'graph', document });
const textOf = (file: NetworkFile): string =>
  file.kind === 'config' ? serialiseConfig(file.config) : serialiseGraph(file.document);

const link = (networks: readonly NetworkFile[], view = seen): string => unwrap(linkOf(base, { networks, view }));
const fragmentOf = (url: string): string => url.slice(url.indexOf('#') + 1);

function expectLaw(...networks: readonly NetworkFile[]): string {
  const url = link(networks);
  const read = unwrap(readLink(url));
  expect(read.networks.map(({ kind }) => kind)).toEqual(networks.map(({ kind }) => kind));
  expect(read.networks.map(textOf)).toEqual(networks.map(textOf));
  return fragmentOf(url);
}

/** The same document as its file has it with defaults written out. */
const inFull = (document: GraphDocument): GraphDocument =>
  unwrap(parseGraph(serialiseGraph(document, { defaults: true })));

describe('[links] what a link holds is read byte for byte', () => {
  it.each(presets.map(({ id }) => id))('preset %s', (id) => {
    const { config: preset, document } = presets.find((each) => each.id === id)!;
    expectLaw(preset ? config(id) : graph(document));
  });

  it.each(['dla46x_c', 'dla34up', 'dla34-boundary'])('%s as graph, and with its defaults written out', (id) => {
    const document = buildNetwork(presetConfig(id));
    expectLaw(graph(document), graph(inFull(document)));
  });

  it.each(['two-blocks', 'decoder', 'dense-chain', 'order-and-names'])(
    'drawn by hand: %s',
    (name) => void expectLaw(graph(goldenDocument(`graph-${name}`))),
  );

  it('one to four networks, and how they are shown', () => {
    const networks = [config('dla34'), graph(goldenDocument('graph-two-blocks')), config('dla169'), config('dla34up')];
    for (let count = 1; count <= 4; count += 1) expectLaw(...networks.slice(0, count));
    const view: LinkView = { hide: ['drawer', 'palette'], present: true, embed: true };
    const url = link([config('dla34')], view);
    expect(url.startsWith(`${base}?embed#1.`)).toBe(true);
    const read = { ...view, hide: ['palette', 'drawer'] };
    expect(unwrap(readLink(url)).view).toEqual(read);
    expect(unwrap(readLink(fragmentOf(url))).view).toEqual({ ...read, embed: false });
  });

  it('a lesson as a class works through it', () => {
    for (const taught of ['shown', 'held'] as const) {
      const view: LinkView = { ...seen, hide: ['palette'], class: taught };
      const url = unwrap(linkOf(base, { networks: [config('dla34')], view, lesson: 'ida' }));
      expect(unwrap(readLink(url))).toMatchObject({ view, lesson: 'ida' });
    }
  });

  it('a lesson, by its id or as a whole', () => {
    const lesson = unwrap(parseLesson(readFileSync(new URL('../../../../docs/lesson.json', import.meta.url))));
    const networks = [config('dla34')];
    for (const taught of ['hda', lesson])
      expect(unwrap(readLink(unwrap(linkOf(base, { networks, view: seen, lesson: taught })))).lesson).toEqual(taught);
  });

  it('a sweep, alone or beside networks: its file is the same, byte for byte', () => {
    const file = readFileSync(new URL('../../../../docs/sweep.json', import.meta.url));
    const { spec } = unwrap(parseSweep(file));
    for (const networks of [[], [config('dla34'), config('dla46_c')]]) {
      const read = unwrap(readLink(unwrap(linkOf(base, { networks, view: seen, sweep: spec }))));
      expect(serialiseSweep(read.sweep!)).toBe(serialiseSweep(spec));
      expect(read.networks.map(textOf)).toEqual(networks.map(textOf));
    }
    const own = { ...spec, base: JSON.parse(serialiseConfig(presetConfig('dla46_c'))) as Record<string, unknown> };
    const read = unwrap(readLink(unwrap(linkOf(base, { networks: [], view: seen, sweep: own }))));
    expect(serialiseSweep(read.sweep!)).toBe(serialiseSweep(unwrap(parseSweep(serialiseSweep(own))).spec));
  });

  it('a comparison: which network is the reference, and the panel that opens', () => {
    const networks = [config('dla34'), config('dla46_c'), config('dla169')];
    const view: LinkView = { ...seen, panel: 'compare', reference: 2 };
    expect(unwrap(readLink(link(networks, view))).view).toEqual(view);
    expect(link(networks, { ...seen, reference: 0 })).toBe(link(networks));
  });

  it('names in any script, ids that are numbers, places, and a network that is not finished', () => {
    const document = goldenDocument('graph-two-blocks');
    expectLaw(
      graph({
        ...document,
        name: '聚合 “a” \\ \u2028 🙂',
        nodes: [...document.nodes, { id: '12', kind: 'add', inputs: ['first'], attributes: {} }],
        positions: new Map([
          ['join', [1.5, -2]],
          ['12', [0, 0]],
        ]),
      }),
    );
  });
});

describe('[links] what cannot be opened is refused', () => {
  const packed = (held: unknown): string => {
    const text = JSON.stringify(held);
    return `#1.${pack(text)}.${crc32(new TextEncoder().encode(text)).toString(36)}`;
  };
  const sweep = { base: 'dla34', vary: [], where: [], objectives: [] };

  it.each<[string, unknown]>([
    ['nothing at all', { n: [] }],
    ['a sweep of no network', { n: [], s: { ...sweep, base: 'dla99' } }],
    ['a sweep with a key that is none', { n: [], s: { ...sweep, more: 1 } }],
    ['a sweep with a condition that is none', { n: [], s: { ...sweep, where: ['macs ~ 3'] } }],
    ['a reference that is not among the networks', { n: [{ c: ['dla34'] }], r: 1 }],
    ['a panel that is none', { n: [{ c: ['dla34'] }], t: 'secrets' }],
  ])('%s', (_, held) => {
    expect(readLink(packed(held))).toMatchObject({ ok: false, issues: [{ kind: 'link-broken' }] });
  });

  it('a sweep of the same kind that is none of these is read', () => {
    expect(readLink(packed({ n: [], s: sweep })).ok).toBe(true);
  });
});

describe('[links] what a config makes is short', () => {
  it('DLA-34 with one level changed fits 300 characters, however it was changed', () => {
    const original = presetConfig('dla34');
    const levels = original.levels.map((level, index) =>
      index === 3 && level.kind === 'aggregation' ? { ...level, structure: 'ida' as const, blocks: 5 } : level,
    );
    const changed = { ...original, levels };
    const document = buildNetwork(original);
    const edited = applyPatch(document, unwrap(editLevels(document, ['level3'], { structure: 'shallow', blocks: 8 })));
    const lengths = [
      { kind: 'config', config: changed } as const,
      graph(buildNetwork(changed)),
      graph(inFull(buildNetwork(changed))),
      graph(edited),
    ].map((file) => expectLaw(file).length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(300);
  });

  it('DLA-169 fits 2,000 characters, also with an edge that no config makes', () => {
    const document = buildNetwork(presetConfig('dla169'));
    const nodes = document.nodes.map((node) =>
      node.id === 'level3-n2' ? { ...node, inputs: [...node.inputs, 'level3-b1'] } : node,
    );
    const lengths = [config('dla169'), graph(inFull(document)), graph(inFull({ ...document, nodes }))].map(
      (file) => expectLaw(file).length,
    );
    expect(Math.max(...lengths)).toBeLessThanOrEqual(2000);
  });
});

describe('[links] what is too large, broken or hostile is refused in words', () => {
  const kinds = (url: string): readonly string[] => {
    const read = readLink(url);
    return read.ok ? [] : read.issues.map(({ kind }) => kind);
  };
  const sound = fragmentOf(link([config('dla34')]));
  const [, packed, sum] = sound.split('.');
  /** A packing and a checksum that are right, of any text. */
  const made = (text: string): string => `#1.${pack(text)}.${crc32(new TextEncoder().encode(text)).toString(36)}`;

  it.each([
    ['no fragment', base, 'link-none'],
    ['a fragment of another page', `${base}#level3`, 'link-none'],
    ['no version', `#0.${packed}.${sum}`, 'link-none'],
    ['a newer version', `#2.${packed}.${sum}`, 'link-newer'],
    ['an end that is missing', `#1.${packed}`, 'link-cut'],
    ['a checksum that is missing', `#1.${packed}.`, 'link-cut'],
    ['another checksum', `#1.${packed}.abc`, 'link-differs'],
    ['half of its characters', `#1.${packed!.slice(0, packed!.length / 2)}.${sum}`, 'link-broken'],
    ['nothing', `#1..${sum}`, 'link-broken'],
    ['more characters than may be', `#1.${'A'.repeat(70_000)}.${sum}`, 'link-too-large'],
    ['millions of characters', `#${'1'.repeat(20_000_000)}`, 'link-too-large'],
    ['no JSON', made('{"n":['), 'link-broken'],
    ['a key twice', made('{"n":[{"c":["dla34"]}],"n":[{"c":["dla34"]}]}'), 'link-broken'],
    ['an unknown key', made('{"n":[{"c":["dla34"]}],"run":1}'), 'link-broken'],
    ['a lesson at fault', made('{"n":[{"c":["dla34"]}],"l":{"format":"dla-lesson"}}'), 'link-broken'],
    ['no network', made('{"n":[]}'), 'link-broken'],
    ['five networks', made(JSON.stringify({ n: Array(5).fill({ c: ['dla34'] }) })), 'link-broken'],
    ['a preset that is none', made('{"n":[{"c":["constructor"]}]}'), 'link-broken'],
    ['a config at fault', made('{"n":[{"c":["dla34",{"levels":{"3":{"blocks":3}}}]}]}'), 'link-broken'],
    ['lines that are not there', made('{"n":[{"g":"dla34","e":[[0,9999]]}]}'), 'link-broken'],
    ['a text that inflates', made(`{"n":["${'a'.repeat(8_000_000)}"]}`), 'link-broken'],
    [
      'lines that multiply',
      made(JSON.stringify({ n: [{ g: 'densenet121', e: Array(200_000).fill([0, 400]) }] })),
      'link-broken',
    ],
  ])('%s', (_, url, kind) => {
    expect(kinds(url)).toEqual([kind]);
  });

  it('a document beyond 64 KB of fragment', () => {
    let state = 1;
    const word = (): string => (state = (state * 48_271) % 2_147_483_647).toString(36);
    const nodes = Array.from({ length: 12_000 }, (_, index) => ({
      id: `${word()}${word()}${index}`,
      kind: 'relu',
      inputs: [],
      attributes: {},
    }));
    const result = linkOf(base, { networks: [graph({ ...goldenDocument('graph-two-blocks'), nodes })], view: seen });
    expect(result).toMatchObject({ ok: false, issues: [{ kind: 'link-too-large', expected: 65_536 }] });
  });
});

import { crc32 } from '#lib/checksum.ts';
import { linkOf, readLink } from '#lib/dla/link/link.ts';
import { pack, unpack } from '#lib/dla/link/pack.ts';
import { parseNetworkFile, type NetworkFile } from '#lib/dla/network/file.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { parseConfig, serialiseConfig } from '#lib/dla/network/parse.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { structureNames } from '#lib/dla/structures/structures.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { sayIssue } from '#lib/messages/messages.ts';
import { unwrap } from '#lib/issue.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenDocument } from '../golden/goldens.ts';
import { scaled } from '../scaled.ts';
import { Random } from './random.ts';

interface Kept {
  readonly link: string;
  readonly names: readonly string[];
  readonly view: unknown;
  readonly lesson?: string;
}

/** Links that were handed on. They are never made anew: what they hold, their checksums say. */
const kept = JSON.parse(readFileSync(new URL('../links/version-1.json', import.meta.url), 'utf8')) as readonly Kept[];

const textOf = (file: NetworkFile): string =>
  file.kind === 'config' ? serialiseConfig(file.config) : serialiseGraph(file.document);
const nameOf = (file: NetworkFile): string => (file.kind === 'config' ? file.config.name : file.document.name);

describe('[links] version 1 is read for ever', () => {
  it.each(kept)('$link', ({ link, names, view, lesson }) => {
    const read = unwrap(readLink(link));
    expect(read.networks.map(nameOf)).toEqual(names);
    expect(read.view).toEqual(view);
    expect(typeof read.lesson === 'object' ? read.lesson.file.id : read.lesson).toBe(lesson);
  });
});

const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.#?%&=~';

/** A link is read to what was put into it, or refused in words. */
function answers(link: string): void {
  const read = readLink(link);
  if (!read.ok) {
    for (const issue of read.issues) expect(sayIssue(issue)).toMatch(/^[^\n\r]+\.$/u);
    return;
  }
  for (const file of read.value.networks) {
    const parsed = parseNetworkFile(textOf(file));
    if (parsed.ok) expect(textOf(parsed.value)).toBe(textOf(file));
  }
}

describe('[links] whatever stands behind the # is answered', () => {
  it('characters exchanged, left out, added, and links cut short', () => {
    const random = new Random(21);
    for (let run = 0; run < scaled(3000, 150); run += 1) {
      const { link } = random.pick(kept);
      let text = link;
      for (let change = 0; change <= random.below(3); change += 1) {
        const at = random.below(text.length);
        const put = random.chance(0.7) ? random.pick([...characters]) : '';
        text = random.chance(0.1) ? text.slice(0, at) : text.slice(0, at) + put + text.slice(at + random.below(2));
      }
      answers(text);
    }
  });

  it('contents exchanged behind a packing that is sound', () => {
    const random = new Random(22);
    const strange = [null, -1, 0, 1, 1e9, '', 'dla34', 'constructor', [], {}, [[0, 5]], { levels: {} }, { 3: null }];
    for (let run = 0; run < scaled(2000, 60); run += 1) {
      const [version, packed] = random.pick(kept).link.split('#')[1]!.split('.');
      const places: [object, string][] = [];
      const value = JSON.parse(unpack(packed!, 1e6)!, function (this: object, key, inner: unknown) {
        places.push([this, key]);
        return inner;
      }) as unknown;
      const [holder, key] = random.pick(places);
      Object.assign(holder, { [key]: random.pick(strange) });
      const text = JSON.stringify(value);
      answers(`#${version}.${pack(text)}.${crc32(new TextEncoder().encode(text)).toString(36)}`);
    }
  });
});

describe('[links] whatever is linked is read again', () => {
  it('configs, their graphs with anything changed, and several of them', () => {
    const random = new Random(23);
    const drawn = ['two-blocks', 'decoder', 'dense-chain'].map((name) => goldenDocument(`graph-${name}`));
    for (let run = 0; run < scaled(400, 25); run += 1) {
      const networks = Array.from({ length: 1 + random.below(4) }, (): NetworkFile => {
        if (random.chance(0.3)) return { kind: 'graph', document: random.pick(drawn) };
        const preset = presetConfig(random.pick(['dla34', 'dla60x', 'dla102', 'dla34up', 'dla34-boundary']));
        const levels = preset.levels.map((level) =>
          level.kind === 'aggregation' && random.chance(0.5)
            ? { ...level, structure: random.pick(structureNames), blocks: random.pick([1, 2, 3, 4, 8]) }
            : { ...level, channels: random.pick([8, 64, 200]) },
        );
        const parsed = parseConfig({ ...preset, levels: random.some(levels, 8), name: random.pick(['x', '聚合', '']) });
        const config = parsed.ok && parseNetworkFile(serialiseConfig(parsed.value)).ok ? parsed.value : preset;
        if (random.chance(0.5)) return { kind: 'config', config };
        const document = buildNetwork(config);
        const nodes = random.chance(0.5) ? random.some(document.nodes, 30) : document.nodes;
        const ids = new Set(nodes.map(({ id }) => id));
        const kept = nodes.map(({ id, kind, inputs, attributes }) => ({
          id,
          kind,
          inputs: inputs.filter((input) => ids.has(input)),
          attributes,
        }));
        return { kind: 'graph', document: { ...document, nodes: kept, groups: [], positions: new Map() } };
      });
      const view = { hide: [], present: random.chance(0.5), embed: random.chance(0.5) };
      const read = unwrap(readLink(unwrap(linkOf('https://example.org/', { networks, view }))));
      expect(read.networks.map(textOf)).toEqual(networks.map(textOf));
      expect(read.view).toEqual(view);
    }
  });
});

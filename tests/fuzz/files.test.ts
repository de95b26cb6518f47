import { parseNetworkFile, type NetworkFile } from '#lib/dla/network/file.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetOf } from '#lib/dla/presets/presets.ts';
import { sayIssue } from '#lib/messages/messages.ts';
import { unwrap, type Result } from '#lib/issue.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { golden } from '../golden/goldens.ts';
import { scaled } from '../scaled.ts';

const texts = [
  serialiseConfig(presetOf('dla46x_c')!.config!),
  serialiseConfig(presetOf('dla34up')!.config!),
  ...['two-blocks', 'decoder', 'dense-chain', 'order-and-names'].map((name) =>
    JSON.stringify(golden<{ document: unknown }>(`graph-${name}`).document, null, 2),
  ),
];

/** A file is read to something sound, or refused in words; it never throws. */
function answers(result: Result<NetworkFile>): void {
  if (!result.ok) {
    expect(result.issues.length).toBeGreaterThan(0);
    for (const issue of result.issues) expect(sayIssue(issue)).toMatch(/^[^\n\r]+\.$/u);
    return;
  }
  const file = result.value;
  const text = file.kind === 'config' ? serialiseConfig(file.config) : serialiseGraph(file.document);
  expect(unwrap(parseNetworkFile(text))).toEqual(file);
  if (file.kind === 'graph') expect(lowerDocument(file.document).issues).toEqual([]);
}

/** Every place of a value, as a way to put another there. */
function* places(value: unknown): Generator<(other: unknown) => void> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield (other) => void Object.assign(value, { [key]: other });
    yield* places(inner);
  }
}

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    0,
    -1,
    1,
    2,
    3,
    1.5,
    65_536,
    65_537,
    1e308,
    true,
    '',
    'a',
    [],
    {},
    [[]],
    ['first'],
    'constructor',
  ),
  fc.constantFrom<unknown>(
    'image',
    'input',
    'level2',
    'join',
    'conv',
    'add',
    'concat',
    'block',
    'ida',
    'split',
    'dense-head',
  ),
  fc.integer(),
  fc.jsonValue({ maxDepth: 2 }),
);

describe('[files] whatever a file holds is answered', () => {
  it('values exchanged', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 3 }),
        (text, changes) => {
          const file: unknown = JSON.parse(text);
          for (const [at, value] of changes) {
            const all = [...places(file)];
            all[at % all.length]!(value);
          }
          answers(parseNetworkFile(JSON.stringify(file)));
        },
      ),
      { numRuns: scaled(3000, 1000), seed: 11 },
    );
  });

  it('entries taken out, doubled and moved', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.nat(),
        fc.constantFrom('out', 'double', 'move'),
        (text, which, at, how) => {
          const lists: unknown[][] = [];
          const file: unknown = JSON.parse(
            text,
            (_, value: unknown) => (Array.isArray(value) && lists.push(value), value),
          );
          const list = lists[which % lists.length]!;
          fc.pre(list.length > 0);
          const [entry] = how === 'double' ? [list[at % list.length]] : list.splice(at % list.length, 1);
          if (how !== 'out') list.splice((at * 7) % (list.length + 1), 0, entry);
          answers(parseNetworkFile(JSON.stringify(file)));
        },
      ),
      { numRuns: scaled(1000, 300), seed: 12 },
    );
  });

  it('bytes exchanged, and files cut short', () => {
    const bytes = texts.map((text) => new TextEncoder().encode(text));
    fc.assert(
      fc.property(
        fc.constantFrom(...bytes),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        fc.boolean(),
        (file, at, byte, cut) => {
          const place = at % file.length;
          answers(parseNetworkFile(cut ? file.slice(0, place) : file.with(place, byte)));
        },
      ),
      { numRuns: scaled(3000, 1000), seed: 13 },
    );
  });
});

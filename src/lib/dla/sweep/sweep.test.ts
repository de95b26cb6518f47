import { describe, expect, it } from 'vitest';
import { countCosts } from '#lib/dla/analysis/costs.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { atOnce } from '#lib/dla/op-graph/by-steps.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import type { LevelConfig } from '#lib/dla/network/config.ts';
import { unwrap, type Json } from '#lib/issue.ts';
import { paretoFront } from './pareto.ts';
import { parseSweep } from './spec.ts';
import { sweepBySteps, type SweepRow } from './sweep.ts';

const text = (spec: object): string =>
  JSON.stringify({ format: 'dla-sweep', version: 1, base: 'dla34', vary: [], ...spec });
const rows = (spec: object): readonly SweepRow[] => atOnce(sweepBySteps(unwrap(parseSweep(text(spec)))));
const axis = (path: string, ...values: Json[]) => ({ path, values });
const flagless = (level: LevelConfig) =>
  level.kind === 'aggregation' ? { levelRoot: false, rootResidual: false } : {};
const refusals = (spec: object): readonly string[] => {
  const read = parseSweep(text(spec));
  return read.ok ? [] : read.issues.map(({ kind, at }) => `${at} ${kind}`);
};

describe('a grid of variants', () => {
  it('has the last axis fastest', () => {
    const found = rows({ vary: [axis('levels[3].blocks', 1, 2), axis('width', 0.5, 1, 2)] });
    expect(found.map(({ values }) => values)).toEqual([
      [1, 0.5],
      [1, 1],
      [1, 2],
      [2, 0.5],
      [2, 1],
      [2, 2],
    ]);
  });

  it('without an axis is the base, counted as everywhere', () => {
    const { graph } = lowerDocument(buildNetwork(presetConfig('dla34')));
    const { parameters, macs, activations } = countCosts(graph);
    expect(rows({})[0]!.measured).toMatchObject({ parameters, macs, activations, reduction: 32 });
  });

  it('a range leaves levels alone that do not have the key, and sets those that do', () => {
    const all = rows({ vary: [axis('levels[0..5].structure', 'ida')] })[0]!;
    expect(all.measured).toEqual(rows({ vary: [axis('levels[2..5].structure', 'ida')] })[0]!.measured);
    expect(rows({ vary: [axis('levels[0..5].channels', 32)] })[0]!.measured!.reduction).toBe(32);
  });

  it('flags of the base are off where no node is left, and stay where they are varied themselves', () => {
    const [bare, flagged] = rows({
      vary: [axis('levels[2..5].structure', 'plain'), axis('levels[2].levelRoot', false, true)],
    });
    expect(bare!.ok).toBe(true);
    expect(flagged!.issue).toMatchObject({ kind: 'flag-without-node', at: 'levels[2].levelRoot' });
  });

  it('a width is rounded to the nearest multiple of 8, half up, at least 8', () => {
    const stems = (width: number) => {
      const spec = { vary: [axis('stem.channels', 12), axis('levels[0..5].channels', 12), axis('width', width)] };
      return rows(spec)[0]!.measured!.parameters;
    };
    const channels = (count: number) =>
      rows({ vary: [axis('stem.channels', count), axis('levels[0..5].channels', count)] })[0]!.measured!.parameters;
    // 12 · 1.7 = 20.4, 12 · ⅓ = 4, 12 · 0.01, and 12 itself, halfway between two.
    expect([1.7, 1 / 3, 0.01, 1].map(stems)).toEqual([24, 8, 8, 16].map(channels));
  });

  it('only what is varied has a width', () => {
    const vary = [axis('stem.channels', 12)];
    expect(rows({ vary })[0]!.measured!.parameters).not.toBe(
      rows({ vary: [...vary, axis('width', 1)] })[0]!.measured!.parameters,
    );
  });

  it('flags follow the base wherever a structure has a node for them', () => {
    const base = presetConfig('dla102');
    const levels = (found: SweepRow) => found.measured!.parameters!;
    const alone = { ...base, levels: base.levels.map((level) => ({ ...level, ...flagless(level) })) };
    const vary = [axis('levels[2..5].structure', ...structureNames), axis('levels[4].blocks', 1, 2, 4)];
    const [flagged, bare] = [rows({ base, vary }), rows({ base: alone, vary })];
    for (const [index, row] of flagged.entries()) {
      const [structure, blocks] = row.values as [StructureName, number];
      const other = bare[index]!;
      expect(row.issue?.kind).toBe(other.issue?.kind);
      if (row.issue) continue;
      // `levelRoot` widens a node's input: with it a level has more parameters, without a node it has none to widen.
      if (structure === 'plain') expect(levels(row)).toBe(levels(other));
      else expect(levels(row), `${structure} ${blocks}`).toBeGreaterThan(levels(other));
    }
  });

  it('a flag that comes with a whole level is its own, and is refused where no node is left', () => {
    const level = { ...presetConfig('dla34').levels[3]!, structure: 'plain', levelRoot: true };
    expect(rows({ vary: [axis('levels[3]', level)] })[0]!.issue).toMatchObject({ at: 'levels[3].levelRoot' });
  });

  it('a key that a network does not have makes no network of any point', () => {
    for (const path of ['levels[3].constructor', 'levels[3].__proto__', 'levels[3].bloks', 'block.toString.x'])
      expect(rows({ vary: [axis(path, 1)] })[0]!.issue, path).toBeDefined();
  });

  it('without an objective no point is better than another', () => {
    const found = rows({ vary: [axis('levels[3].blocks', 3, 2, 4)], where: ['macs < 3e9'] });
    expect(found.map(({ pareto }) => pareto)).toEqual(found.map(({ ok }) => ok));
  });

  it('a point that is no network is kept, with its issue', () => {
    const found = rows({ vary: [axis('levels[3].blocks', 3, 0, 'x', 1e9), axis('input.height', 224, 225)] });
    expect(found.map(({ ok }) => ok)).toEqual(found.map(() => false));
    expect(found.map(({ issue }) => issue?.at)).toEqual(found.map(() => 'levels[3].blocks'));
    expect(rows({ vary: [axis('input.height', 225)] })[0]!.issue!.kind).toBe('indivisible-size');
  });

  it('conditions leave rows in; an objective is met by none that they exclude', () => {
    const found = rows({
      vary: [axis('levels[3].blocks', 1, 2, 4)],
      where: ['receptiveField > 527', 'parameters<=1.55e7'],
      objectives: [{ max: 'receptiveField' }, { min: 'macs' }],
    });
    expect(found.map(({ ok, pareto }) => [ok, pareto])).toEqual([
      [false, false],
      [true, true],
      [false, false],
    ]);
  });

  it('what a network does not have meets no condition but that it is something else', () => {
    const vary = [axis('levels[2..5].structure', 'plain')];
    expect(rows({ vary, where: ['shortestSkip <= 9'] })[0]!.ok).toBe(false);
    expect(rows({ vary, where: ['shortestSkip != 1'] })[0]!.ok).toBe(true);
  });
});

describe('what is no sweep is refused by its place', () => {
  it.each([
    [{ base: 'resnet99' }, 'base not-expected'],
    [{ base: { format: 'dla-network', version: 1, levels: [] } }, 'base.name missing'],
    [{ vary: [axis('levels[6].blocks', 1)] }, 'vary[0].path not-allowed'],
    [{ vary: [axis('levels[3..2].blocks', 1)] }, 'vary[0].path not-allowed'],
    [{ vary: [axis('__proto__.x', 1)] }, 'vary[0].path not-allowed'],
    [{ vary: [axis('width', 1), axis('width', 2)] }, 'vary[1].path not-allowed'],
    [{ vary: [axis('width', 1, 0)] }, 'vary[0].values[1] not-allowed'],
    [{ vary: [{ path: 'width', values: [] }] }, 'vary[0].values too-few-entries'],
    [{ where: ['accuracy > 3'] }, 'where[0] not-allowed'],
    [{ where: ['macs > many'] }, 'where[0] not-allowed'],
    [{ where: ['macs > 1; parameters > 1'] }, 'where[0] not-allowed'],
    [{ where: ['macs > 1\nmacs > 2'] }, 'where[0] not-allowed'],
    [{ where: ['constructor > 1'] }, 'where[0] not-allowed'],
    [{ where: ['macs => 1'] }, 'where[0] not-allowed'],
    [{ where: ['1 < macs'] }, 'where[0] not-allowed'],
    [{ where: ['macs'] }, 'where[0] not-allowed'],
    [{ where: [''] }, 'where[0] not-allowed'],
    [{ where: [`macs${' '.repeat(50_000)}> 1x`] }, 'where[0] not-allowed'],
    [{ where: [3] }, 'where[0] not-expected'],
    [{ objectives: [{ min: 'macs', max: 'macs' }] }, 'objectives[0] not-allowed'],
    [{ objectives: [{ min: 'accuracy' }] }, 'objectives[0] not-allowed'],
    [{ objectives: [{}] }, 'objectives[0] not-allowed'],
    [{ objectives: ['macs'] }, 'objectives[0] not-allowed'],
    [{ base: 'resnet18' }, 'base not-expected'],
    [{ base: 34 }, 'base not-expected'],
    [{ vary: [axis('levels[2..9].blocks', 1)] }, 'vary[0].path not-allowed'],
    [{ vary: [axis('levels[-1].blocks', 1)] }, 'vary[0].path not-allowed'],
    [{ vary: [axis('format', 1)] }, 'vary[0].path not-allowed'],
    [{ vary: [axis('', 1)] }, 'vary[0].path not-allowed'],
    [{ vary: [axis('width', '1')] }, 'vary[0].values[0] not-allowed'],
    [{ sort: 'macs' }, 'sort unknown-key'],
    [{ version: 2 }, 'version newer-version'],
  ])('%j', (spec, refusal) => {
    expect(refusals(spec)).toContain(refusal);
  });

  it('more points than 100,000', () => {
    const many = Array.from({ length: 400 }, (_, index) => index + 1);
    expect(refusals({ vary: [axis('levels[3].channels', ...many), axis('levels[4].channels', ...many)] })).toEqual([
      'vary too-many-entries',
    ]);
  });
});

it('the front is every point that no other beats, in any order, equals among them', () => {
  // A small generator of its own, so that every run is the same.
  let seed = 7;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let round = 0; round < 50; round += 1) {
    const points = Array.from({ length: 40 }, () =>
      Array.from({ length: 3 }, () => (random() < 0.1 ? null : Math.floor(random() * 5))),
    );
    const value = (point: readonly (number | null)[]) => point.map((each) => each ?? -Infinity);
    const beats = (a: readonly number[], b: readonly number[]) =>
      a.every((each, index) => each >= b[index]!) && a.some((each, index) => each > b[index]!);
    expect(paretoFront(points)).toEqual(
      points.map((point) => !points.some((other) => beats(value(other), value(point)))),
    );
  }
});

import type { ComparisonSign } from '#lib/dla/analysis/comparison.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import { presetOf, presets } from '#lib/dla/presets/presets.ts';
import { checkBy, issuesOf, type Fault } from '#lib/graph/document/faults.ts';
import { readJson } from '#lib/graph/document/json.ts';
import { newerVersion } from '#lib/graph/document/parse.ts';
import { ok, type Issue, type Json, type Result } from '#lib/issue.ts';
import * as v from 'valibot';
import { pointsOf } from './grid.ts';
import { measures, type Measure } from './measure.ts';
import { readPath, type VaryPath } from './path.ts';

export const SWEEP_FORMAT = 'dla-sweep';
export const SWEEP_VERSION = 1;

/** Beyond so many points a grid is refused. */
export const MOST_POINTS = 100_000;

const comparison = v.pipe(
  v.string(),
  v.regex(
    new RegExp(String.raw`^\s*(?:${measures.join('|')})\s*(?:<=|>=|<|>|==|!=)\s*-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*$`),
    'comparison',
  ),
);

const measure = v.picklist(measures);

/** The file of a sweep (docs/files.md). The JSON Schema is made from this. */
export const sweepSpec = v.strictObject({
  $schema: v.optional(v.string()),
  format: v.literal(SWEEP_FORMAT),
  version: v.literal(SWEEP_VERSION),
  /** The id of a preset, or a config. */
  base: v.union([v.string(), v.looseObject({})]),
  vary: v.array(v.strictObject({ path: v.string(), values: v.pipe(v.array(v.unknown()), v.minLength(1)) })),
  where: v.optional(v.array(comparison), []),
  objectives: v.optional(v.array(v.union([v.strictObject({ min: measure }), v.strictObject({ max: measure })])), []),
});

/** What a file of a sweep says, without its reference to the JSON Schema. */
export interface SweepSpec {
  readonly base: string | Readonly<Record<string, unknown>>;
  readonly vary: readonly { readonly path: string; readonly values: readonly Json[] }[];
  readonly where: readonly string[];
  readonly objectives: readonly ({ readonly min: Measure } | { readonly max: Measure })[];
}

/** The file of a sweep: equal sweeps give the same bytes. */
export const serialiseSweep = ({ base, vary, where, objectives }: SweepSpec): string =>
  `${JSON.stringify({ $schema: 'sweep.v1.json', format: SWEEP_FORMAT, version: SWEEP_VERSION, base, vary, where, objectives }, null, 2)}\n`;

export interface Axis {
  /** As it is written. */
  readonly name: string;
  readonly path: VaryPath;
  readonly values: readonly Json[];
}

export interface Condition {
  readonly measure: Measure;
  readonly is: ComparisonSign;
  readonly value: number;
}

export interface Objective {
  readonly measure: Measure;
  /** 1 where more is better, −1 where less is. */
  readonly sign: 1 | -1;
}

/** A grid of networks: every value of every axis with every other. */
export interface Sweep {
  readonly spec: SweepSpec;
  readonly base: NetworkConfig;
  readonly axes: readonly Axis[];
  readonly where: readonly Condition[];
  readonly objectives: readonly Objective[];
}

/** A sweep from its file; what is none is refused, with line and place. */
export function parseSweep(source: string | Uint8Array): Result<Sweep> {
  const read = readJson(source);
  if (!read.ok) return read;
  const { value } = read.value;
  const refused = (faults: readonly Fault[]): Result<never> => ({ ok: false, issues: issuesOf(faults, read.value) });
  const newer = newerVersion(value, SWEEP_VERSION);
  if (newer) return refused([newer]);
  const checked = checkBy(sweepSpec, value, read.value.count);
  if (!checked.ok) return refused(checked.faults.map(ofObjectives));
  const spec = checked.value;
  const base = baseOf(spec.base);
  if (!base.ok) return base;
  const axes: Axis[] = [];
  for (const [index, { path, values: given }] of spec.vary.entries()) {
    // They come from a file of JSON.
    const values = given as readonly Json[];
    const found = readPath(path, base.value);
    if (!found || axes.some(({ name }) => name === path))
      return refused([{ kind: 'not-allowed', path: ['vary', index, 'path'], expected: 'config-path', received: path }]);
    const bad = found.kind === 'width' ? values.findIndex((each) => typeof each !== 'number' || each <= 0) : -1;
    if (bad >= 0)
      return refused([
        { kind: 'not-allowed', path: ['vary', index, 'values', bad], expected: 'above-zero', received: values[bad]! },
      ]);
    axes.push({ name: path, path: found, values });
  }
  const points = pointsOf(axes);
  if (points > MOST_POINTS)
    return refused([{ kind: 'too-many-entries', path: ['vary'], expected: MOST_POINTS, received: points }]);
  const { base: written, where, objectives } = spec;
  const vary = axes.map(({ name, values }) => ({ path: name, values }));
  return ok({
    spec: { base: written, vary, where, objectives },
    base: base.value,
    axes,
    where: where.map(conditionOf),
    objectives: objectives.map((each) =>
      'min' in each ? { measure: each.min, sign: -1 } : { measure: each.max, sign: 1 },
    ),
  });
}

/** Of a choice between two objects the schema only says that it is no object. */
const ofObjectives = (fault: Fault): Fault =>
  fault.path[0] === 'objectives' && fault.path.length === 2
    ? { ...fault, kind: 'not-allowed', expected: 'objective' }
    : fault;

function baseOf(base: unknown): Result<NetworkConfig> {
  if (typeof base === 'string') {
    const config = presetOf(base)?.config;
    const ids = presets.flatMap(({ id, config }) => (config ? [id] : []));
    return config
      ? ok(config)
      : { ok: false, issues: [{ kind: 'not-expected', at: 'base', expected: ids, received: base }] };
  }
  const parsed = parseConfig(base);
  const within = (issue: Issue): Issue => ({ ...issue, at: `base.${issue.at}` });
  return parsed.ok ? parsed : { ok: false, issues: parsed.issues.map(within) };
}

export function conditionOf(text: string): Condition {
  const [, name, is, value] = /^\s*(\w+)\s*(<=|>=|==|!=|<|>)\s*(\S+)\s*$/.exec(text)!;
  return { measure: name as Measure, is: is as Condition['is'], value: Number(value) };
}

import type { ReportPicture, ReportTable } from '#lib/dla/exchange/report/to-html.ts';
import { words } from '#lib/messages/messages.ts';
import { compareSamples, type SampleLikeness } from '#lib/runtime/compute/likeness.ts';
import { denseOf, logitsOf } from '#lib/workspace/shared/answers.ts';
import { namesOf } from '#lib/workspace/shared/class-names.ts';
import { inputName, weightsName } from '#lib/workspace/shared/run-choices.ts';
import { isSeeded, type NodeResult, type RunResult } from '#lib/workspace/shared/run-result.ts';
import { classesAt, paintClasses, sharesOf } from '#lib/workspace/run/class-map.ts';
import { classRows, differingClasses } from '#lib/workspace/compare/classes.ts';
import { differenceMap, outcomesOf, type Outcome } from '#lib/workspace/compare/outcomes.ts';
import { measureText } from './measure-text.ts';
import { measures } from './outcome-heat.ts';

/** How a picture is painted, which only a browser can. */
export interface Painter {
  map(values: Float32Array, width: number, height: number, range?: Range): Promise<string>;
  difference(values: Float32Array, width: number, height: number): Promise<string>;
  pixels(data: Uint8ClampedArray, width: number, height: number): Promise<string>;
}

interface Range {
  readonly low: number;
  readonly high: number;
}

type Cell = string | ReportPicture;

/** What several networks computed of the same images, as tables of a report: level by level, pair by pair, and what they say. */
export async function reportTables(
  runs: readonly RunResult[],
  letters: readonly string[],
  reference: number,
  paint: Painter,
): Promise<readonly ReportTable[]> {
  const outcomes = outcomesOf(runs);
  const [first] = runs;
  if (!first) return [];
  const outputs = await outputTable(outcomes, letters, reference, paint);
  const note = `${inputName(first.input)} · ${weightsName(first.weights)}`;
  const pairs = letters.length > 2 ? measures.map((measure) => pairTable(outcomes, letters, measure)) : [];
  return [
    { ...outputs, note },
    ...pairs,
    ...(await logitTable(runs, letters, reference)),
    ...(await mapTable(runs, letters, reference, paint)),
  ];
}

const isMap = (result: NodeResult | undefined): NodeResult | undefined =>
  result && result.shape[1] * result.shape[2] > 1 ? result : undefined;

const othersOf = (letters: readonly string[], reference: number): readonly number[] =>
  [...letters.keys()].filter((index) => index !== reference);

async function outputTable(
  outcomes: readonly Outcome[],
  letters: readonly string[],
  reference: number,
  paint: Painter,
): Promise<ReportTable> {
  const said = words.compare.outputs;
  const others = othersOf(letters, reference);
  const from = letters[reference]!;
  const head = [
    said.result,
    ...letters,
    ...others.flatMap((other) => [
      said.differs(from, letters[other]!),
      ...measures.map((measure) => said.pair(said.measures[measure].label, from, letters[other]!)),
    ]),
    said.samples,
  ];
  const rows: Cell[][] = [];
  for (const outcome of outcomes) {
    const { label, results, samples } = outcome;
    const range = rangeOf(outcome);
    const cells: Cell[] = [label];
    for (const [network, result] of results.entries()) {
      const map = isMap(result);
      cells.push(
        map
          ? {
              png: await paint.map(map.map, map.shape[2], map.shape[1], range),
              words: said.map(label, letters[network]!),
            }
          : result
            ? ''
            : said.none,
      );
    }
    let count = '';
    for (const other of others) {
      const [a, b] = [isMap(results[reference]), isMap(results[other])];
      const map = a && b && differenceMap(a, b);
      const alt = said.differenceMap(label, from, letters[other]!);
      cells.push(map ? { png: await paint.difference(map, b.shape[2], b.shape[1]), words: alt } : '');
      const found = likenessOf(samples[reference], samples[other]);
      cells.push(...measures.map((measure) => (found ? measureText(found, measure) : said.none)));
      if (found) count = String(found.samples);
    }
    rows.push([...cells, count]);
  }
  return { title: words.compare.report.outputs, head, rows };
}

const likenessOf = (a: Outcome['samples'][number], b: Outcome['samples'][number]): SampleLikeness | undefined =>
  a && b && compareSamples(a, b);

/** Maps of one result on one scale. */
export function rangeOf({ results }: Outcome): Range {
  let [low, high] = [0, 0];
  for (const result of results)
    for (const value of result?.map ?? []) {
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return { low, high };
}

function pairTable(
  outcomes: readonly Outcome[],
  letters: readonly string[],
  measure: (typeof measures)[number],
): ReportTable {
  const said = words.compare.outputs;
  const pairs = letters.flatMap((_, a) => [...letters.keys()].slice(a + 1).map((b) => [a, b] as const));
  return {
    title: words.compare.report.pairs(said.measures[measure].label),
    head: [said.result, ...pairs.map(([a, b]) => `${letters[a]!} · ${letters[b]!}`)],
    rows: outcomes.map(({ label, samples }) => [
      label,
      ...pairs.map(([a, b]) => {
        const found = likenessOf(samples[a], samples[b]);
        return found ? measureText(found, measure) : said.none;
      }),
    ]),
  };
}

async function logitTable(
  runs: readonly RunResult[],
  letters: readonly string[],
  reference: number,
): Promise<readonly ReportTable[]> {
  const said = words.compare.classes;
  const logits = runs.flatMap((run) => logitsOf(run)?.result.data ?? []);
  const [first] = runs;
  if (!first || logits.length !== runs.length) return [];
  const seeded = isSeeded(first);
  const names = await namesOf(seeded ? undefined : first.classes, logits[reference]!.length);
  const others = othersOf(letters, reference);
  return [
    {
      title: said.table(letters),
      ...(seeded && { note: words.run.results.seededLogits }),
      head: [
        said.class,
        ...letters.flatMap((letter) => [letter, said.place(letter)]),
        ...others.map((other) => words.compare.counts.difference(letters[reference]!, letters[other]!)),
      ],
      rows: classRows(logits, reference).map(({ index, values }) => [
        names?.[index] ?? words.run.results.class(index),
        ...values.flatMap((value) => (value ? [value.logit.toFixed(4), String(value.rank)] : ['', ''])),
        ...others.map((other) => {
          const [a, b] = [values[reference], values[other]];
          if (!a || !b) return '';
          const change = b.logit - a.logit;
          return change === 0 ? words.compare.counts.same : said.changed(Math.abs(change).toFixed(4), change < 0);
        }),
      ]),
    },
  ];
}

async function mapTable(
  runs: readonly RunResult[],
  letters: readonly string[],
  reference: number,
  paint: Painter,
): Promise<readonly ReportTable[]> {
  const said = words.compare.classes;
  const dense = runs.flatMap((run) => denseOf(run) ?? []);
  if (dense.length !== runs.length || dense.some(({ result }) => result.shape[0] === 1)) return [];
  const others = othersOf(letters, reference);
  const maps = dense.map(({ result }) => classesAt(result.data, result.shape));
  const pictures: Cell[] = [];
  for (const [network, { result }] of dense.entries()) {
    const [, height, width] = result.shape;
    const { seen } = runs[network]!;
    const under = seen?.width === width && seen.height === height ? seen : undefined;
    const png = await paint.pixels(paintClasses(maps[network]!, under, 0.6), width, height);
    pictures.push({ png, words: said.mapOf(letters[network]!) });
  }
  const shares: string[] = [];
  for (const other of others) {
    const found = differingClasses(maps[reference]!, maps[other]!);
    const [, height, width] = dense[other]!.result.shape;
    const alt = said.differ(letters[reference]!, letters[other]!);
    pictures.push(found ? { png: await paint.difference(found.map, width, height), words: alt } : said.otherSize);
    shares.push(found ? said.share(`${(100 * found.share).toFixed(1)} %`) : '');
  }
  const firsts = maps.map((map, network) => {
    const [most] = sharesOf(map, dense[network]!.result.shape[0]);
    return most ? `${words.run.results.class(most.index)}: ${(100 * most.share).toFixed(1)} %` : '';
  });
  return [
    {
      title: words.compare.report.maps,
      head: [...letters.map(said.mapOf), ...others.map((other) => said.differ(letters[reference]!, letters[other]!))],
      rows: [pictures, [...firsts, ...shares]],
    },
  ];
}

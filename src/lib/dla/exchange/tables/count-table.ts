import { costRows, type CostRow } from '#lib/dla/analysis/cost-rows.ts';
import { addCosts, noCosts, type Costs } from '#lib/dla/analysis/costs.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { distinct } from '../distinct.ts';
import type { ExportSource } from '../source.ts';

/** What is counted of a level; of all of them together it is the sum. */
export const tableCounts = ['parameters', 'macs', 'activations'] as const;

export type TableCount = (typeof tableCounts)[number];

/** The words of a table of counts. */
export interface TableWords {
  readonly level: string;
  readonly total: string;
  /** The size of the result, C × H × W. */
  readonly output: string;
  readonly counts: Readonly<Record<TableCount, string>>;
  /** The name of a network that has none. */
  readonly unnamed: string;
  /** What a document calls a level, as it is said. */
  given(label: string): string;
}

/** What a network has of a level. */
export interface TableCell {
  /** Of the last result that leaves it, one image, NCHW without N; all levels together have none. */
  readonly shape?: Shape;
  readonly costs: Pick<Costs, TableCount>;
}

export interface TableRow {
  readonly name: string;
  /** By network; undefined where it has no such level. */
  readonly cells: readonly (TableCell | undefined)[];
}

/** Counts by level, networks side by side; the sums of the rows are the total. */
export interface CountTable {
  /** Names of the networks, no two alike. */
  readonly networks: readonly string[];
  readonly rows: readonly TableRow[];
  readonly total: TableRow;
}

/** Levels of one id stand on one line; what only one network has stands where that network has it. */
export function countTable(sources: readonly ExportSource[], words: TableWords): CountTable {
  const tables = sources.map(({ document, graph }) => costRows(document, graph, 'level'));
  const order: string[] = [];
  const names = new Map<string, string>();
  tables.forEach((rows, index) => {
    let after = rows.some(({ id }) => names.has(id)) ? 0 : order.length;
    for (const { id } of rows) {
      const known = order.indexOf(id);
      if (known < 0) order.splice(after, 0, id);
      after = (known < 0 ? after : known) + 1;
      if (!names.has(id)) names.set(id, words.given(labelOf(sources[index]!.document, id)));
    }
  });
  const byId = tables.map((rows) => new Map(rows.map((row) => [row.id, row])));
  return {
    networks: distinct(sources.map(({ document }) => document.name || words.unnamed)),
    rows: order.map((id) => ({ name: names.get(id)!, cells: byId.map((rows) => rows.get(id)) })),
    total: { name: words.total, cells: tables.map(totalOf) },
  };
}

const totalOf = (rows: readonly CostRow[]): TableCell => ({
  costs: rows.reduce((sum, { costs }) => addCosts(sum, costs), noCosts),
});

function labelOf(document: GraphDocument, id: string): string {
  return indexOf(document).group.get(id)?.label || id;
}

/** C × H × W. */
export const sizeText = (shape: Shape | undefined, times: string): string => shape?.join(times) ?? '';

import type { Snippet } from 'svelte';
import type { TermId } from '#lib/messages/term-id.ts';
import type { Sortable } from './sort.ts';

/** A column of SortableTable. */
export interface Column<Row> {
  id: string;
  label: string;
  about?: TermId;
  /** What it is, where its label does not say enough. */
  hint?: string;
  /** What the column sorts by; what it shows unless `text` or `cell` is given. */
  value: (row: Row) => Sortable;
  text?: (row: Row) => string;
  cell?: Snippet<[Row]>;
  numeric?: boolean;
}

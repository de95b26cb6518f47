// The tree view without the screen: which rows are there, and what a key means.

export interface TreeItem {
  id: string;
  label: string;
  /** The name of a sign, drawn by whoever holds the tree. */
  glyph?: string;
  /** Told by screen readers beside the label. */
  description?: string;
  /** A short text at the right, as a count. */
  value?: string;
  children?: readonly TreeItem[];
  /** Whether it has children, where those are made when they are first asked for. */
  isBranch?: boolean;
}

export interface TreeRow {
  item: TreeItem;
  /** From 1. */
  level: number;
  /** From 1, among size siblings. */
  position: number;
  size: number;
  parent?: string;
  /** Undefined for a leaf. */
  open?: boolean;
  /** Whether a sibling can be opened, so that a leaf keeps the room of the arrow. */
  besideBranches: boolean;
}

export type TreeAction = { kind: 'focus' | 'select'; id: string } | { kind: 'expand'; ids: string[]; open: boolean };

const isBranch = (item: TreeItem): boolean => item.isBranch ?? (item.children?.length ?? 0) > 0;

/** The rows on the screen, from top to bottom. */
export function visibleRows(
  items: readonly TreeItem[],
  expanded: ReadonlySet<string>,
  level = 1,
  parent?: string,
): TreeRow[] {
  const besideBranches = items.some(isBranch);
  return items.flatMap((item, i) => {
    const open = isBranch(item) ? expanded.has(item.id) : undefined;
    const row: TreeRow = { item, level, position: i + 1, size: items.length, parent, open, besideBranches };
    return [row, ...(open ? visibleRows(item.children ?? [], expanded, level + 1, item.id) : [])];
  });
}

/** What a key does at a row, after the ARIA pattern for trees; undefined where it does nothing. */
export function treeKey(rows: readonly TreeRow[], id: string, key: string): TreeAction | undefined {
  const index = rows.findIndex((row) => row.item.id === id);
  const row = rows[index];
  if (!row) return undefined;
  const focus = (to: TreeRow | undefined): TreeAction | undefined => to && { kind: 'focus', id: to.item.id };
  switch (key) {
    case 'ArrowDown':
      return focus(rows[index + 1]);
    case 'ArrowUp':
      return focus(rows[index - 1]);
    case 'Home':
      return focus(rows[0]);
    case 'End':
      return focus(rows.at(-1));
    case 'ArrowRight':
      if (row.open === undefined) return undefined;
      return row.open ? focus(rows[index + 1]) : { kind: 'expand', ids: [id], open: true };
    case 'ArrowLeft':
      if (row.open) return { kind: 'expand', ids: [id], open: false };
      return row.parent === undefined ? undefined : { kind: 'focus', id: row.parent };
    case '*':
      return {
        kind: 'expand',
        ids: rows.filter((other) => other.parent === row.parent && other.open === false).map((other) => other.item.id),
        open: true,
      };
    case 'Enter':
    case ' ':
      return { kind: 'select', id };
    default:
      return undefined;
  }
}

/** The next row whose label starts with what was typed, from the row after this one and around; a longer text may stay where it is. */
export function typeahead(rows: readonly TreeRow[], id: string, typed: string): string | undefined {
  const index = rows.findIndex((row) => row.item.id === id);
  const from = typed.length > 1 ? index : index + 1;
  const turned = [...rows.slice(Math.max(0, from)), ...rows.slice(0, Math.max(0, from))];
  return turned.find((row) => row.item.label.toLowerCase().startsWith(typed.toLowerCase()))?.item.id;
}

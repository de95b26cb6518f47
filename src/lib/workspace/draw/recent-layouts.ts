import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import type { Collapsed } from '#lib/workspace/core/collapsed.ts';

interface Recent {
  readonly picture: string;
  readonly document: GraphDocument;
  readonly collapsed: Collapsed;
  readonly layout: Layout;
}

/** How many pictures are kept: as many steps back look the way they did. */
const MOST = 40;

/** Pictures that were shown: an undone edit gives back the document before it, and so its picture, to the pixel. */
export class RecentLayouts {
  private entries: readonly Recent[] = [];

  add(entry: Recent): void {
    const others = this.entries.filter((each) => !isSame(each, entry));
    this.entries = [...others, entry].slice(-MOST);
  }

  find(wanted: Omit<Recent, 'layout'>): Layout | undefined {
    return this.entries.findLast((each) => isSame(each, wanted))?.layout;
  }
}

const isSame = (a: Omit<Recent, 'layout'>, b: Omit<Recent, 'layout'>): boolean =>
  a.picture === b.picture && a.collapsed === b.collapsed && a.document === b.document;

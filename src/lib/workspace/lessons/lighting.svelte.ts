import type { GraphDocument } from '#lib/graph/document/document.ts';
import { groupPath, indexOf } from '#lib/graph/document/queries.ts';
import type { NetworkView } from '../core/network-view.svelte.ts';

/** Which phrases of a text and parts of a figure are lit: either lights the other. */
export class Lighting {
  /** What a phrase points at that has the pointer or the focus. */
  pointed = $state<string | undefined>();
  /** What a phrase points at that was tapped; it stays. */
  tapped = $state<string | undefined>();
  readonly phrase = $derived(this.pointed ?? this.tapped);

  constructor(private readonly views: () => readonly NetworkView[]) {}

  tap(id: string): void {
    this.tapped = this.tapped === id ? undefined : id;
  }

  /** Whether a phrase about a part is lit: by itself, or by what is under the pointer or chosen in a figure. */
  holds(id: string): boolean {
    if (this.phrase === id) return true;
    return this.views().some((view) => {
      const { hovered, editor, drawnFrame } = view;
      const over = [...(hovered === undefined ? [] : [hovered]), ...editor.selection];
      return over.some((each) => each === id || isWithin(drawnFrame, each, id));
    });
  }
}

const isWithin = (document: GraphDocument, id: string, group: string): boolean => {
  const { node, group: groups } = indexOf(document);
  return groups.has(group) && node.has(id) && groupPath(document, id).includes(group);
};

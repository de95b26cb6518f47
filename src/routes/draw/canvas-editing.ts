import { connectionTo, fittingPorts, fittingSources } from '#lib/dla/commands/fitting-ports.ts';
import { headOf } from '#lib/dla/modules/modules.ts';
import { edgeId, edgeOf } from '#lib/graph/document/edges.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { Positions } from '#lib/graph/document/document.ts';
import type { Position } from '#lib/graph/document/document.ts';
import { dropped } from '#lib/graph/gestures/drop.ts';
import { caught, type Selectable } from '#lib/graph/gestures/lasso.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import type { CanvasEditing } from '#lib/graph/view/canvas-props.ts';
import type { Hit } from '#lib/graph/view/hit.ts';
import { indexOfLayout } from '#lib/graph/view/layout-index.ts';
import { words } from '#lib/messages/messages.ts';
import { boxesOf } from './boxes.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';

/** Beyond this many nodes on the screen no port lights up before the pointer is on it. */
const MOST_LIT = 1500;

/** What is carried over the canvas from the palette. */
export interface Dropping {
  /** Lets an entry go: in an edge it is put in between, on a node it takes its result, elsewhere it stands there. */
  drop(entry: string, under: Hit | undefined, at: Position): void;
}

/** What may be done by hand with one network on its canvas. `layout` is what is drawn. */
export function canvasEditing(workspace: Workspace, view: NetworkView, layout: () => Layout): CanvasEditing & Dropping {
  const isNode = (id: string): boolean => indexOf(view.editor.document).node.has(id);
  /** The node of a mark: itself, or the one whose op it is. */
  const nodeAt = (mark: string): string | undefined =>
    isNode(mark) ? mark : indexOfLayout(layout()).mark(mark)?.of.findLast(isNode);
  const isMember = (id: string): boolean => isNode(id) || indexOf(view.editor.document).group.has(id);

  return {
    handles: words.draw.handles,
    startOf(mark) {
      const node = indexOf(view.editor.document).node.get(mark);
      return node && !headOf(node) ? node.id : undefined;
    },
    liftOf(id, end) {
      const edge = edgeOf(view.editor.document, id);
      if (!edge) return undefined;
      const lifted = { to: edge.to, input: edge.input };
      return end === 'end' ? { from: edge.from, lifted } : { from: edge.to, lifted, turned: true };
    },
    targetAt({ from, turned }, under, port) {
      if (turned) {
        const source = under.kind === 'mark' ? nodeAt(under.id) : undefined;
        return source === undefined ? undefined : { to: source };
      }
      const edge = edgeOf(view.editor.document, port ?? (under.kind === 'edge' ? under.id : ''));
      if (edge) return edge.from === from ? undefined : { to: edge.to, input: edge.input, replaces: true };
      const node = under.kind === 'mark' ? nodeAt(under.id) : undefined;
      return node === undefined ? undefined : connectionTo(view.editor.document, from, node);
    },
    fits({ from, lifted, turned }, marks) {
      const among = [...new Set(marks)].filter(isNode);
      if (among.length > MOST_LIT) return new Set();
      if (turned && lifted) return new Set(fittingSources(view.editor.document, lifted, among));
      const ports = fittingPorts(view.editor.document, from, among);
      const edges = ports.flatMap(({ node, input, replaces }) => {
        const taken = indexOf(view.editor.document).node.get(node)!.inputs[input];
        return replaces && taken !== undefined ? [edgeId({ from: taken, to: node, input }, view.editor.document)] : [];
      });
      return new Set([...ports.map(({ node }) => node), ...edges]);
    },
    placesOf,
    oncommand(intent) {
      workspace.activate(view);
      if (intent.kind !== 'select') return workspace.editing.perform(intent);
      const inside = caught(intent.points, selectable(layout(), isMember));
      const { editor } = view;
      editor.select(intent.adds ? [...new Set([...editor.selection, ...inside])] : inside);
    },
    drop(entry, under, at) {
      workspace.activate(view);
      const edge = under?.kind === 'edge' ? edgeOf(view.editor.document, under.id) : undefined;
      const node = under?.kind === 'mark' ? nodeAt(under.id) : undefined;
      const target = edge ? { edge: { to: edge.to, input: edge.input } } : node === undefined ? undefined : { node };
      workspace.editing.perform(dropped(entry, at, target));
    },
    onstart(from) {
      workspace.activate(view);
      view.editor.select([from]);
      workspace.startConnecting();
    },
  };

  /** Everything that is selected moves together; what is not selected stays, and a drag on it moves the picture. */
  function placesOf(id: string): Positions | undefined {
    const { selection } = view.editor;
    const own = selection.includes(id) ? id : nodeAt(id);
    if (own === undefined || !selection.includes(own)) return undefined;
    const boxes = boxesOf(layout(), selection);
    return boxes.size === 0 ? undefined : new Map([...boxes].map(([each, { x, y }]) => [each, [x, y]]));
  }
}

const selectable = ({ marks }: Layout, isMember: (id: string) => boolean): readonly Selectable[] =>
  marks.filter(({ id }) => isMember(id));

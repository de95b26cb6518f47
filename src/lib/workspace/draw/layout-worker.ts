import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import { emptyPatch, isEmptyPatch, patchBetween, type Patch } from '#lib/graph/document/patch.ts';
import {
  emptyLayout,
  type Layout,
  type LayoutBand,
  type LayoutEdge,
  type LayoutMark,
} from '#lib/graph/layout/layout.ts';
import type { IssueKind } from '#lib/issue.ts';
import { spokenLanguage } from '#lib/messages/messages.ts';
import { createClient, type Client } from '#lib/worker/client.ts';
import { lifeName, watchLife } from '#lib/worker/life.ts';
import { startWorker } from '#lib/worker/start.ts';
import type { Arranged, Wanted } from './arrange.ts';
import type { LayoutMethods } from './layout-requests.ts';
import { fromDelta, layoutDelta } from './layout-delta.ts';
import address from './layout.worker.ts?worker&url';

/** Nodes or marks of one message. */
const PIECE = 2000;

/** Lays out one large document after another away from the page. */
export class LayoutWorker {
  private readonly name = lifeName();
  private readonly worker = startWorker(address, this.name);
  private readonly client: Client<LayoutMethods> = createClient<LayoutMethods>(this.worker);
  /** The document that the worker has. */
  private known = emptyDocument;
  /** The last layout that came whole, and its number. */
  private held: { readonly layout: Layout; readonly number: number } = { layout: emptyLayout, number: 0 };

  private last: Promise<unknown> = Promise.resolve();

  /** `gone` is called where the worker cannot be loaded, crashed, or was ended: nothing more comes from it. */
  constructor(gone: () => void) {
    const end = (kind: IssueKind): void => {
      gone();
      this.client.fail(kind);
    };
    watchLife(this.worker, this.name, () => end('worker-ended'));
    this.worker.addEventListener('error', () => {
      end('part-not-loaded');
      this.close();
    });
  }

  /** One layout at a time; rejects when it was cancelled before its turn. */
  arrange(document: GraphDocument, wanted: Wanted, signal: AbortSignal): Promise<Arranged> {
    const turn = this.last.then(() => {
      signal.throwIfAborted();
      return this.send(document, wanted, signal);
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }

  close(): void {
    this.worker.terminate();
  }

  private async send(document: GraphDocument, wanted: Wanted, signal: AbortSignal): Promise<Arranged> {
    const patch = patchBetween(this.known, document);
    this.known = document;
    for (const piece of pieces(patch)) {
      // Where it is lost, what is asked next is as well.
      this.client.call('edit', piece).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve));
    }
    const [bands, marks, edges]: [LayoutBand[], LayoutMark[], LayoutEdge[]] = [[], [], []];
    const { layout: before, number: held } = this.held;
    const { previous, ...rest } = wanted;
    const told = previous && layoutDelta(previous, before);
    const { bounds, number, ...arrangedIn } = await this.client.call(
      'arrange',
      // A large picture that did not come from the worker would take too long.
      { ...rest, language: spokenLanguage(), held, ...(told && told.marks.length <= PIECE && { previous: told }) },
      {
        signal,
        onProgress: (piece) => {
          for (const each of fromDelta(piece.bands ?? [], before.bands)) bands.push(each);
          for (const each of fromDelta(piece.marks ?? [], before.marks)) marks.push(each);
          for (const each of fromDelta(piece.edges ?? [], before.edges)) edges.push(each);
        },
      },
    );
    const layout = { bands, marks, edges, bounds };
    this.held = { layout, number };
    return { layout, ...arrangedIn };
  }
}

/** A patch as several that follow each other, none of them long. */
function pieces(patch: Patch): readonly Patch[] {
  if (isEmptyPatch(patch)) return [];
  const { nodes, ...rest } = patch;
  const cut: Patch[] = [];
  for (let at = 0; at < nodes.length; at += PIECE) cut.push({ ...emptyPatch, nodes: nodes.slice(at, at + PIECE) });
  return [...cut, { ...rest, nodes: [] }];
}

import type { GraphDocument } from '$lib/graph/document/document';
import { emptyLayout, type Layout } from '$lib/graph/layout/layout';
import { arrange, isLarge, type Room, type Wanted } from './arrange';
import { LayoutWorker } from './layout-worker';

/** Where everything stands on one canvas: found at once for what is small, in a worker for what is large. */
export class CanvasLayout {
  layout = $state.raw<Layout>(emptyLayout);
  /** Whether a worker is at work for this canvas. */
  busy = $state(false);
  private room: Room = { width: 1000, zoom: 1 };
  private worker: LayoutWorker | undefined;
  private going: AbortController | undefined;

  /** Lays out a document; `onfitted` is called when a room that was to be found is. */
  request(
    document: GraphDocument,
    wanted: Omit<Wanted, 'room'>,
    twins: readonly GraphDocument[],
    onfitted: () => void,
  ): void {
    this.going?.abort(new Error('A later layout is wanted.'));
    this.going = undefined;
    const request = { ...wanted, room: this.room };
    if (!isLarge(document, wanted.detail)) {
      this.busy = false;
      this.show(arrange(document, request, twins));
      if (wanted.fit) onfitted();
      return;
    }
    const going = new AbortController();
    this.going = going;
    this.busy = true;
    this.worker ??= new LayoutWorker();
    this.worker
      .arrange(document, request, going.signal)
      .then((arranged) => {
        if (this.going !== going) return;
        this.busy = false;
        this.show(arranged);
        if (wanted.fit) onfitted();
      })
      .catch(() => {
        if (this.going === going) this.busy = false;
      });
  }

  close(): void {
    this.going?.abort(new Error('The canvas is closed.'));
    this.worker?.close();
  }

  private show({ layout, room }: { readonly layout: Layout; readonly room: Room }): void {
    this.room = room;
    this.layout = layout;
  }
}

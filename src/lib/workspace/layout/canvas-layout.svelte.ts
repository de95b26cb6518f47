import type { GraphDocument } from '$lib/graph/document/document';
import { emptyLayout, type Layout } from '$lib/graph/layout/layout';
import { arrange, isLarge, type Arranged, type Room, type Wanted, type WantedLayers } from './arrange';
import { LayoutWorker } from './layout-worker';

/** What a canvas asks for: the picture before is known here. */
interface CanvasWanted extends Omit<Wanted, 'room' | 'layers'> {
  readonly layers?: Omit<WantedLayers, 'previous'>;
  /** Names the picture: one of the same name is that of the same network before an edit. */
  readonly picture: string;
}

/** Where everything stands on one canvas: found at once for what is small, in a worker for what is large. */
export class CanvasLayout {
  layout = $state.raw<Layout>(emptyLayout);
  /** Whether a worker is at work for this canvas. */
  busy = $state(false);
  private room: Room = { width: 1000, zoom: 1 };
  private picture = '';
  private worker: LayoutWorker | undefined;
  private going: AbortController | undefined;

  /** Lays out a document; `onfitted` is called when a room that was to be found is. */
  request(
    document: GraphDocument,
    { picture, layers, ...wanted }: CanvasWanted,
    twins: readonly GraphDocument[],
    onfitted: () => void,
  ): void {
    this.going?.abort(new Error('A later layout is wanted.'));
    this.going = undefined;
    const previous = picture === this.picture ? { previous: this.layout } : {};
    const request = { ...wanted, room: this.room, ...(layers && { layers: { ...layers, ...previous } }) };
    if (!isLarge(document, request, twins)) {
      this.busy = false;
      this.show(arrange(document, request, twins), picture);
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
        this.show(arranged, picture);
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

  private show({ layout, room }: Arranged, picture: string): void {
    this.picture = picture;
    this.room = room;
    this.layout = layout;
  }
}

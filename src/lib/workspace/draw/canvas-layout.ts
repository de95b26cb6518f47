import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Room } from '#lib/dla/figure/fit.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import { emptyLayout } from '#lib/graph/layout/layout.ts';
import { spokenLanguage } from '#lib/messages/messages.ts';
import type { Steps } from '#lib/dla/op-graph/by-steps.ts';
import { inSlices } from '#lib/workspace/shared/count-ahead.ts';
import { arrange, arrangeBySteps, isLarge, type Arranged, type Wanted } from './arrange.ts';
import { RecentLayouts } from './recent-layouts.ts';
import { LayoutWorker } from './layout-worker.ts';
import { withoutReleased } from './released.ts';

/** What a canvas asks for; the picture before and the room are known here. */
export interface CanvasWanted extends Omit<Wanted, 'room' | 'previous'> {
  /** Counts the networks that were opened on this canvas. */
  readonly opened: number;
}

/** A network whose layout is found here, and kept there. */
export type Laid = Pick<NetworkView, 'layout' | 'arranging' | 'standIn'>;

/**
 * Where everything stands on one canvas: found at once for what is small, in a worker for what is large and for layers
 * that were not on the screen before, which are ELK's.
 */
export class CanvasLayout {
  private room: Room = { width: 1000, zoom: 1 };
  /** Names what is shown, but for edits: what is asked for by the same name stays where it is. */
  private picture = '';
  private opened = -1;
  /** What was asked for last. */
  private asked: readonly unknown[] = [];
  private pins: GraphDocument['positions'] = new Map();
  private readonly recent = new RecentLayouts();
  private worker: LayoutWorker | undefined;
  private going: AbortController | undefined;

  /** What was found before it was asked for. */
  private ahead: { readonly asked: readonly unknown[]; readonly arranged: Arranged } | undefined;

  constructor(private readonly view: Laid) {}

  /**
   * Finds the first picture of a canvas in slices, between which the page goes on; the request that follows shows it. Nothing is
   * found ahead for what a worker lays out, or what depends on other canvases. False when it was called off.
   */
  prepare(
    document: GraphDocument,
    wanted: CanvasWanted,
    twins: readonly GraphDocument[],
    signal: AbortSignal,
  ): Promise<boolean> {
    return inSlices(this.findAhead(document, wanted, twins), signal);
  }

  private *findAhead(document: GraphDocument, wanted: CanvasWanted, twins: readonly GraphDocument[]): Steps<void> {
    const { opened: _, layers, ...request } = wanted;
    if (layers || twins.length > 0 || isLarge(document, request, twins)) return;
    const asked = askedOf(document, wanted);
    this.ahead = { asked, arranged: yield* arrangeBySteps(document, { ...request, room: this.room }, twins) };
  }

  /** Lays out a document; `onfitted` is called when what is to be fitted into the canvas is there. */
  request(
    document: GraphDocument,
    { opened, layers, ...wanted }: CanvasWanted,
    twins: readonly GraphDocument[],
    onfitted: () => void,
  ): void {
    const picture = `${opened} ${wanted.detail} ${layers?.direction ?? 'figure'}`;
    const language = spokenLanguage();
    const asked = [picture, document, wanted.collapsed, language];
    // Layers are the same in every room.
    if (layers && asked.every((each, at) => each === this.asked[at])) {
      if (wanted.fit) onfitted();
      return;
    }
    this.asked = asked;
    this.going?.abort(new Error('A later layout is wanted.'));
    this.going = undefined;
    this.view.arranging = false;
    const follows = picture === this.picture;
    const request = {
      ...wanted,
      room: this.room,
      ...(layers && { layers }),
      ...(follows && { previous: withoutReleased(this.view.layout, this.pins, document.positions) }),
    };
    this.pins = document.positions;
    const anew = layers !== undefined && !follows;
    const inRoom = (): string => `${language} ${picture}${layers ? '' : ` ${this.room.width} ${this.room.zoom}`}`;
    const show = ({ layout, room, standIn }: Arranged): void => {
      [this.picture, this.opened, this.room] = [picture, opened, room];
      this.view.layout = layout;
      this.view.standIn = standIn;
      if (twins.length === 0 && !standIn)
        this.recent.add({ picture: inRoom(), document, collapsed: wanted.collapsed, layout });
      if (wanted.fit) onfitted();
    };
    const isKnown = follows && !wanted.fit && twins.length === 0;
    const known = isKnown && this.recent.find({ picture: inRoom(), document, collapsed: wanted.collapsed });
    if (known) return show({ layout: known, room: this.room });
    const { ahead } = this;
    this.ahead = undefined;
    const isAhead =
      ahead &&
      twins.length === 0 &&
      askedOf(document, { opened, ...wanted }).every((each, at) => each === ahead.asked[at]);
    const own = (): void => show(isAhead ? ahead.arranged : arrange(document, request, twins));
    if (isLarge(document, request, twins))
      return this.send(document, request, show, () =>
        show({ layout: emptyLayout, room: this.room, standIn: 'nothing' }),
      );
    // A picture of another network is no picture of this one: it gives way to our own while ELK is at work.
    if (!anew || opened !== this.opened) own();
    if (anew) this.send(document, request, show, own);
  }

  close(): void {
    this.going?.abort(new Error('The canvas is closed.'));
    this.worker?.close();
  }

  /** Where the worker was ended meanwhile, a new one is asked, once. */
  private send(
    document: GraphDocument,
    request: Wanted,
    show: (arranged: Arranged) => void,
    fail?: () => void,
    again = true,
  ): void {
    const going = new AbortController();
    this.going = going;
    this.view.arranging = true;
    const worker = (this.worker ??= new LayoutWorker(() => {
      if (this.worker === worker) this.worker = undefined;
    }));
    const current = (then?: () => void): void => {
      if (this.going !== going) return;
      this.view.arranging = false;
      then?.();
    };
    worker.arrange(document, request, going.signal).then(
      (arranged) => current(() => show(arranged)),
      () => current(again && this.worker !== worker ? () => this.send(document, request, show, fail, false) : fail),
    );
  }
}

/** What a first picture depends on. */
const askedOf = (document: GraphDocument, { opened, detail, collapsed, fit }: CanvasWanted): readonly unknown[] => [
  document,
  opened,
  detail,
  collapsed,
  fit?.width,
  fit?.height,
  spokenLanguage(),
];

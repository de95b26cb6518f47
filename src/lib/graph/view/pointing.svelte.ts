import { isDrag, type Pointer } from '#lib/graph/gestures/gesture.ts';
import type { Layout, Point } from '#lib/graph/layout/layout.ts';
import type { CanvasEditing } from './canvas-props.ts';
import type { Hand, Press } from './hand.svelte.ts';
import { hit, portNear, type Hit } from './hit.ts';

/** A finger that rests this long, in milliseconds, means more than a tap. */
const HOLD = 500;

/** What {@link Pointing} needs of its canvas. */
export interface PointingHost {
  readonly element: () => SVGSVGElement;
  readonly layout: () => Layout;
  readonly zoom: () => number;
  readonly editing: () => CanvasEditing | undefined;
  readonly toUnits: (clientX: number, clientY: number) => Point;
  readonly onhover: (hit: Hit | undefined) => void;
}

/**
 * From pointers to gestures. A handle draws an edge, a drag of what is selected moves it, shift and a drag draw a lasso;
 * anything else is left to the picture. A finger that rests opens the menu; on nothing it draws a lasso if it moves then.
 */
export class Pointing {
  coarse = $state(false);
  /** Where a finger rests that may draw a lasso now. */
  held = $state.raw<Point>();
  /** Whether the click that follows is the end of a gesture, not a choice. */
  private spent = false;
  /** Whether the finger that is down, or was last, has rested: what follows is no click, and takes no focus. */
  rested = false;
  /** Whether the other button was pressed within a gesture: that ended it, and opens no menu. */
  chorded = false;
  private resting: { readonly timer: ReturnType<typeof setTimeout>; readonly down: Pointer } | undefined;

  constructor(
    private readonly hand: Hand,
    private readonly host: PointingHost,
  ) {}

  hitAt(clientX: number, clientY: number): Hit | undefined {
    return hit(this.host.layout(), this.host.toUnits(clientX, clientY), this.host.zoom(), this.coarse);
  }

  press(event: PointerEvent): void {
    this.coarse = event.pointerType === 'touch';
    this.rest();
    if (!event.isPrimary) return this.cancel();
    this.spent = false;
    this.rested = false;
    this.chorded = false;
    if (event.button !== 0) return;
    const begun = this.pressAt(event);
    if (this.coarse) this.startHold(event);
    if (begun) this.take(event, begun);
  }

  move(event: PointerEvent): void {
    const pointer = this.pointerOf(event);
    if (this.resting && isDrag(this.resting.down, pointer)) this.rest();
    if (this.hand.pressed && isHeld(event)) {
      this.hand.drag(pointer, this.overAt(event));
      if (this.hand.busy) this.held = undefined;
      return;
    }
    if (this.hand.pressed) {
      this.chorded = event.buttons !== 0;
      this.cancel();
    }
    if (this.coarse) return;
    const found = this.hitAt(event.clientX, event.clientY);
    const onGrip = gripOf(event) !== undefined && !(found?.kind === 'mark' && found.inside);
    if (!onGrip) this.host.onhover(found);
  }

  /** Answers the node that a tap on its handle chose as the start of an edge, if it was one. */
  release(event: PointerEvent): string | undefined {
    this.rest();
    if (!this.hand.pressed) return undefined;
    const untouched = this.held !== undefined && !this.hand.busy;
    this.held = undefined;
    if (untouched) {
      this.hand.cancel();
      this.openMenu(event);
      return undefined;
    }
    this.spent ||= this.hand.busy || this.hand.connect.mode === 'pressed';
    return this.hand.release(this.pointerOf(event), this.overAt(event));
  }

  /** Whether a click is a choice; asked once for each. */
  isChoice(): boolean {
    const choice = !this.spent;
    this.spent = false;
    return choice;
  }

  /** What goes on is dropped, if anything does: the pointer is taken away, or a key does something else. */
  letGo(): void {
    if (this.hand.pressed) this.cancel();
  }

  cancel(): void {
    this.rest();
    this.held = undefined;
    this.hand.cancel();
    this.spent = true;
  }

  /** The gesture that a press begins; undefined for one that moves the picture. */
  private pressAt(event: PointerEvent): Press | undefined {
    const editing = this.host.editing();
    if (!editing) return undefined;
    const found = this.hitAt(event.clientX, event.clientY);
    const grip = gripOf(event);
    const start = grip && startOf(editing, grip, found);
    if (start) return { kind: 'connect', start };
    if (event.shiftKey && found?.kind !== 'mark') return { kind: 'lasso', shift: true };
    const places = found && editing.placesOf(found.id);
    return places && { kind: 'move', places };
  }

  private overAt(event: PointerEvent) {
    const { start } = this.hand;
    const found = start && this.hitAt(event.clientX, event.clientY);
    if (!found) return undefined;
    const near = !(found.inside && found.kind === 'mark') && !start.turned;
    const at = this.host.toUnits(event.clientX, event.clientY);
    const port = near ? portNear(this.host.layout(), at, this.host.zoom(), this.coarse) : undefined;
    return this.host.editing()?.targetAt(start, found, port?.id);
  }

  private take(event: PointerEvent, begun: Press): void {
    this.host.element().setPointerCapture(event.pointerId);
    this.hand.press(begun, this.pointerOf(event));
  }

  private startHold(event: PointerEvent): void {
    const timer = setTimeout(() => {
      this.resting = undefined;
      this.rested = true;
      this.hand.cancel();
      this.spent = true;
      const found = this.hitAt(event.clientX, event.clientY);
      if (!this.host.editing() || (found && found.kind !== 'band')) return this.openMenu(event);
      this.held = this.host.toUnits(event.clientX, event.clientY);
      this.take(event, { kind: 'lasso', shift: false });
    }, HOLD);
    this.resting = { timer, down: this.pointerOf(event) };
  }

  /** No finger rests any more. */
  private rest(): void {
    clearTimeout(this.resting?.timer);
    this.resting = undefined;
  }

  private openMenu({ clientX, clientY }: PointerEvent): void {
    this.host
      .element()
      .dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: 2, clientX, clientY }));
  }

  private pointerOf({ clientX, clientY }: PointerEvent): Pointer {
    return { at: this.host.toUnits(clientX, clientY), screen: [clientX, clientY] };
  }
}

/** What is drawn to be taken hold of: the handle of a mark, or an end of an edge. */
interface Grip {
  readonly id: string;
  readonly part: 'handle' | 'start' | 'end';
}

function gripOf(event: PointerEvent): Grip | undefined {
  const data = (event.target as Element).closest<SVGElement>('[data-grip]')?.dataset;
  return data?.grip === undefined ? undefined : { id: data.grip, part: data.part as Grip['part'] };
}

function startOf(editing: CanvasEditing, { id, part }: Grip, found: Hit | undefined) {
  if (part !== 'handle') return editing.liftOf(id, part);
  // A handle gives way to what it stands on: a neighbour, or its own mark where that is small.
  if (found?.kind === 'mark' && found.inside) return undefined;
  const from = editing.startOf(id);
  return from === undefined ? undefined : { from };
}

/** Whether the button that began a gesture is down, and it alone: the release may have been somewhere else. */
const isHeld = ({ pointerType, buttons }: PointerEvent): boolean => pointerType === 'touch' || buttons === 1;

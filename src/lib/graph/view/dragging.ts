import type { Point } from '#lib/graph/layout/layout.ts';
import { clampZoom, holding, unitsAt, type Camera } from './camera.ts';

/** A finger on the picture: where it is, in pixels of the canvas, and what of the figure is held under it. */
interface Finger {
  readonly id: number;
  at: Point;
  held: Point;
}

export interface DragHost {
  readonly camera: () => Camera;
  readonly onchange: (camera: Camera) => void;
  /** Whether a press may become a drag of the picture: an editor keeps those on its handles for itself. */
  readonly mayDrag: () => boolean;
}

export interface Dragging {
  /** Whether a mouse drags the picture. */
  readonly dragging: () => boolean;
  /** Ends a drag by a mouse. */
  end(): void;
  destroy(): void;
}

/** How far a mouse may go between press and release, in pixels, for a click. */
const CLICK = 4;
/** For so long after a finger, in milliseconds, browsers tell of a mouse that is none. */
const GHOST = 500;

const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const apart = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

function take(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** A mouse or a finger that drags the picture, and two that pinch it, as changes of a camera: what is held stays where it is held. */
export function attachDrag(element: SVGSVGElement, { camera, onchange, mayDrag }: DragHost): Dragging {
  let fingers: readonly Finger[] = [];
  let lastTouch = -Infinity;
  let mouse: { readonly held: Point; readonly from: Point; moved: boolean } | undefined;

  /** What is around the canvas may enlarge all of it. */
  const placeOf = ({ clientX, clientY }: MouseEvent | Touch): Point => {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(element.getScreenCTM()!.inverse());
    return [x, y];
  };

  function press(event: MouseEvent): void {
    if (event.button === 2 || event.timeStamp - lastTouch < GHOST || !mayDrag()) return;
    event.stopImmediatePropagation();
    end();
    mouse = { held: unitsAt(camera(), placeOf(event)), from: [event.clientX, event.clientY], moved: false };
    addEventListener('mousemove', drag, true);
    addEventListener('mouseup', release, true);
    addEventListener('selectstart', take, true);
    addEventListener('dragstart', take, true);
  }

  function drag(event: MouseEvent): void {
    if (!mouse) return;
    take(event);
    mouse.moved ||= apart(mouse.from, [event.clientX, event.clientY]) > CLICK;
    onchange(holding(camera().zoom, mouse.held, placeOf(event)));
  }

  function release(event: MouseEvent): void {
    take(event);
    end();
  }

  function end(): void {
    if (!mouse) return;
    // What is dragged is not chosen.
    if (mouse.moved) {
      addEventListener('click', take, true);
      setTimeout(() => removeEventListener('click', take, true));
    }
    mouse = undefined;
    removeEventListener('mousemove', drag, true);
    removeEventListener('mouseup', release, true);
    removeEventListener('selectstart', take, true);
    removeEventListener('dragstart', take, true);
  }

  function touch(event: TouchEvent): void {
    if (!mayDrag()) return;
    event.stopImmediatePropagation();
    const touches = [...event.touches];
    // Of one that was taken away otherwise nothing was said.
    fingers = fingers.filter(({ id }) => touches.some(({ identifier }) => identifier === id));
    for (const each of touches) {
      if (fingers.length === 2 || fingers.some(({ id }) => id === each.identifier)) continue;
      const at = placeOf(each);
      fingers = [...fingers, { id: each.identifier, at, held: unitsAt(camera(), at) }];
    }
  }

  function swipe(event: TouchEvent): void {
    const [first, second] = fingers;
    if (!first) return;
    take(event);
    for (const each of event.changedTouches) {
      const finger = fingers.find(({ id }) => id === each.identifier);
      if (finger) finger.at = placeOf(each);
    }
    if (!second) return onchange(holding(camera().zoom, first.held, first.at));
    const held = apart(first.held, second.held);
    if (held === 0) return;
    const zoom = clampZoom(apart(first.at, second.at) / held);
    onchange(holding(zoom, middle(first.held, second.held), middle(first.at, second.at)));
  }

  function lift(event: TouchEvent): void {
    if (fingers.length === 0) return;
    event.stopImmediatePropagation();
    lastTouch = event.timeStamp;
    const gone = [...event.changedTouches].map(({ identifier }) => identifier);
    // The finger that stays holds what is under it now.
    fingers = fingers
      .filter(({ id }) => !gone.includes(id))
      .map((finger) => ({ ...finger, held: unitsAt(camera(), finger.at) }));
  }

  element.addEventListener('mousedown', press);
  element.addEventListener('touchstart', touch, { passive: true });
  element.addEventListener('touchmove', swipe, { passive: false });
  element.addEventListener('touchend', lift);
  element.addEventListener('touchcancel', lift);
  return {
    dragging: () => mouse !== undefined,
    end,
    destroy() {
      end();
      element.removeEventListener('mousedown', press);
      element.removeEventListener('touchstart', touch);
      element.removeEventListener('touchmove', swipe);
      element.removeEventListener('touchend', lift);
      element.removeEventListener('touchcancel', lift);
    },
  };
}

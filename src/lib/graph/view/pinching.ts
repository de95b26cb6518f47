import { zoomAbout, type Camera } from './camera.ts';

/** Safari's own event of two fingers on a touchpad, which it sends where others send a wheel with Ctrl. */
interface PinchEvent extends Event {
  /** How far apart the fingers are, as a part of where they began. */
  readonly scale: number;
  readonly clientX: number;
  readonly clientY: number;
}

interface Pinched {
  readonly camera: () => Camera;
  readonly onchange: (camera: Camera) => void;
}

type Surface = Pick<Element, 'addEventListener' | 'removeEventListener' | 'getBoundingClientRect'>;

const EVENTS = ['gesturestart', 'gesturechange', 'gestureend'] as const;
const TOUCHES = ['touchstart', 'touchend', 'touchcancel'] as const;

/**
 * Pinches of Safari zoom the picture about the place between the fingers, and not the page. Fingers on a screen, which make the same
 * events beside those of touch, are left to these. Returns what ends it.
 */
export function attachPinch(surface: Surface, { camera, onchange }: Pinched): () => void {
  /** How far apart the fingers were last; undefined where none pinch a touchpad. */
  let scale: number | undefined;
  let touched = false;

  const touch = (event: Event): void => {
    touched = (event as TouchEvent).touches.length > 0;
  };

  function pinch(event: Event): void {
    event.preventDefault();
    const { type, clientX, clientY, scale: now } = event as PinchEvent;
    if (type === 'gesturestart') scale = 1;
    if (touched || type === 'gestureend') scale = undefined;
    if (scale === undefined || !(now > 0)) return;
    const { left, top } = surface.getBoundingClientRect();
    onchange(zoomAbout(camera(), now / scale, [clientX - left, clientY - top]));
    scale = now;
  }

  for (const type of EVENTS) surface.addEventListener(type, pinch);
  for (const type of TOUCHES) surface.addEventListener(type, touch, { passive: true });
  return () => {
    for (const type of EVENTS) surface.removeEventListener(type, pinch);
    for (const type of TOUCHES) surface.removeEventListener(type, touch);
  };
}

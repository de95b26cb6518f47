import { expect, it } from 'vitest';
import type { Camera } from './camera.ts';
import { attachPinch } from './pinching.ts';

/** A canvas that stands at 50, 20, and what events of Safari make of its camera. */
function canvas() {
  const surface = Object.assign(new EventTarget(), { getBoundingClientRect: () => ({ left: 50, top: 20 }) as DOMRect });
  let camera: Camera = { x: 10, y: 20, zoom: 0.5 };
  const seen: Camera[] = [];
  const onchange = (next: Camera) => void seen.push((camera = next));
  const release = attachPinch(surface, { camera: () => camera, onchange });
  /** Whether the page kept the event from the browser. */
  const send = (type: string, values: object): boolean => {
    const event = Object.assign(new Event(type, { cancelable: true }), values);
    surface.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const pinch = (scale: number) => send('gesturechange', { scale, clientX: 150, clientY: 70 });
  return { send, pinch, seen, release, camera: () => camera };
}

it('a pinch of Safari zooms as far as the fingers go, about the place between them, and not the page (I10)', () => {
  const { send, pinch, seen, camera } = canvas();
  const under = ({ x, y, zoom }: Camera) => [x + 100 / zoom, y + 50 / zoom];
  const before = under(camera());
  expect(send('gesturestart', { scale: 1, clientX: 150, clientY: 70 })).toBe(true);
  expect([1.1, 1.5, 2].map(pinch)).toEqual([true, true, true]);
  expect(seen.at(-1)!.zoom).toBeCloseTo(1);
  for (const axis of [0, 1]) expect(under(camera())[axis]).toBeCloseTo(before[axis]!);
  expect(send('gestureend', { scale: 2, clientX: 150, clientY: 70 })).toBe(true);
  const { length } = seen;
  pinch(3);
  expect(seen).toHaveLength(length);
  // The next one begins anew.
  send('gesturestart', { scale: 1, clientX: 150, clientY: 70 });
  pinch(0.5);
  expect(camera().zoom).toBeCloseTo(0.5);
});

it('fingers on a screen, scales that are none, and a canvas that is gone change nothing (I10)', () => {
  const { send, pinch, seen, release } = canvas();
  send('touchstart', { touches: [1, 2] });
  send('gesturestart', { scale: 1, clientX: 150, clientY: 70 });
  expect(pinch(2)).toBe(true);
  send('touchend', { touches: [] });
  pinch(3);
  send('gestureend', { scale: 3, clientX: 150, clientY: 70 });
  send('gesturestart', { scale: 1, clientX: 150, clientY: 70 });
  pinch(0);
  pinch(NaN);
  expect(seen.filter(({ zoom }) => zoom !== 0.5)).toEqual([]);
  release();
  pinch(2);
  expect(seen.filter(({ zoom }) => zoom !== 0.5)).toEqual([]);
});

import { select, zoom, ZoomTransform, type D3ZoomEvent } from 'd3';
import { LEAST_ZOOM, MOST_ZOOM, sameCamera, type Camera } from './camera.ts';
import { turned } from './wheel.ts';

export interface Zooming {
  /** Takes a camera that came from elsewhere; says nothing back. */
  follow(camera: Camera): void;
  /** Ends a drag of the picture by a mouse. */
  end(): void;
  /** Whether the other button ended a drag, or ends it now: it opens no menu. */
  chorded(): boolean;
  destroy(): void;
}

interface ZoomHost {
  readonly camera: () => Camera;
  readonly onchange: (camera: Camera) => void;
  /** Whether a press may become a drag of the picture: an editor keeps those on its handles for itself. */
  readonly mayDrag: () => boolean;
}

/** Drag, wheel and pinch on an element as changes of a camera. */
export function attachZoom(element: SVGSVGElement, { camera, onchange, mayDrag }: ZoomHost): Zooming {
  const surface = select<SVGSVGElement, unknown>(element);
  let known: Camera | undefined;
  let following = false;
  let dragging = false;
  let chorded = false;
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([LEAST_ZOOM, MOST_ZOOM])
    // Only bounds and flights would need it; found by default it is measured, which makes the page lay itself out.
    .extent([
      [0, 0],
      [1, 1],
    ])
    .clickDistance(4)
    .filter((event: MouseEvent) => event.button !== 2 && mayDrag())
    .on('start', ({ sourceEvent }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      dragging = sourceEvent instanceof MouseEvent;
    })
    .on('end', () => {
      dragging = false;
    })
    .on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      if (following) return;
      known = { x: -transform.x / transform.k, y: -transform.y / transform.k, zoom: transform.k };
      onchange(known);
    });
  surface.call(behaviour).on('dblclick.zoom', null).on('wheel.zoom', null);

  function end(): void {
    // The drag listens to the window for its end.
    if (dragging) dispatchEvent(new MouseEvent('mouseup', { view: window }));
  }

  /** A release elsewhere is not heard, and another button means something else. */
  function watch({ pointerType, buttons }: PointerEvent): void {
    if (!dragging || pointerType !== 'mouse') return;
    chorded = (buttons & 2) !== 0;
    if (buttons === 0 || chorded) end();
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault();
    if (dragging) return;
    const { left, top, width, height } = element.getBoundingClientRect();
    onchange(turned(camera(), event, { at: [event.clientX - left, event.clientY - top], width, height }));
  }

  const press = () => (chorded = false);

  addEventListener('pointerdown', press, true);
  addEventListener('pointermove', watch, true);
  element.addEventListener('wheel', wheel, { passive: false });
  return {
    follow(camera) {
      if (known && sameCamera(known, camera)) return;
      known = camera;
      following = true;
      const { x, y, zoom: k } = camera;
      surface.call((each) => behaviour.transform(each, new ZoomTransform(k, -x * k, -y * k)));
      following = false;
    },
    end,
    chorded: () => chorded,
    destroy() {
      surface.on('.zoom', null);
      removeEventListener('pointerdown', press, true);
      removeEventListener('pointermove', watch, true);
      element.removeEventListener('wheel', wheel);
    },
  };
}

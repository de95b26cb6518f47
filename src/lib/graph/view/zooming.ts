import { select, zoom, ZoomTransform, type D3ZoomEvent } from 'd3';
import { LEAST_ZOOM, MOST_ZOOM, sameCamera, type Camera } from './camera.ts';

export interface Zooming {
  /** Takes a camera that came from elsewhere; says nothing back. */
  follow(camera: Camera): void;
  destroy(): void;
}

/**
 * Drag, wheel and pinch on an element as changes of a camera. `mayStart` says whether a press may become a drag of the
 * picture: an editor keeps those on its handles for itself.
 */
export function attachZoom(
  element: SVGSVGElement,
  onchange: (camera: Camera) => void,
  mayStart: (event: Event) => boolean,
): Zooming {
  const surface = select<SVGSVGElement, unknown>(element);
  let known: Camera | undefined;
  let following = false;
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([LEAST_ZOOM, MOST_ZOOM])
    // Only bounds and flights would need it; found by default it is measured, which makes the page lay itself out.
    .extent([
      [0, 0],
      [1, 1],
    ])
    .clickDistance(4)
    .filter((event: MouseEvent) => (event.type === 'wheel' || event.button !== 2) && mayStart(event))
    .on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      if (following) return;
      known = { x: -transform.x / transform.k, y: -transform.y / transform.k, zoom: transform.k };
      onchange(known);
    });
  surface.call(behaviour).on('dblclick.zoom', null);
  return {
    follow(camera) {
      if (known && sameCamera(known, camera)) return;
      known = camera;
      following = true;
      const { x, y, zoom: k } = camera;
      surface.call((each) => behaviour.transform(each, new ZoomTransform(k, -x * k, -y * k)));
      following = false;
    },
    destroy: () => void surface.on('.zoom', null),
  };
}

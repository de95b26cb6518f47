import { attachDrag, type DragHost } from './dragging.ts';
import { attachPinch } from './pinching.ts';
import { turned } from './wheel.ts';

export interface Zooming {
  /** Ends a drag of the picture by a mouse. */
  end(): void;
  /** Whether the other button ended a drag, or ends it now: it opens no menu. */
  chorded(): boolean;
  destroy(): void;
}

/** Drag, wheel and pinch on an element as changes of a camera. */
export function attachZoom(element: SVGSVGElement, { camera, onchange, mayDrag }: DragHost): Zooming {
  const drag = attachDrag(element, { camera, onchange, mayDrag });
  let chorded = false;

  /** A release elsewhere is not heard, and another button means something else. */
  function watch({ pointerType, buttons }: PointerEvent): void {
    if (!drag.dragging() || pointerType !== 'mouse') return;
    chorded = (buttons & 2) !== 0;
    if (buttons === 0 || chorded) drag.end();
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault();
    if (drag.dragging()) return;
    const { left, top, width, height } = element.getBoundingClientRect();
    onchange(turned(camera(), event, { at: [event.clientX - left, event.clientY - top], width, height }));
  }

  const press = () => (chorded = false);

  addEventListener('pointerdown', press, true);
  addEventListener('pointermove', watch, true);
  element.addEventListener('wheel', wheel, { passive: false });
  const release = attachPinch(element, { camera, onchange });
  return {
    end: () => drag.end(),
    chorded: () => chorded,
    destroy() {
      drag.destroy();
      removeEventListener('pointerdown', press, true);
      removeEventListener('pointermove', watch, true);
      element.removeEventListener('wheel', wheel);
      release();
    },
  };
}

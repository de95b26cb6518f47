import { describe, expect, it } from 'vitest';
import { turned } from './wheel.ts';

const camera = { x: 10, y: 20, zoom: 0.5 };
const still = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false };
const place = { at: [100, 50], width: 800, height: 600 } as const;
const turn = (by: Partial<typeof still>) => turned(camera, { ...still, ...by }, place);
const zoomed = (by: Partial<typeof still>) => turn({ ctrlKey: true, ...by }).zoom / camera.zoom;

describe('turned', () => {
  it('a notch zooms by one step, however a wheel counts it (I10)', () => {
    for (const notch of [{ deltaY: 100 }, { deltaY: 120 }, { deltaY: 3, deltaMode: 1 }, { deltaY: 1, deltaMode: 2 }])
      expect(zoomed(notch)).toBeCloseTo(0.8);
    expect(zoomed({ deltaY: -120 })).toBeCloseTo(1.25);
  });

  it('a pinch zooms as far as the fingers go, about the place between them (I10)', () => {
    expect(zoomed({ deltaY: -2 })).toBeCloseTo(Math.exp(0.02));
    const { x, y, zoom } = turn({ ctrlKey: true, deltaY: -5 });
    const under = ({ x: left, y: top, zoom: scale }: typeof camera) => [left + 100 / scale, top + 50 / scale];
    for (const axis of [0, 1]) expect(under({ x, y, zoom })[axis]).toBeCloseTo(under(camera)[axis]!);
  });

  it('two fingers move the picture along both axes, a wheel with Shift sideways (I10)', () => {
    expect(turn({ deltaX: 7, deltaY: -3 })).toEqual({ x: 24, y: 14, zoom: 0.5 });
    expect(turn({ deltaY: 100, shiftKey: true })).toEqual({ x: 210, y: 20, zoom: 0.5 });
    expect(turn({ deltaX: 100, shiftKey: true })).toEqual({ x: 210, y: 20, zoom: 0.5 });
    expect(turn({ deltaY: 1, deltaMode: 1 }).y).toBe(52);
  });
});

/** Bytes that WebGL 2 contexts of this thread have asked the device for, counted at the calls themselves. */
export interface Counted {
  live: number;
  peak: number;
}

type Call = (this: WebGL2RenderingContext, ...given: never[]) => unknown;

/** Counts textures (all of RGBA32F here) and buffers from now on. */
export function countBytes(): Counted {
  const counted: Counted = { live: 0, peak: 0 };
  const sizes = new Map<object, number>();
  const bound = new Map<number, object | null>();
  const hold = (owner: object | null | undefined, bytes: number) => {
    counted.live += bytes - (sizes.get(owner!) ?? 0);
    counted.peak = Math.max(counted.peak, counted.live);
    sizes.set(owner!, bytes);
  };
  const { prototype } = WebGL2RenderingContext;
  /** Does something besides each call of that name. */
  const besides = (name: string, also: (...given: never[]) => void) => {
    const call = Reflect.get(prototype, name) as Call;
    Reflect.set(prototype, name, function (this: WebGL2RenderingContext, ...given: never[]) {
      also(...given);
      return call.apply(this, given);
    });
  };
  for (const name of ['bindTexture', 'bindBuffer'])
    besides(name, (target: number, owner: object | null) => bound.set(target, owner));
  for (const name of ['deleteTexture', 'deleteBuffer'])
    besides(name, (owner: object | null) => {
      if (owner && sizes.has(owner)) hold(owner, 0);
    });
  besides('texStorage2D', (target: number, _levels: number, _format: number, width: number, height: number) =>
    hold(bound.get(target), 16 * width * height),
  );
  besides(
    'texStorage3D',
    (target: number, _levels: number, _format: number, width: number, height: number, depth: number) =>
      hold(bound.get(target), 16 * width * height * depth),
  );
  besides('bufferData', (target: number, given: number | ArrayBufferView) =>
    hold(bound.get(target), typeof given === 'number' ? given : given.byteLength),
  );
  return counted;
}

/**
 * Runs in a worker, before it draws: counts the draws of its WebGL contexts, and loses the context at the draw that
 * `loseAt` names. `self.draws` and `self.loseAt` can be read and set from outside.
 */
export function watchContexts(loseAt: number): void {
  const state = Object.assign(self, { draws: 0, loseAt });
  const original = Object.getOwnPropertyDescriptor(OffscreenCanvas.prototype, 'getContext')!.value as (
    this: OffscreenCanvas,
    ...given: unknown[]
  ) => unknown;
  const watched = new WeakSet<object>();
  Object.assign(OffscreenCanvas.prototype, {
    getContext(this: OffscreenCanvas, ...given: unknown[]) {
      const gl = original.apply(this, given) as WebGL2RenderingContext | null;
      if (!gl || given[0] !== 'webgl2' || watched.has(gl)) return gl;
      watched.add(gl);
      const counted =
        <A extends unknown[]>(draw: (...passed: A) => void) =>
        (...passed: A) => {
          state.draws += 1;
          if (state.draws === state.loseAt) gl.getExtension('WEBGL_lose_context')!.loseContext();
          draw.apply(gl, passed);
        };
      gl.drawArrays = counted(gl.drawArrays.bind(gl));
      gl.drawElements = counted(gl.drawElements.bind(gl));
      return gl;
    },
  });
}

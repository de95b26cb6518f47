/**
 * Does what takes long in a task of its own, once what was pressed is seen to be. Returns what calls it off.
 */
export function afterPaint(thing: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(thing);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

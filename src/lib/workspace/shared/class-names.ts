let names: Promise<readonly string[]> | undefined;

/** ImageNet's 1000 class names, by index; loaded when first asked for. */
export const classNames = (): Promise<readonly string[]> => (names ??= load());

async function load(): Promise<readonly string[]> {
  const { IMAGENET_CLASSES } = await import('@tensorflow-models/mobilenet/dist/imagenet_classes');
  return Object.entries(IMAGENET_CLASSES)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, words]) => String(words).split(',')[0]!);
}

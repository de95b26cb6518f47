import { checkPixels } from './fault.ts';
import { resample, type Interpolation, type Pixels } from './resample.ts';

export interface PrepareOptions {
  /** timm's DLA networks were evaluated with `bilinear`, its default for others is `bicubic`. */
  readonly interpolation?: Interpolation;
  /** Which part of the scaled image the crop keeps, along each axis. */
  readonly cropFraction?: number;
}

export const IMAGENET_MEAN = [0.485, 0.456, 0.406] as const;
export const IMAGENET_STD = [0.229, 0.224, 0.225] as const;

/** Python's round: halves go to the even neighbour. */
export function roundEven(value: number): number {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}

/** Size to which an image is scaled so that the crop fits into it (timm's create_transform for evaluation). */
export function scaledSize(
  image: { readonly width: number; readonly height: number },
  wanted: { readonly width: number; readonly height: number },
  cropFraction: number,
): { readonly width: number; readonly height: number } {
  const cover = { width: Math.floor(wanted.width / cropFraction), height: Math.floor(wanted.height / cropFraction) };
  if (cover.width !== cover.height) {
    // timm's ResizeKeepRatio: the shorter side in relation to the target.
    const ratio = Math.min(image.width / cover.width, image.height / cover.height);
    return { width: roundEven(image.width / ratio), height: roundEven(image.height / ratio) };
  }
  // torchvision's Resize: the shorter side, the longer one cut to a whole number.
  const side = cover.width;
  return image.width <= image.height
    ? { width: side, height: Math.trunc((side * image.height) / image.width) }
    : { width: Math.trunc((side * image.width) / image.height), height: side };
}

/**
 * An image in 8-bit RGB as timm prepares it for evaluation, to be shown: scaled, and cropped in the middle. Throws an
 * IssueError where the network takes more pixels than a picture may have.
 */
export function cropForEvaluation(
  image: Pixels,
  wanted: { readonly width: number; readonly height: number },
  { interpolation = 'bilinear', cropFraction = 0.875 }: PrepareOptions = {},
): Pixels {
  checkPixels(wanted.width, wanted.height, 'input');
  const { width, height } = scaledSize(image, wanted, cropFraction);
  const top = roundEven((height - wanted.height) / 2);
  const left = roundEven((width - wanted.width) / 2);
  return resample(image, width, height, interpolation, { left, top, ...wanted });
}

/** 8-bit RGB as a network takes it: divided by 255, less ImageNet's mean, by its deviation; [3, H, W] row-major. */
export function normalise({ width, height, data }: Pixels): Float32Array {
  const size = width * height;
  const values = new Float32Array(3 * size);
  for (let place = 0; place < size; place += 1)
    for (let c = 0; c < 3; c += 1)
      values[c * size + place] = (data[place * 3 + c]! / 255 - IMAGENET_MEAN[c]!) / IMAGENET_STD[c]!;
  return values;
}

/** An image of any size as the input of a network: [3, H, W] row-major. */
export const prepareImage = (
  image: Pixels,
  wanted: { readonly width: number; readonly height: number },
  options?: PrepareOptions,
): Float32Array => normalise(cropForEvaluation(image, wanted, options));

import { clipboardFormats } from './clipboard.ts';
import { fileFormats } from './files.ts';
import type { Format } from './format.ts';
import { imageFormats } from './images.ts';
import { linkFormats } from './links.ts';
import { onnxFormats } from './onnx.ts';
import { pictureFormats } from './pictures.ts';
import { weightFormats } from './weights.ts';

/** All that comes from outside. */
export const formats: readonly Format[] = [
  ...fileFormats,
  ...linkFormats,
  ...clipboardFormats,
  ...weightFormats,
  ...onnxFormats,
  ...imageFormats,
  ...pictureFormats,
];

import type { ForeignIssue, Json } from '#lib/issue.ts';
import type { Words } from '../values.ts';
import { listed, plural, quoted, shown } from './grammar.ts';

/** `Einsum (3 times, first at "/attention/Einsum")` */
function operator(found: Json): string {
  const [what = null, count = null, first = null] = Array.isArray(found) ? (found as readonly Json[]) : [];
  const place = first === null ? '' : `${count === 1 ? '' : 'first '}at ${quoted(first)}`;
  return `${typeof what === 'string' ? what : shown(what)} (${plural(count, 'time')}, ${place})`;
}

/** What is said of networks from elsewhere. */
export const foreign = {
  'onnx-broken': () => 'this is not a whole ONNX file, or it is damaged. Export or download it again.',
  'onnx-external': ({ expected }) =>
    `its values stand in another file, ${quoted(expected)}, which is not there. Put it beside the model, or choose both.`,
  'onnx-image': ({ received }) =>
    `the input has the shape ${listed(received, 'and')}; expected images: batch, channels, height and width, with the channels given.`,
  'onnx-inputs': ({ received }) =>
    Array.isArray(received) && received.length === 0
      ? 'the network takes no input; expected one image.'
      : `the network takes several inputs, ${listed(received)}; expected one image.`,
  'onnx-operators': ({ received, expected }) => {
    const found = Array.isArray(received) ? (received as readonly Json[]) : [];
    const more = typeof expected === 'number' && expected > found.length ? `, and ${expected - found.length} more` : '';
    return `no document can hold these operators: ${found.map(operator).join('; ')}${more}. Export the network without them.`;
  },
  'onnx-opset': ({ expected, received }) =>
    `operator set ${shown(received)} is not read; expected ${listed(expected, 'to')}. Export the network with one of these.`,
  'onnx-output': ({ received }) => `the output ${quoted(received)} is no map that hangs on the image.`,
} satisfies Record<ForeignIssue, Words>;

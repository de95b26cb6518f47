import type { ForeignOptions } from '#lib/dla/foreign/weight-files.ts';
import type { PictureNote } from '#lib/dla/image/decode.ts';
import type { Fit } from '#lib/dla/image/fit.ts';
import type { Interpolation, Pixels } from '#lib/dla/image/resample.ts';
import type { OpGraph, WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { WeightMatch } from '#lib/dla/weights/match.ts';
import type { BackendChoice, Device, Pace, Ranking } from '#lib/runtime/compute/device.ts';
import type { Place } from '#lib/runtime/compute/reach.ts';
import type { Wish } from '#lib/runtime/compute/reading.ts';
import type { RunProgress, RunResult } from '#lib/runtime/compute/session.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import type {
  GradientProgress,
  GradientResult,
  NormStatistics,
  ReachResult,
} from '#lib/runtime/compute/differentiate.ts';
import type { TrainingOrder, TrainingProgress, TrainingResult } from '#lib/runtime/training/order.ts';
import type { Odd } from './run-soundly.ts';

export interface WeightFileSource {
  readonly kind: 'file';
  readonly file: Blob;
  readonly fileName: string;
  /** The same key means the same file. */
  readonly key: string;
  /** Which of the file's tables is wanted, by what stands before the network's names in it; the best one when absent. */
  readonly table?: string;
  /** Of an ONNX file: what lies beside it, and the size at which it was read. */
  readonly foreign?: ForeignOptions;
}

export type WeightSource =
  /** `names` gives tensors the seed of another name. */
  | { readonly kind: 'seeded'; readonly names?: ReadonlyMap<string, string> }
  /** As before a training (He et al.), drawn from the seed and the names. */
  | { readonly kind: 'he'; readonly seed: number; readonly names?: ReadonlyMap<string, string> }
  | WeightFileSource;

export type InputSource =
  | { readonly kind: 'seeded' }
  /** An image that was prepared: normalised, NCHW without N, in the shape of the graph's input. */
  | { readonly kind: 'pixels'; readonly data: Float32Array }
  /**
   * An image file; it is decoded and prepared for the graph's input, which has 3 channels: as timm does for evaluation, or fitted as
   * networks of detection take it.
   */
  | { readonly kind: 'image'; readonly blob: Blob; readonly interpolation?: Interpolation; readonly fit?: Fit };

/** What every computation takes. */
interface Order {
  readonly graph: OpGraph;
  readonly weights: WeightSource;
  readonly input: InputSource;
  readonly backend: BackendChoice | Ranking;
}

/** Most images of a batch. */
export const MOST_IMAGES = 16;

/** Plain data: what it takes to run a network. */
export interface RunOrder extends Order {
  /** Further images, which run after `input`; a batch has at most `MOST_IMAGES` with it. */
  readonly others?: readonly InputSource[];
  readonly keep: ReadonlyMap<string, Wish>;
  /** Runs the last image once more, and measures every step. */
  readonly timed?: boolean;
  /**
   * The network whose values stay on the device, as far as memory allows, until it, the image, the weights or the backend is
   * another: `graph` itself, which is then computed whole, or the one that interventions made it from, of which no more is computed
   * than what they change. Of a batch and of what is timed nothing stays.
   */
  readonly untouched?: OpGraph;
}

/** The part of an image file that a network saw, 8-bit RGB, and how the file was read. */
export interface Seen extends Pixels {
  readonly notes: readonly PictureNote[];
  /** Of the whole image, in its own pixels. */
  readonly image: { readonly width: number; readonly height: number };
}

/** What a report says of what computed, and of what was given to it. */
interface About {
  readonly device: Device;
  /** Where weights came from a file: what went where. */
  readonly match?: WeightMatch;
  /** Where the input was an image file. */
  readonly seen?: Seen;
}

export interface RunReport extends RunResult, About, Odd {
  /** The same of the further images; undefined where one was no image file. */
  readonly othersSeen: readonly (Seen | undefined)[];
}

/** Plain data: what it takes to differentiate the cross-entropy of a label. */
export interface GradientOrder extends Order {
  readonly label: number;
  /** Id of the node whose result, C×1×1, are the logits; the first output of that shape when absent. */
  readonly logits?: string;
  /** Nodes of which the gradient of their result is wanted, as statistics. */
  readonly nodes?: readonly string[];
  /** `batch` makes eight views of the image, whose statistics batch norms go by, as in a training; `stored` when absent. */
  readonly statistics?: NormStatistics;
}

export interface GradientReport extends GradientResult, About, Odd {}

/** Plain data: what it takes to say what a unit sees. */
export interface ReachOrder extends Order {
  /** Id of a node, or of an op in it. */
  readonly node: string;
  /** The middle of the node's map when absent. */
  readonly at?: Place;
  /** The one of its channels that is asked for; the sum of all when absent. */
  readonly channel?: number;
}

export interface ReachReport extends ReachResult, About, Odd {}

/** What a backend says when it is checked with the reference that the product ships. */
export interface CheckReport {
  readonly device: Device;
  /** The largest error of any logit, as a share of the largest logit. */
  readonly error: number;
  /** What is right lies below. */
  readonly tolerance: number;
}

/** Plain data: what it takes to measure a backend: a small network, which has the input that is seeded. */
export interface PaceOrder {
  readonly graph: OpGraph;
  readonly backend: Backend;
}

export interface TrainOrder extends TrainingOrder {
  readonly backend: BackendChoice | Ranking;
}

export interface TrainReport extends TrainingResult {
  readonly device: Device;
}

/** A training as it is sent to the worker; `control` is where it hears commands. */
export interface TrainRequest {
  readonly order: TrainOrder;
  readonly control: MessagePort;
}

export interface MatchOrder {
  readonly weights: WeightFileSource;
  readonly tensors: readonly WeightTensor[];
}

/** The methods of the run worker. */
export interface RunMethods {
  readonly run: { readonly request: RunOrder; readonly progress: RunProgress; readonly reply: RunReport };
  readonly gradient: {
    readonly request: GradientOrder;
    readonly progress: GradientProgress;
    readonly reply: GradientReport;
  };
  readonly reach: { readonly request: ReachOrder; readonly progress: GradientProgress; readonly reply: ReachReport };
  readonly train: {
    readonly request: TrainRequest;
    readonly progress: TrainingProgress;
    readonly reply: TrainReport;
  };
  readonly check: { readonly request: BackendChoice; readonly progress: never; readonly reply: CheckReport };
  readonly pace: { readonly request: PaceOrder; readonly progress: never; readonly reply: Pace };
  readonly match: { readonly request: MatchOrder; readonly progress: never; readonly reply: WeightMatch };
}

/** Accuracy on ImageNet that timm publishes, in percent, at 224². */
export interface PublishedAccuracy {
  readonly top1: number;
  readonly top5: number;
}

/**
 * timm's published accuracy for each classification preset: results/results-imagenet.csv of huggingface/pytorch-image-models
 * (at 4e5207c7), the rows at 224: `NAME.in1k` of the DLA networks, which are the authors' weights, `NAME.tv_in1k` of the others,
 * which are torchvision's first ones.
 */
export const accuracies = {
  dla34: { top1: 74.632, top5: 92.052 },
  dla46_c: { top1: 64.88, top5: 86.33 },
  dla46x_c: { top1: 66.008, top5: 86.946 },
  dla60x_c: { top1: 67.928, top5: 88.426 },
  dla60: { top1: 77.036, top5: 93.316 },
  dla60x: { top1: 78.234, top5: 94.022 },
  dla102: { top1: 78.016, top5: 93.952 },
  dla102x: { top1: 78.516, top5: 94.226 },
  dla102x2: { top1: 79.448, top5: 94.654 },
  dla169: { top1: 78.702, top5: 94.334 },
  dla60_res2net: { top1: 78.48, top5: 94.204 },
  dla60_res2next: { top1: 78.488, top5: 94.144 },
  resnet18: { top1: 69.752, top5: 89.082 },
  resnet34: { top1: 73.298, top5: 91.422 },
  resnet50: { top1: 76.156, top5: 92.866 },
  resnet101: { top1: 77.404, top5: 93.552 },
  resnext50_32x4d: { top1: 77.632, top5: 93.674 },
  densenet121: { top1: 74.75, top5: 92.158 },
} as const satisfies { readonly [id: string]: PublishedAccuracy };

/** What the gradient panel shows of a backward pass. */
export type GradientShow = 'nodes' | 'structures' | 'networks' | 'saliency';

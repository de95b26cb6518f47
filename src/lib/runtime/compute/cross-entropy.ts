/** Loss of a label, and its gradient by the logits: softmax − one-hot; in float64. */
export function crossEntropy(logits: Float32Array, label: number): { loss: number; gradient: Float32Array } {
  const most = logits.reduce((a, b) => Math.max(a, b));
  const sum = logits.reduce((total, value) => total + Math.exp(value - most), 0);
  const gradient = logits.map((value, i) => Math.exp(value - most) / sum - (i === label ? 1 : 0));
  return { loss: Math.log(sum) + most - logits[label]!, gradient };
}

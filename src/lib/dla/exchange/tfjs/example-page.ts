/** Where a page finds TensorFlow.js, of the version that the export is tried with; the hash is that of the file in its npm package. */
export const tfjsScript = {
  address: 'https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@4.22.0/dist/tf.min.js',
  integrity: 'sha384-vE8hbVJ4lezako5rlvE7bY0BVzWlFhZncPlckrqNwcUQpVtgbENTgZ8TBbnPjZre',
} as const;

/** A page that runs the model beside it. */
export const examplePage = (shape: readonly number[]): string => `<!doctype html>
<meta charset="utf-8" />
<title>A network in TensorFlow.js</title>
<script src="${tfjsScript.address}" integrity="${tfjsScript.integrity}" crossorigin="anonymous"></script>
<script type="module">
  // Serve this folder (npx serve) and open this page. In place of zeros: an image, normalised as for the network's training.
  const model = await tf.loadGraphModel('./model.json');
  const image = tf.zeros([${shape.join(', ')}]);
  for (const [index, result] of [model.predict(image)].flat().entries()) {
    const line = document.body.appendChild(document.createElement('p'));
    line.textContent = \`\${model.outputs[index].name} [\${result.shape}], the greatest \${(await result.max().data())[0]}\`;
  }
</script>
`;

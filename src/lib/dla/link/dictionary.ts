/** What stands in the files of graph documents, as it stands in a link: in JSON, a text for every line. */
const lines = [
  '    { "id": "image", "kind": "input", "attributes": { "channels": 3, "height": 64, "width": 64 } },',
  '    { "id": "", "kind": "concat", "inputs": ["", ""] },',
  '    { "id": "", "kind": "batch-norm", "inputs": [""] },',
  '    { "id": "", "kind": "dense-head", "inputs": [""], "attributes": { "classes": 19, "upFactor": 2, "activation": "log-softmax" } },',
  '    { "id": "", "kind": "up-sample", "inputs": [""], "attributes": { "mode": "bilinear", "factor": 2 } },',
  '    { "id": "", "kind": "up-sample", "inputs": [""], "attributes": { "mode": "transposed", "factor": 2 } },',
  '    { "id": "", "kind": "fuse-conv", "inputs": ["", ""], "attributes": { "outChannels": 64 } },',
  '    { "id": "", "kind": "block", "inputs": [""], "attributes": { "block": "split", "outChannels": 256, "cardinality": 32, "baseWidth": 4 } },',
  '    { "id": "", "kind": "block", "inputs": [""], "attributes": { "block": "bottleneck", "outChannels": 256, "stride": 1, "dilation": 1, "projection": "conv", "cardinality": 1, "baseWidth": 64, "expansion": 4 } },',
  '    { "id": "conv1", "kind": "conv", "inputs": ["input"], "attributes": { "outChannels": 64, "kernel": 3, "stride": 1, "dilation": 1, "groups": 1, "bias": false } },',
  '    { "id": "relu1", "kind": "relu", "inputs": ["conv1"] },',
  '    { "id": "add1", "kind": "add", "inputs": ["conv1", "conv2"] },',
  '    { "id": "pool1", "kind": "down-sample", "inputs": ["input"], "attributes": { "factor": 2, "kernel": 3, "mode": "average" } },',
  '    { "id": "input", "kind": "input", "attributes": { "channels": 3, "height": 224, "width": 224 } },',
  '    { "id": "base_layer", "kind": "conv-unit", "inputs": ["input"], "attributes": { "outChannels": 16, "kernel": 7, "stride": 1, "dilation": 1, "groups": 1, "activation": "relu" } },',
  '    { "id": "level0-conv1", "kind": "conv-unit", "name": "", "inputs": ["base_layer"], "attributes": { "outChannels": 16, "kernel": 3, "stride": 1, "dilation": 1, "groups": 1, "activation": "none" } },',
  '    { "id": "level2-down", "kind": "down-sample", "name": "downsample", "inputs": ["level1-conv1"], "attributes": { "factor": 2, "kernel": 2, "mode": "max" } },',
  '    { "id": "level2-project", "kind": "conv-unit", "name": "project", "inputs": ["level2-down"], "attributes": { "outChannels": 64, "kernel": 1, "activation": "none" } },',
  '    { "id": "level4-b1", "kind": "block", "name": "tree1", "inputs": ["level3-n1", "level4-project"], "attributes": { "block": "basic", "outChannels": 128, "stride": 2, "dilation": 1, "projection": "pool" } },',
  '    { "id": "level4-b2", "kind": "block", "name": "tree2", "inputs": ["level4-b1"], "attributes": { "block": "basic", "outChannels": 128, "stride": 1 } },',
  '    { "id": "level3-b2", "kind": "block", "name": "1", "inputs": ["level3-b1"], "attributes": { "block": "basic", "outChannels": 256, "stride": 1 } },',
  '    { "id": "level4-n1", "kind": "aggregation", "name": "root", "inputs": ["level4-b2", "level4-b1"], "attributes": { "outChannels": 256, "residual": false } },',
  '    { "id": "level3-n2", "kind": "aggregation", "name": "0", "inputs": ["level3-b4", "level3-b3", "level3-down", "level3-n1"], "attributes": { "outChannels": 512, "residual": true } },',
  '    { "id": "fc", "kind": "classifier", "inputs": ["level5-n1"], "attributes": { "classes": 1000 } }',
  '    { "id": "level4-blocks", "name": "blocks", "label": "ida", "members": ["level4-b1", "level4-b2", "level4-b3", "level4-b4"] },',
  '    { "id": "level4-nodes", "name": "nodes", "members": ["level4-n1", "level4-n2"] },',
  '    { "id": "level4-tree1", "name": "tree1", "members": ["level4-down", "level4-project", "level4-b1", "level4-b2", "level4-n1"] },',
  '    { "id": "level4", "label": "level 4", "members": ["level4-tree1", "level4-tree2", "level4-root"] }',
  '    "level3-b1": [72, 56],',
];

const heads = [
  '"positions": {',
  '],',
  '"groups": [',
  '"nodes": [',
  '"name": "untitled",',
  '"version": 1,',
  '"format": "dla-graph",',
  '"$schema": "graph.v1.json",',
];

/** What stands in lessons, and in what is different of a config. */
const keys = [
  '{"$schema":"lesson.v1.json","format":"dla-lesson","version":1,"id":"","title":{"en":"","zh":""},"minutes":20,"notes":{"aim":{"en":"","misreadings":[{"en":"","discussion":[{"en":"',
  '"networks":[{"id":"start","network":"dla34","steps":[{"title":{"en":"","text":{"en":"","prediction":{"question":{"en":"","measure":{"measure":"parameters","of":"level3-b1"},',
  '"options":[{"text":{"en":"","is":"==","value":1,"refutation":{"en":"","why":{"question":{"en":"","right":true},"hints":[{"en":"","solution":"","goals":[{"all":[{"measure":"skipNodes","of":"level3-b1","is":">=","value":3}],',
  'connections,aggregation,networks,shallow,semantic,spatial,resolution,features,channels,convolution,receptive,through,because,between,which,block,level,nodes,skip,that,with,from,this,the ,and ,are ',
  '"h":["palette","inspector","drawer","bar"],"p":1,"l":',
  '"head":{"kind":"segmentation","decoder":"ida-up","downRatio":2,"classes":19},"head":{"kind":"boundary","decoder":"shallow","none","head":{"kind":"features","classes":null',
  '"input":{"channels":3,"height":512,"width":256},"stem":{"channels":64,"kernel":3,"stride":2},"block":{"kind":"bottleneck","cardinality":1,"baseWidth":64},"block":{"kind":"split","block":{"kind":"res2net","scale":4},"block":{"kind":"basic"}',
  '"name":"","levels":{"0":{"kind":"conv","channels":16,"convs":1,"stride":1},"1":{"kind":"aggregation","structure":"plain","blocks":8,"channels":256,"stride":2,"levelRoot":true,"rootResidual":true,"dilation":2,"structure":"reentrant","levelRoot":false},"4":{"structure":"merged"},"5":{"structure":"tree"},"2":{"structure":"shallow"},"3":{"structure":"ida","blocks":4}}',
  '"dla169","dla102","dla60","dla34up","dla46_c","resnet50","resnet18","densenet121",',
  '{"n":[{"g":["dla34",{"levels":{"3":{"structure":"ida"}}}],"d":1,"e":[[0,12],[24,1]]}]}',
  '{"n":[{"c":["dla34",{"levels":{"3":{"structure":"ida"}}}]}]}',
];

/**
 * What the packing of links knows beforehand: the longest and rarest first, as deflate has it. A link is unread without the
 * very same text: it belongs to version 1 of links and never changes.
 */
export const dictionary = [
  ...[...lines, ...heads.map((line) => `  ${line}`), '}'].map((line) => JSON.stringify(line)),
  ...keys,
].join(',');

/** Lines of graph documents, as they stand in a link: in JSON, a text each. */
const lines = [
  'n["image","input",[],{"channels":3,"height":64,"width":64}]',
  'n["","concat",["",""],{}]',
  'n["","batch-norm",[""],{}]',
  'n["","dense-head",[""],{"activation":"log-softmax","classes":19,"upFactor":2}]',
  'n["","up-sample",[""],{"factor":2,"mode":"bilinear"}]',
  'n["","up-sample",[""],{"factor":2,"mode":"transposed"}]',
  'n["","fuse-conv",["",""],{"outChannels":64}]',
  'n["","block",[""],{"baseWidth":4,"block":"split","cardinality":32,"outChannels":256}]',
  'n["","block",[""],{"baseWidth":64,"block":"bottleneck","cardinality":1,"dilation":1,"expansion":4,"outChannels":256,"projection":"conv","stride":1}]',
  'n["conv1","conv",["input"],{"bias":false,"dilation":1,"groups":1,"kernel":3,"outChannels":64,"stride":1}]',
  'n["relu1","relu",["conv1"],{}]',
  'n["add1","add",["conv1","conv2"],{}]',
  'n["pool1","down-sample",["input"],{"factor":2,"kernel":3,"mode":"average"}]',
  'n["input","input",[],{"channels":3,"height":224,"width":224}]',
  'n["base_layer","conv-unit",["input"],{"activation":"relu","dilation":1,"groups":1,"kernel":7,"outChannels":16,"stride":1}]',
  'n["level0-conv1","conv-unit",["base_layer"],{"activation":"none","dilation":1,"groups":1,"kernel":3,"outChannels":16,"stride":1},""]',
  'n["level2-down","down-sample",["level1-conv1"],{"factor":2,"kernel":2,"mode":"max"},"downsample"]',
  'n["level2-project","conv-unit",["level2-down"],{"activation":"none","kernel":1,"outChannels":64},"project"]',
  'n["level4-b1","block",["level3-n1","level4-project"],{"block":"basic","dilation":1,"outChannels":128,"projection":"pool","stride":2},"tree1"]',
  'n["level4-b2","block",["level4-b1"],{"block":"basic","outChannels":128,"stride":1},"tree2"]',
  'n["level3-b2","block",["level3-b1"],{"block":"basic","outChannels":256,"stride":1},"1"]',
  'n["level4-n1","aggregation",["level4-b2","level4-b1"],{"outChannels":256,"residual":false},"root"]',
  'n["level3-n2","aggregation",["level3-b4","level3-b3","level3-down","level3-n1"],{"outChannels":512,"residual":true},"0"]',
  'n["fc","classifier",["level5-n1"],{"classes":1000}]',
  'g["level4-blocks",["level4-b1","level4-b2","level4-b3","level4-b4"],"blocks","ida"]',
  'g["level4-nodes",["level4-n1","level4-n2"],"nodes",null]',
  'g["level4-tree1",["level4-down","level4-project","level4-b1","level4-b2","level4-n1"],"tree1",null]',
  'g["level4",["level4-tree1","level4-tree2","level4-root"],null,"level 4"]',
  'p["level3-b1",[72,56]]',
  'd["untitled"]',
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
  '{"n":[{"g":["dla34",{"levels":{"3":{"structure":"ida"}}}],"d":1,"e":[[0,12],"n[\\"level3-b1\\",[24,1]]}]}',
  '{"n":[{"c":["dla34",{"levels":{"3":{"structure":"ida"}}}]}]}',
];

/**
 * What the packing of links knows beforehand: the longest and rarest first, as deflate has it. A link is unread without the
 * very same text: it belongs to version 1 of links and never changes.
 */
export const dictionary = [...lines.map((line) => JSON.stringify(line)), ...keys].join(',');

import { imageOf } from '#lib/dla/op-graph/image.ts';
import { IssueError } from '#lib/issue.ts';
import { distinct } from '../distinct.ts';
import { pyDoc, pyString } from '../pytorch/python.ts';
import { toPyTorch } from '../pytorch/to-pytorch.ts';
import { hashesOf, outputsOf, type ExportSource } from '../source.ts';
import { SCRIPT } from './script.ts';

/**
 * A Python script that trains one of these networks, which it holds: `--variant` says which. One process or many
 * (`torchrun`), on graphics cards or a CPU. Throws an IssueError for a network that is no classifier.
 */
export function toTraining(sources: readonly ExportSource[], unnamed: string): string {
  const names = distinct(sources.map(({ document }) => document.name || unnamed));
  const makers = names.map((_, index) => `network_${index + 1}`);
  const sizes = sources.map(sizesOf);
  const entries = (values: readonly string[]): string =>
    names.map((name, index) => `    ${pyString(name)}: ${values[index]!},\n`).join('');
  return `"""Trains ${pyDoc(names.join(', '))}: written by DLA Explorer, needs PyTorch, and torchvision to read images.

    python THIS --synthetic
    torchrun --nproc_per_node 8 THIS --data imagenet --variant ${pyDoc(names[0]!)} --seed 1

${sources.map((source, index) => `${pyDoc(names[index]!)}\nstructure: ${hashesOf(source).structure}\nnames: ${hashesOf(source).names}\n`).join('\n')}"""

import argparse
import itertools
import json
import os
import random
import time
from typing import Any, Dict, Optional, Tuple

import torch
from torch import Tensor, distributed as dist, nn
from torch.nn import functional as F
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, Dataset, DistributedSampler, Subset

${sources.map((source, index) => makerOf(makers[index]!, source)).join('\n\n')}

NETWORKS = {
${entries(makers)}}

# Channels, height and width of an image, and how many classes there are.
SIZES = {
${entries(sizes)}}
${SCRIPT}`;
}

/** A function that makes the network: its file, set in. */
const makerOf = (name: string, source: ExportSource): string => {
  const lines = toPyTorch(source)
    .trimEnd()
    .split('\n')
    .slice(2)
    .map((line) => (line === '' ? '' : `    ${line}`));
  return `\ndef ${name}() -> nn.Module:\n${lines.join('\n')}\n\n    return Network()`;
};

function sizesOf(source: ExportSource): string {
  const [output, ...others] = outputsOf(source);
  if (!output?.logits || others.length > 0)
    throw new IssueError([{ kind: 'no-classifier', at: source.document.name, received: outputsOf(source).length }]);
  const classes = source.graph.ops[output.op]!.shape[0];
  return `(${[...imageOf(source.graph).shape, classes].join(', ')})`;
}
